/*---
esid: sec-number.isinteger
description: >
  isInteger and isSafeInteger
---*/

assert.sameValue(Number.isInteger(5.0), true);
assert.sameValue(Number.isInteger(-0), true);
assert.sameValue(Number.isInteger(5.5), false);
assert.sameValue(Number.isInteger(Infinity), false);
assert.sameValue(Number.isInteger("5"), false);
assert.sameValue(Number.isInteger(new Number(5)), false);
assert.sameValue(Number.isSafeInteger(2 ** 53 - 1), true);
assert.sameValue(Number.isSafeInteger(2 ** 53), false);
