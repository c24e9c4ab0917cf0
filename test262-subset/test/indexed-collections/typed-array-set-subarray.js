/*---
esid: sec-%typedarray%.prototype.set
description: >
  set copies as if through a buffer of its own; subarray shares
features: [TypedArray]
---*/

var a = new Uint8Array([1, 2, 3, 4]);
a.set(a.subarray(0, 3), 1);
assert.compareArray(a, [1, 1, 2, 3]);
a.set([9, "8"], 2);
assert.compareArray(a, [1, 1, 9, 8]);
assert.throws(RangeError, function () { a.set([1], 4); });
assert.throws(RangeError, function () { a.set([1], -1); });
var s = a.subarray(-2);
s[0] = 5;
assert.sameValue(a[2], 5);
var big = new Int32Array(a.buffer);
assert.sameValue(big.length, 1);
a.set(new Float64Array([300.7]));
assert.sameValue(a[0], 44);
assert.throws(TypeError, function () { a.set(new BigInt64Array(1)); });
