/*---
esid: sec-isviewoutofbounds
description: >
  A DataView over a buffer that is resized
features: [resizable-arraybuffer, DataView]
---*/

var b = new ArrayBuffer(4, { maxByteLength: 8 });
var tracking = new DataView(b, 1), fixed = new DataView(b, 2, 2);
b.resize(8);
assert.compareArray([tracking.byteLength, fixed.byteLength], [7, 2]);
b.resize(3);
assert.sameValue(tracking.byteLength, 2);
assert.throws(TypeError, function () { fixed.byteLength; });
assert.throws(TypeError, function () { fixed.byteOffset; });
assert.throws(TypeError, function () { fixed.getInt8(0); });
assert.throws(RangeError, function () { tracking.getInt16(1); });
b.resize(0);
assert.throws(TypeError, function () { tracking.byteOffset; });
