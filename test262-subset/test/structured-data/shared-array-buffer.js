/*---
esid: sec-sharedarraybuffer-objects
description: >
  Shared buffers cannot be detached, and may grow
features: [SharedArrayBuffer]
---*/

var s = new SharedArrayBuffer(4, { maxByteLength: 8 });
assert.compareArray([s.byteLength, s.growable, s.maxByteLength], [4, true, 8]);
var t = new Uint8Array(s);
s.grow(6);
assert.sameValue(t.length, 6);
assert.throws(RangeError, function () { s.grow(5); });
assert.throws(RangeError, function () { s.grow(9); });
assert.throws(TypeError, function () { new SharedArrayBuffer(1).grow(1); });
t[5] = 9;
assert.sameValue(new Uint8Array(s.slice(5))[0], 9);
assert.sameValue(s.slice(0) instanceof SharedArrayBuffer, true);
assert.sameValue(Object.prototype.toString.call(s), "[object SharedArrayBuffer]");
assert.throws(TypeError, function () { ArrayBuffer.prototype.slice.call(s); });
assert.throws(TypeError, function () { Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, "byteLength").get.call(s); });
assert.sameValue("resize" in s, false);
