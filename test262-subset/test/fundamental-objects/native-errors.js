/*---
esid: sec-nativeerror-object-structure
description: >
  The native errors inherit from Error
features: [AggregateError]
---*/

var all = [EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError];
for (var i = 0; i < all.length; i += 1) {
  var E = all[i];
  assert.sameValue(Object.getPrototypeOf(E), Error);
  assert.sameValue(Object.getPrototypeOf(E.prototype), Error.prototype);
  assert.sameValue(E.prototype.name, E.name);
  assert.sameValue(E.prototype.message, "");
  assert.sameValue(E.length, 1);
  assert.sameValue(E("x") instanceof E, true);
  assert.sameValue(Object.hasOwn(E.prototype, "toString"), false);
}
var a = new AggregateError(new Set([1, 2]), "m");
assert.compareArray(a.errors, [1, 2]);
assert.sameValue(a.message, "m");
assert.sameValue(AggregateError.length, 2);
assert.throws(TypeError, function () { new AggregateError(5); });
