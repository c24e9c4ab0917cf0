/*---
esid: sec-numerictorawbytes
description: >
  Float16Array rounds to eleven bits
features: [Float16Array]
---*/

var a = new Float16Array([1.337, 65504, 65520, 5.960464477539063e-8, 2.9802322387695312e-8, -0]);
assert.compareArray(a, [1.3369140625, 65504, Infinity, 5.960464477539063e-8, 0, -0]);
assert.sameValue(Float16Array.BYTES_PER_ELEMENT, 2);
assert.sameValue(Math.f16round(1.337), 1.3369140625);
var view = new DataView(new ArrayBuffer(2));
view.setFloat16(0, 1.5);
assert.sameValue(view.getUint16(0), 0x3E00);
assert.sameValue(view.getFloat16(0), 1.5);
