/*---
esid: sec-parseint-string-radix
description: >
  parseInt reads a prefix in a radix
---*/

assert.sameValue(parseInt(" \n-12.9px"), -12);
assert.sameValue(parseInt("0x1f"), 31);
assert.sameValue(parseInt("1f", 16), 31);
assert.sameValue(parseInt("0x1f", 10), 0);
assert.sameValue(parseInt("z", 36), 35);
assert.sameValue(parseInt("12", 2), 1);
assert.sameValue(parseInt("2", 2), NaN);
assert.sameValue(parseInt("10", 1), NaN);
assert.sameValue(parseInt("10", 37), NaN);
assert.sameValue(parseInt("10", 4294967298), 2, "the radix is converted to 32 bits");
assert.sameValue(parseInt("-0"), -0);
assert.sameValue(parseInt(1e21), 1);
assert.sameValue(parseInt(null, 36), 1112745);
assert.sameValue(Number.parseInt, parseInt);
