/*---
esid: sec-array.prototype.findlast
description: >
  find, findLast and their indices
features: [array-find-from-last]
---*/

var a = [1, 2, 3, 4], log = [];
assert.sameValue(a.find((x, i, o) => { log.push(i); return x > 2 && o === a; }), 3);
assert.compareArray(log, [0, 1, 2]);
assert.sameValue(a.findLast(x => x % 2), 3);
assert.sameValue(a.findLastIndex(x => x > 9), -1);
assert.sameValue(a.findIndex(x => x === 2), 1);
assert.sameValue([].find(x => true), undefined);
assert.throws(TypeError, function () { a.find(); });
assert.sameValue(a.at(-4), 1);
assert.sameValue(a.at(NaN), 1);
