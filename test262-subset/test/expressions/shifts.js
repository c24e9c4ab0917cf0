/*---
esid: sec-left-shift-operator
description: >
  Shift counts are taken modulo 32
---*/

assert.sameValue(1 << 31, -2147483648);
assert.sameValue(1 << 32, 1);
assert.sameValue(1 << -1, -2147483648);
assert.sameValue(-1 >> 31, -1);
assert.sameValue(-1 >>> 31, 1);
assert.sameValue(-1 >>> 0, 4294967295);
assert.sameValue(5.9 >> 1, 2);
assert.sameValue("8" >> "1", 4);
