/*---
esid: sec-for-in-and-for-of-statements
description: >
  for await waits for each value, and closes its iterator
includes: [async.js]
flags: [async]
features: [async-iteration]
---*/

asyncTest(async function () {
  var log = [];
  for await (var x of [Promise.resolve(1), 2]) { log.push(x); }
  async function* g() { try { yield 3; yield 4; } finally { log.push("closed"); } }
  for await (var y of g()) { log.push(y); break; }
  assert.compareArray(log, [1, 2, 3, "closed"]);
  await assertRejects(RangeError, (async () => { for await (var z of [Promise.reject(new RangeError())]) {} })());
  await assertRejects(TypeError, (async () => { for await (var z of { [Symbol.asyncIterator]() { return { next() { return 1; } }; } }) {} })());
});
