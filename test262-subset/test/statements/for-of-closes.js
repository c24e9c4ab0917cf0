/*---
esid: sec-iteratorclose
description: >
  Leaving a for-of loop early closes the iterator
features: [for-of, Symbol.iterator]
---*/

var closed = 0;
var iterable = {
  [Symbol.iterator]() { return { next() { return { value: 1, done: false }; }, return() { closed += 1; return {}; } }; }
};
for (var x of iterable) { break; }
assert.sameValue(closed, 1);
outer: for (var i = 0; i < 2; i += 1) { for (x of iterable) { continue outer; } }
assert.sameValue(closed, 3);
assert.throws(RangeError, function () { for (x of iterable) { throw new RangeError(); } });
assert.sameValue(closed, 4);
assert.sameValue((function () { for (var y of iterable) { return y; } })(), 1);
assert.sameValue(closed, 5);
