/*---
esid: sec-numeric-types-bigint-add
description: >
  Arithmetic of BigInts
features: [BigInt]
---*/

assert.sameValue(7n / 2n, 3n);
assert.sameValue(-7n / 2n, -3n, "division cuts off");
assert.sameValue(-7n % 3n, -1n);
assert.sameValue(2n ** 100n, 1267650600228229401496703205376n);
assert.sameValue(-(2n ** 64n) >> 60n, -16n);
assert.sameValue(1n << -1n, 0n);
assert.sameValue(-1n & 255n, 255n);
assert.sameValue(~5n, -6n);
assert.sameValue(-0n, 0n);
assert.throws(RangeError, function () { 1n / 0n; });
assert.throws(RangeError, function () { 2n ** -1n; });
assert.throws(TypeError, function () { 1n >>> 0n; });
