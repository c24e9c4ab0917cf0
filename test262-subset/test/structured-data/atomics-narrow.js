/*---
esid: sec-atomicreadmodifywrite
description: >
  Atomics on narrow and wide elements wrap around
features: [Atomics, BigInt]
---*/

var b = new Uint8Array([250]);
assert.sameValue(Atomics.add(b, 0, 10), 250);
assert.sameValue(b[0], 4);
var i = new Int16Array([-32768]);
assert.sameValue(Atomics.sub(i, 0, 1), -32768);
assert.sameValue(i[0], 32767);
var w = new BigInt64Array(1);
assert.sameValue(Atomics.or(w, 0, -1n), 0n);
assert.sameValue(Atomics.exchange(w, 0, 2n ** 64n + 5n), -1n);
assert.sameValue(w[0], 5n);
assert.throws(TypeError, function () { Atomics.add(w, 0, 1); });
assert.sameValue(Atomics.compareExchange(b, 0, 260, 1), 4, "the expected value wraps as well");
assert.sameValue(b[0], 1);
