/*---
esid: sec-number.prototype.tostring
description: >
  toString with a radix
---*/

assert.sameValue((255).toString(16), "ff");
assert.sameValue((-255).toString(36), "-73");
assert.sameValue((0.5).toString(2), "0.1");
assert.sameValue((0.1).toString(3).slice(0, 12), "0.0022002200");
assert.sameValue((2 ** 53).toString(2), "1" + "0".repeat(53));
assert.sameValue((1e21).toString(10), "1e+21");
assert.sameValue((5).toString(undefined), "5");
assert.throws(RangeError, function () { (5).toString(1); });
assert.throws(RangeError, function () { (5).toString(37); });
assert.throws(TypeError, function () { Number.prototype.toString.call({}); });
assert.sameValue(parseFloat((0.1).toString(10)), 0.1);
