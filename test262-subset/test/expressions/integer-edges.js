/*---
esid: sec-numeric-types-number-multiply
description: >
  Arithmetic beyond 32 bits goes on as that of numbers
---*/

assert.sameValue(65536 * 65536, 4294967296);
assert.sameValue(-2147483648 - 1, -2147483649);
assert.sameValue(-(-2147483648), 2147483648);
assert.sameValue(0 * -1, -0);
assert.sameValue(-1 % 1, -0);
assert.sameValue(5 % -3, 2);
assert.sameValue(5.5 % 2, 1.5);
assert.sameValue(1 / 0, Infinity);
assert.sameValue(0 / 0, NaN);
assert.sameValue(5 % 0, NaN);
assert.sameValue(5 % Infinity, 5);
var x = 2147483647;
x++;
assert.sameValue(x, 2147483648);
