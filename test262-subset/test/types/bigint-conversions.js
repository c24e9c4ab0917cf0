/*---
esid: sec-tobigint
description: >
  What converts to a BigInt, and what does not
features: [BigInt]
---*/

assert.sameValue(BigInt("0x10"), 16n);
assert.sameValue(BigInt(" 12 "), 12n);
assert.sameValue(BigInt(""), 0n);
assert.sameValue(BigInt(true), 1n);
assert.sameValue(BigInt(9007199254740992), 9007199254740992n);
assert.throws(RangeError, function () { BigInt(1.5); });
assert.throws(RangeError, function () { BigInt(NaN); });
assert.throws(SyntaxError, function () { BigInt("1.5"); });
assert.throws(SyntaxError, function () { BigInt("1n"); });
assert.throws(TypeError, function () { BigInt(undefined); });
assert.throws(TypeError, function () { 1n + 1; });
assert.sameValue(1n + "1", "11");
