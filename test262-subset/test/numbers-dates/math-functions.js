/*---
esid: sec-function-properties-of-the-math-object
description: >
  Values of Math functions at their edges
---*/

assert.sameValue(Math.hypot(3, 4), 5);
assert.sameValue(Math.hypot(NaN, Infinity), Infinity);
assert.sameValue(Math.hypot(), 0);
assert.sameValue(Math.clz32(1), 31);
assert.sameValue(Math.clz32(0), 32);
assert.sameValue(Math.clz32(-1), 0);
assert.sameValue(Math.imul(0xFFFFFFFF, 5), -5);
assert.sameValue(Math.cbrt(-27), -3);
assert.sameValue(Math.log1p(-1), -Infinity);
assert.sameValue(Math.expm1(-0), -0);
assert.sameValue(Math.atan2(0, -0), Math.PI);
assert.sameValue(Math.atan2(-0, 0), -0);
assert.sameValue(Math.pow(-2, 0.5), NaN);
assert.sameValue(Math.sqrt(-0), -0);
assert.sameValue(Math.log2(8), 3);
assert.sameValue(Math.abs(-Infinity), Infinity);
