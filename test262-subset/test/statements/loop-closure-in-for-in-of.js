/*---
esid: sec-runtime-semantics-forin-div-ofbodyevaluation-lhs-stmt-iterator-lhskind-labelset
description: >
  for-in and for-of make fresh bindings for each iteration
features: [let, const]
---*/

var fs = [];
for (let k in { a: 1, b: 2 }) { fs.push(() => k); }
for (const v of [3, 4]) { fs.push(() => v); }
for (const [x, y = x] of [[5], [6, 7]]) { fs.push(() => x + y); }
assert.compareArray(fs.map(f => f()), ["a", "b", 3, 4, 10, 13]);
assert.throws(ReferenceError, function () { for (let x of [x]) {} });
assert.throws(ReferenceError, function () { for (let x in { x }) {} });
var v = "outer", gs = [];
for (var v of [1, 2]) { gs.push(() => v); }
assert.compareArray(gs.map(f => f()), [2, 2]);
