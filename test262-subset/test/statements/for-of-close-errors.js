/*---
esid: sec-iteratorclose
description: >
  An error of the body wins over one of return; otherwise that of return counts, and it must give an object
features: [for-of, Symbol.iterator]
---*/

function make(close) {
  return { [Symbol.iterator]() { return { next() { return { done: false }; }, get return() { return close; } }; } };
}
function failing() { throw new RangeError(); }
assert.throws(Test262Error, function () { for (var x of make(failing)) { throw new Test262Error(); } });
assert.throws(RangeError, function () { for (var x of make(failing)) { break; } });
assert.throws(TypeError, function () { for (var x of make(function () { return 1; })) { break; } });
assert.throws(TypeError, function () { for (var x of make(5)) { break; } });
for (var x of make(undefined)) { break; }
for (x of make(null)) { break; }
