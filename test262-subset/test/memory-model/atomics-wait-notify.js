/*---
esid: sec-atomics.wait
description: >
  wait on a value that is not there, and a notify that nobody waits for
flags: [CanBlockIsTrue]
features: [Atomics, SharedArrayBuffer]
---*/

var a = new Int32Array(new SharedArrayBuffer(8));
assert.sameValue(Atomics.wait(a, 0, 1), "not-equal");
assert.sameValue(Atomics.wait(a, 0, 0, 5), "timed-out");
assert.sameValue(Atomics.wait(a, 0, 0, -5), "timed-out");
assert.sameValue(Atomics.notify(a, 0), 0);
assert.sameValue(Atomics.notify(new Int32Array(1), 0), 0);
assert.throws(TypeError, function () { Atomics.wait(new Int32Array(1), 0, 0, 0); });
assert.throws(TypeError, function () { Atomics.wait(new Int16Array(new SharedArrayBuffer(2)), 0, 0, 0); });
assert.throws(RangeError, function () { Atomics.notify(a, 2); });
assert.throws(RangeError, function () { Atomics.notify(a, 0, 0) || Atomics.wait(a, -1, 0); });
