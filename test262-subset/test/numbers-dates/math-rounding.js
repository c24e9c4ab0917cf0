/*---
esid: sec-math.round
description: >
  Math.round, trunc, floor, ceil and their zeros
---*/

assert.sameValue(Math.round(0.5), 1);
assert.sameValue(Math.round(-0.5), -0);
assert.sameValue(Math.round(-1.5), -1);
assert.sameValue(Math.round(0.49999999999999994), 0);
assert.sameValue(Math.round(4503599627370495.5), 4503599627370496);
assert.sameValue(Math.floor(-0), -0);
assert.sameValue(Math.ceil(-0.5), -0);
assert.sameValue(Math.trunc(-0.9), -0);
assert.sameValue(Math.sign(-0), -0);
assert.sameValue(Math.sign("-3"), -1);
assert.sameValue(Math.fround(5.5), 5.5);
assert.sameValue(Math.fround(1e40), Infinity);
