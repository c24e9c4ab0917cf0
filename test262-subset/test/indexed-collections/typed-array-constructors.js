/*---
esid: sec-typedarray-constructors
description: >
  Typed arrays from lengths, arrays, iterables and buffers
features: [TypedArray]
---*/

assert.compareArray(new Uint8Array([1, 256, -1, 1.9]), [1, 0, 255, 1]);
assert.compareArray(new Uint8ClampedArray([300, -5, 1.5, 2.5, NaN]), [255, 0, 2, 2, 0]);
assert.compareArray(new Int16Array(new Set([1, 2])), [1, 2]);
assert.compareArray(new Float32Array([1.1]), [Math.fround(1.1)]);
var buffer = new ArrayBuffer(8);
assert.sameValue(new Uint16Array(buffer, 2).length, 3);
assert.sameValue(new Uint16Array(buffer, 2, 1).byteOffset, 2);
assert.throws(RangeError, function () { new Uint16Array(buffer, 1); });
assert.throws(RangeError, function () { new Uint32Array(buffer, 4, 2); });
assert.throws(RangeError, function () { new Uint16Array(new ArrayBuffer(3)); });
assert.throws(TypeError, function () { Uint8Array(1); });
assert.throws(TypeError, function () { new (Object.getPrototypeOf(Uint8Array))(); });
assert.throws(TypeError, function () { new BigInt64Array([1]); });
