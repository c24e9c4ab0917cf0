/*---
esid: sec-symbol-objects
description: >
  Symbols are primitives with wrappers of their own
features: [Symbol]
---*/

var s = Symbol("d"), o = Object(s);
assert.sameValue(typeof o, "object");
assert.sameValue(o == s, true);
assert.sameValue(o === s, false);
assert.sameValue(o.valueOf(), s);
assert.sameValue(o.description, "d");
assert.throws(TypeError, function () { new Symbol(); });
var target = {};
target[o] = 1;
assert.sameValue(target[s], 1);
