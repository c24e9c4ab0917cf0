/*---
esid: sec-array.prototype.flat
description: >
  flat and flatMap
features: [Array.prototype.flat, Array.prototype.flatMap]
---*/

assert.compareArray([1, [2, [3, [4]]]].flat().map(String), ["1", "2", "3,4"]);
assert.compareArray([1, [2, [3, [4]]]].flat(Infinity), [1, 2, 3, 4]);
assert.compareArray([1, , [2, , 3]].flat(), [1, 2, 3]);
assert.compareArray([[1]].flat(0)[0], [1]);
assert.compareArray([1, 2].flatMap(x => [x, [x]]).map(String), ["1", "1", "2", "2"]);
assert.throws(TypeError, function () { [].flatMap(); });
