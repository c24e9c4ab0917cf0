/*---
esid: sec-number.prototype.tofixed
description: >
  toFixed is exact
---*/

assert.sameValue((2.5).toFixed(0), "3");
assert.sameValue((1.005).toFixed(2), "1.00", "1.005 is a little less");
assert.sameValue((1.45).toFixed(1), "1.4");
assert.sameValue((-1.5).toFixed(0), "-2");
assert.sameValue((0).toFixed(2), "0.00");
assert.sameValue((-0.0000001).toFixed(2), "-0.00");
assert.sameValue((-0).toFixed(1), "0.0");
assert.sameValue((1e21).toFixed(2), "1e+21");
assert.sameValue((123.456).toFixed(20), "123.45600000000000306954");
assert.sameValue((1000000000000000128).toFixed(0), "1000000000000000128");
assert.throws(RangeError, function () { (1).toFixed(101); });
assert.throws(RangeError, function () { (1).toFixed(-1); });
assert.throws(TypeError, function () { Number.prototype.toFixed.call("1"); });
