/*---
esid: sec-destructuring-assignment
description: >
  Array patterns take from the iterator, and close it when they have enough
features: [destructuring-binding]
---*/

var closed = 0, taken = 0;
var iterable = {};
iterable[Symbol.iterator] = function () {
  return { next() { taken += 1; return { value: taken, done: false }; }, return() { closed += 1; return {}; } };
};
var [a, , b = 9] = iterable;
assert.compareArray([a, b, taken, closed], [1, 3, 3, 1]);
var [c = 5, [d] = [6], ...rest] = [undefined, undefined, 7, 8];
assert.compareArray([c, d, rest.length, rest[1]], [5, 6, 2, 8]);
[a, b] = [b, a];
assert.compareArray([a, b], [3, 1]);
var [] = iterable;
assert.sameValue(closed, 2);
assert.throws(TypeError, function () { var [x] = {}; });
assert.throws(TypeError, function () { var [[x]] = [null]; });
