/*---
esid: sec-array.fromasync
description: >
  Array.fromAsync awaits what it takes
includes: [async.js]
flags: [async]
features: [Array.fromAsync, async-functions]
---*/

asyncTest(async function () {
  assert.compareArray(await Array.fromAsync([1, Promise.resolve(2)]), [1, 2]);
  assert.compareArray(await Array.fromAsync({ length: 1, 0: Promise.resolve("a") }), ["a"]);
  assert.compareArray(await Array.fromAsync([1, 2], async x => x * 2), [2, 4]);
  async function* g() { yield 5; }
  assert.compareArray(await Array.fromAsync(g()), [5]);
  await assertRejects(TypeError, Array.fromAsync(null));
  await assertRejects(TypeError, Array.fromAsync([], 1));
});
