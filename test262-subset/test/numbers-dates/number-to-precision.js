/*---
esid: sec-number.prototype.toprecision
description: >
  toPrecision and toExponential round half up
---*/

assert.sameValue((123.456).toPrecision(4), "123.5");
assert.sameValue((0.000123).toPrecision(2), "0.00012");
assert.sameValue((1e-7).toPrecision(2), "1.0e-7");
assert.sameValue((123456).toPrecision(2), "1.2e+5");
assert.sameValue((25).toPrecision(1), "3e+1");
assert.sameValue((0).toPrecision(3), "0.00");
assert.sameValue((12.5).toExponential(0), "1e+1");
assert.sameValue((25).toExponential(0), "3e+1");
assert.sameValue((12345).toExponential(), "1.2345e+4");
assert.sameValue((0).toExponential(2), "0.00e+0");
assert.sameValue(NaN.toExponential(1000), "NaN");
assert.throws(RangeError, function () { (1).toPrecision(0); });
assert.throws(RangeError, function () { (1).toExponential(-1); });
