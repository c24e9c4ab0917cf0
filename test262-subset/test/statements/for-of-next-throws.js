/*---
esid: sec-iteratorstepvalue
description: >
  An iterator that throws is not closed
features: [for-of, Symbol.iterator]
---*/

var closed = 0;
function make(next) {
  return { [Symbol.iterator]() { return { next: next, return() { closed += 1; return {}; } }; } };
}
assert.throws(Test262Error, function () { for (var x of make(function () { throw new Test262Error(); })) {} });
assert.throws(Test262Error, function () { for (var x of make(function () { return { get done() { throw new Test262Error(); } }; })) {} });
assert.throws(Test262Error, function () { for (var x of make(function () { return { done: false, get value() { throw new Test262Error(); } }; })) {} });
assert.sameValue(closed, 0);
