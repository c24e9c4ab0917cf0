/*---
esid: sec-set.prototype.union
description: >
  Union, intersection and their siblings
features: [set-methods]
---*/

var a = new Set([1, 2, 3]), b = new Set([3, 4, 2]);
assert.compareArray([...a.union(b)], [1, 2, 3, 4]);
assert.compareArray([...a.intersection(b)].sort(), [2, 3]);
assert.compareArray([...a.difference(b)], [1]);
assert.compareArray([...a.symmetricDifference(b)], [1, 4]);
assert.sameValue(new Set([1]).isSubsetOf(a), true);
assert.sameValue(a.isSupersetOf(new Set([3])), true);
assert.sameValue(a.isDisjointFrom(new Set([9])), true);
assert.compareArray([...a.union(new Map([[7, 8]]))], [1, 2, 3, 7]);
assert.throws(TypeError, function () { a.union([1]); });
assert.throws(RangeError, function () { a.union({ size: -1, has() {}, keys() {} }); });
assert.throws(TypeError, function () { a.union({ size: NaN, has() {}, keys() {} }); });
