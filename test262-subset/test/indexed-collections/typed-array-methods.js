/*---
esid: sec-properties-of-the-%typedarrayprototype%-object
description: >
  Methods of typed arrays
features: [TypedArray]
---*/

var a = new Int8Array([3, -1, 2]);
assert.compareArray(a.toSorted(), [-1, 2, 3]);
assert.compareArray(a.map(x => x * 100), [44, -100, -56]);
assert.sameValue(a.filter(x => x > 0) instanceof Int8Array, true);
assert.compareArray(a.slice(1), [-1, 2]);
assert.sameValue(a.join("|"), "3|-1|2");
assert.sameValue(a.indexOf("2"), -1);
assert.sameValue(new Float32Array([NaN]).includes(NaN), true);
assert.compareArray(new Float64Array([0, -0, NaN, -1]).sort(), [-1, -0, 0, NaN]);
assert.compareArray(a.fill(7, 1), [3, 7, 7]);
assert.compareArray([...a.entries()].map(String), ["0,3", "1,7", "2,7"]);
assert.compareArray(a.with(0, 1), [1, 7, 7]);
assert.throws(RangeError, function () { a.with(5, 1); });
assert.sameValue(a[Symbol.toStringTag], "Int8Array");
assert.throws(TypeError, function () { Int8Array.prototype.map.call([1], x => x); });
