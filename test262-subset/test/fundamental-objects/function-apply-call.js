/*---
esid: sec-function.prototype.apply
description: >
  Function.prototype.apply takes any array-like object
---*/

function f() { return [this, ...arguments]; }
var o = {};
assert.compareArray(f.apply(o, { length: 2, 0: "a", 1: "b" }), [o, "a", "b"]);
assert.compareArray(f.apply(o, null), [o]);
assert.compareArray(f.call(o, 1), [o, 1]);
assert.throws(TypeError, function () { f.apply(o, 5); });
assert.throws(TypeError, function () { Function.prototype.call.call({}); });
assert.sameValue(Math.max.apply(null, [1, 5, 3]), 5);
assert.sameValue(Function.prototype(1, 2), undefined);
