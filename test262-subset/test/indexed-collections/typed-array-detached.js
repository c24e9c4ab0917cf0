/*---
esid: sec-isvalidintegerindex
description: >
  What becomes of a typed array whose buffer was detached
features: [TypedArray]
---*/

var a = new Uint8Array([1, 2]);
$262.detachArrayBuffer(a.buffer);
assert.sameValue(a.length, 0);
assert.sameValue(a.byteOffset, 0);
assert.sameValue(a[0], undefined);
a[0] = 5;
assert.sameValue(0 in a, false);
assert.compareArray(Object.keys(a), []);
assert.throws(TypeError, function () { a.fill(0); });
assert.throws(TypeError, function () { a.values().next(); });
assert.throws(TypeError, function () { new Uint8Array(a.buffer); });
assert.throws(TypeError, function () { new Uint8Array(a); });
var b = new Uint8Array(2);
b.set({ length: 2, get 0() { $262.detachArrayBuffer(b.buffer); return 1; }, 1: 2 });
assert.sameValue(b.length, 0);
