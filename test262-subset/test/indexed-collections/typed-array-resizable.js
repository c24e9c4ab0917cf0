/*---
esid: sec-typedarray-with-buffer-witness-records
description: >
  Views follow a buffer that is resized
features: [resizable-arraybuffer]
---*/

var buffer = new ArrayBuffer(4, { maxByteLength: 8 });
var tracking = new Uint8Array(buffer), fixed = new Uint8Array(buffer, 2, 2), offset = new Uint16Array(buffer, 2);
buffer.resize(8);
assert.compareArray([tracking.length, fixed.length, offset.length], [8, 2, 3]);
buffer.resize(3);
assert.compareArray([tracking.length, fixed.length, offset.length], [3, 0, 0]);
assert.sameValue(fixed.byteOffset, 0);
assert.throws(TypeError, function () { fixed.fill(1); });
buffer.resize(1);
assert.sameValue(offset.byteOffset, 0, "out of bounds");
buffer.resize(4);
assert.compareArray([tracking.length, fixed.length, fixed.byteOffset], [4, 2, 2]);
tracking[3] = 7;
buffer.resize(3);
buffer.resize(4);
assert.sameValue(tracking[3], 0, "new bytes are zero");
