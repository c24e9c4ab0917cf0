/*---
esid: sec-toint32
description: >
  Conversion to 32 bits is modulo 2 to the 32nd
---*/

assert.sameValue(4294967296 | 0, 0);
assert.sameValue(2147483648 | 0, -2147483648);
assert.sameValue(-2147483649 | 0, 2147483647);
assert.sameValue(1e21 | 0, -559939584);
assert.sameValue(-1.9 | 0, -1);
assert.sameValue(NaN | 0, 0);
assert.sameValue(Infinity | 0, 0);
assert.sameValue(1 / (-0 | 0), Infinity);
assert.sameValue(-1 >>> 0, 4294967295);
assert.sameValue("0x10" | 0, 16);
