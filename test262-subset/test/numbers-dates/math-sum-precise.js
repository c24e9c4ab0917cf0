/*---
esid: sec-math.sumprecise
description: >
  Math.sumPrecise rounds once
features: [Math.sumPrecise]
---*/

assert.sameValue(Math.sumPrecise([0.1, 0.2, 0.3]), 0.6);
assert.sameValue(Math.sumPrecise([1e308, 1e308, -1e308]), 1e308);
assert.sameValue(Math.sumPrecise([]), -0);
assert.sameValue(Math.sumPrecise([-0, 0]), 0);
assert.sameValue(Math.sumPrecise([Infinity, -Infinity]), NaN);
assert.sameValue(Math.sumPrecise(new Set([1, 2])), 3);
assert.throws(TypeError, function () { Math.sumPrecise([1, "2"]); });
assert.throws(TypeError, function () { Math.sumPrecise(5); });
