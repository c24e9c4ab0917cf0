/*---
esid: sec-array.prototype.copywithin
description: >
  fill and copyWithin
---*/

assert.compareArray([1, 2, 3, 4, 5].copyWithin(0, 3), [4, 5, 3, 4, 5]);
assert.compareArray([1, 2, 3, 4, 5].copyWithin(1, 0, 3), [1, 1, 2, 3, 5]);
assert.compareArray([1, 2, 3].copyWithin(-2, -3, -1), [1, 1, 2]);
assert.sameValue(0 in [1, , 3].copyWithin(0, 1, 2), false);
assert.compareArray([1, 2, 3].fill(0, 1, -1), [1, 0, 3]);
assert.compareArray(new Array(2).fill("x"), ["x", "x"]);
assert.compareArray([1, 2, 3].reverse(), [3, 2, 1]);
assert.sameValue(0 in [1, 2, ,].reverse(), false);
