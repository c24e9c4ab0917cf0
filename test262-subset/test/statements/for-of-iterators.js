/*---
esid: sec-runtime-semantics-forin-div-ofbodyevaluation-lhs-stmt-iterator-lhskind-labelset
description: >
  for-of takes the values of an iterator until it is done
features: [for-of, Symbol.iterator]
---*/

var log = [];
var iterable = {
  [Symbol.iterator]() {
    log.push("iterator");
    var n = 0;
    return { get next() { log.push("get next"); return function () { n += 1; return { value: n, done: n > 2 }; }; } };
  }
};
for (var x of iterable) { log.push(x); }
assert.compareArray(log, ["iterator", "get next", 1, 2]);
assert.sameValue(x, 2);
assert.throws(TypeError, function () { for (var y of {}) {} });
assert.throws(TypeError, function () { for (var y of { [Symbol.iterator]() { return 1; } }) {} });
assert.throws(TypeError, function () { for (var y of { [Symbol.iterator]() { return { next() { return 1; } }; } }) {} });
