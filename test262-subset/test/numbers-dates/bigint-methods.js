/*---
esid: sec-bigint.asintn
description: >
  BigInt.asIntN, asUintN and toString
features: [BigInt]
---*/

assert.sameValue(BigInt.asIntN(8, 255n), -1n);
assert.sameValue(BigInt.asUintN(8, -1n), 255n);
assert.sameValue(BigInt.asIntN(0, 5n), 0n);
assert.sameValue(BigInt.asIntN(64, 2n ** 63n), -(2n ** 63n));
assert.sameValue(BigInt.asUintN(64, -(2n ** 64n) - 1n), 2n ** 64n - 1n);
assert.sameValue(BigInt.asIntN(200, -5n), -5n);
assert.sameValue((255n).toString(16), "ff");
assert.sameValue(((-10n) ** 3n).toString(), "-1000");
assert.sameValue((10n ** 30n).toString(), "1" + "0".repeat(30));
assert.throws(RangeError, function () { BigInt.asIntN(-1, 0n); });
assert.throws(TypeError, function () { BigInt.asIntN(8, 1); });
assert.throws(TypeError, function () { new BigInt(1); });
assert.throws(RangeError, function () { (1n).toString(1); });
