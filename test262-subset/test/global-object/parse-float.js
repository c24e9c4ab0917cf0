/*---
esid: sec-parsefloat-string
description: >
  parseFloat reads the longest prefix that is a decimal literal
---*/

assert.sameValue(parseFloat("3.14abc"), 3.14);
assert.sameValue(parseFloat(".5."), 0.5);
assert.sameValue(parseFloat("5e"), 5);
assert.sameValue(parseFloat("1e1000"), Infinity);
assert.sameValue(parseFloat("-Infinityx"), -Infinity);
assert.sameValue(parseFloat("0x10"), 0);
assert.sameValue(parseFloat("-0"), -0);
assert.sameValue(parseFloat("e5"), NaN);
assert.sameValue(parseFloat("1_000"), 1);
assert.sameValue(parseFloat(""), NaN);
