/*---
esid: sec-instanceofoperator
description: >
  instanceof asks Symbol.hasInstance, else walks the prototypes
features: [Symbol.hasInstance]
---*/

function F() {}
assert.sameValue(new F() instanceof F, true);
assert.sameValue(Object.create(null) instanceof Object, false);
assert.sameValue(1 instanceof Number, false);
assert.throws(TypeError, function () { 1 instanceof 1; });
assert.throws(TypeError, function () { ({}) instanceof {}; });
var even = { [Symbol.hasInstance]: function (n) { return n % 2 === 0 ? "yes" : ""; } };
assert.sameValue(2 instanceof even, true);
assert.sameValue(3 instanceof even, false);
F.prototype = 3;
assert.throws(TypeError, function () { ({}) instanceof F; });
assert.sameValue(1 instanceof F, false, "a primitive is none before the prototype is asked for");
