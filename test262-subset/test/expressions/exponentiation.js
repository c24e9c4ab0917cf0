/*---
esid: sec-exp-operator
description: >
  ** binds to the right
features: [exponentiation]
---*/

assert.sameValue(2 ** 3 ** 2, 512);
assert.sameValue((-2) ** 2, 4);
assert.sameValue(2 ** -1, 0.5);
assert.sameValue((-8) ** (1 / 3), NaN);
assert.sameValue(1 ** Infinity, NaN);
assert.sameValue(NaN ** 0, 1);
assert.sameValue((-0) ** -1, -Infinity);
assert.sameValue((-0) ** -2, Infinity);
var x = 3;
assert.sameValue(x-- ** 2, 9);
