/*---
esid: sec-atomics.waitasync
description: >
  waitAsync gives a promise where it would have to wait
includes: [async.js]
flags: [async]
features: [Atomics.waitAsync, SharedArrayBuffer, async-functions]
---*/

asyncTest(async function () {
  var a = new Int32Array(new SharedArrayBuffer(8));
  var now = Atomics.waitAsync(a, 0, 1);
  assert.compareArray([now.async, now.value], [false, "not-equal"]);
  assert.sameValue(Atomics.waitAsync(a, 0, 0, 0).value, "timed-out");
  var later = Atomics.waitAsync(a, 0, 0);
  assert.sameValue(later.async, true);
  assert.sameValue(later.value instanceof Promise, true);
  assert.sameValue(Atomics.notify(a, 0), 1);
  assert.sameValue(await later.value, "ok");
  assert.sameValue(await Atomics.waitAsync(a, 1, 0, 5).value, "timed-out");
});
