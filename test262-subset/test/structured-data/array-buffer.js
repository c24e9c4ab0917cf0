/*---
esid: sec-arraybuffer-objects
description: >
  ArrayBuffer: length, slice, isView
features: [ArrayBuffer]
---*/

var b = new ArrayBuffer(5);
new Uint8Array(b).set([1, 2, 3, 4, 5]);
assert.sameValue(b.byteLength, 5);
assert.compareArray(new Uint8Array(b.slice(1, -1)), [2, 3, 4]);
assert.sameValue(ArrayBuffer.isView(new DataView(b)), true);
assert.sameValue(ArrayBuffer.isView(b), false);
assert.sameValue(b[Symbol.toStringTag], "ArrayBuffer");
assert.throws(RangeError, function () { new ArrayBuffer(-1); });
assert.throws(RangeError, function () { new ArrayBuffer(7 * 2 ** 50); });
assert.throws(TypeError, function () { ArrayBuffer(1); });
assert.throws(TypeError, function () { Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, "byteLength").get.call({}); });
