/*---
esid: sec-array.prototype.tosorted
description: >
  toSorted, toReversed, toSpliced and with leave the array as it is
features: [change-array-by-copy]
---*/

var a = [3, 1, , 2];
assert.compareArray(a.toSorted(), [1, 2, 3, undefined]);
assert.compareArray(a.toReversed(), [2, undefined, 1, 3]);
assert.compareArray(a.toSpliced(1, 2, "x"), [3, "x", 2]);
assert.compareArray(a.with(-1, 9), [3, 1, undefined, 9]);
assert.throws(RangeError, function () { a.with(4, 0); });
assert.throws(TypeError, function () { a.toSorted(null); });
assert.sameValue(a.length === 4 && !(2 in a), true);
class S extends Array {}
assert.sameValue(new S().toSorted() instanceof S, false, "no species");
