/*---
esid: sec-arraybuffer.prototype.resize
description: >
  Resizable buffers
features: [resizable-arraybuffer]
---*/

var b = new ArrayBuffer(2, { maxByteLength: 4 });
assert.compareArray([b.resizable, b.maxByteLength], [true, 4]);
b.resize(4);
assert.sameValue(b.byteLength, 4);
assert.throws(RangeError, function () { b.resize(5); });
assert.throws(TypeError, function () { new ArrayBuffer(1).resize(1); });
assert.throws(RangeError, function () { new ArrayBuffer(5, { maxByteLength: 4 }); });
assert.sameValue(new ArrayBuffer(1, { maxByteLength: undefined }).resizable, false);
assert.sameValue(new ArrayBuffer(1).maxByteLength, 1);
