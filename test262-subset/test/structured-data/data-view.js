/*---
esid: sec-dataview-objects
description: >
  DataView reads and writes in either byte order
features: [DataView]
---*/

var v = new DataView(new ArrayBuffer(9), 1);
v.setInt16(0, -2);
assert.sameValue(v.getUint8(0), 255);
assert.sameValue(v.getInt16(0, true), -257);
v.setFloat64(0, Math.PI, true);
assert.sameValue(v.getFloat64(0, true), Math.PI);
v.setBigUint64(0, -1n);
assert.sameValue(v.getBigInt64(0), -1n);
assert.sameValue(v.setUint32(4, 1e10), undefined);
assert.sameValue(v.getUint32(4), 1410065408);
assert.throws(RangeError, function () { v.getInt16(7); });
assert.throws(RangeError, function () { v.getInt8(-1); });
assert.throws(TypeError, function () { v.setBigInt64(0, 1); });
assert.throws(RangeError, function () { new DataView(new ArrayBuffer(1), 2); });
assert.throws(TypeError, function () { new DataView({}); });
assert.sameValue(v.byteOffset + v.byteLength, 9);
