/*---
esid: sec-arraybuffer.prototype.transfer
description: >
  transfer detaches
features: [arraybuffer-transfer]
---*/

var b = new ArrayBuffer(2, { maxByteLength: 4 });
new Uint8Array(b)[1] = 7;
var c = b.transfer(3);
assert.compareArray([b.detached, b.byteLength, b.maxByteLength, c.byteLength, c.resizable], [true, 0, 0, 3, true]);
assert.compareArray(new Uint8Array(c), [0, 7, 0]);
var d = c.transferToFixedLength();
assert.compareArray([d.resizable, d.byteLength], [false, 3]);
assert.throws(TypeError, function () { b.transfer(); });
assert.throws(TypeError, function () { b.slice(); });
