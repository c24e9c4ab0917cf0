/*---
esid: sec-atomics-object
description: >
  Read-modify-write operations give the old value
features: [Atomics, SharedArrayBuffer]
---*/

var a = new Int32Array(new SharedArrayBuffer(8));
assert.sameValue(Atomics.add(a, 0, 5), 0);
assert.sameValue(Atomics.sub(a, 0, 2), 5);
assert.sameValue(Atomics.and(a, 0, 6), 3);
assert.sameValue(Atomics.or(a, 0, 9), 2);
assert.sameValue(Atomics.xor(a, 0, 1), 11);
assert.sameValue(Atomics.exchange(a, 0, 7.9), 10);
assert.sameValue(Atomics.compareExchange(a, 0, 7, 8), 7);
assert.sameValue(Atomics.compareExchange(a, 0, 7, 9), 8);
assert.sameValue(Atomics.load(a, 0), 8);
assert.sameValue(Atomics.store(a, 1, "3.7"), 3);
assert.sameValue(Object.is(Atomics.store(a, 1, -0), 0), true);
assert.sameValue(Atomics.isLockFree(4), true);
assert.throws(RangeError, function () { Atomics.load(a, 2); });
assert.throws(TypeError, function () { Atomics.add(new Float64Array(1), 0, 1); });
assert.throws(TypeError, function () { Atomics.add(new Uint8ClampedArray(1), 0, 1); });
assert.throws(TypeError, function () { Atomics.add([1], 0, 1); });
