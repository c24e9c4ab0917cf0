/*---
esid: sec-let-and-const-declarations
description: >
  await using waits for disposal at the end of the block
includes: [async.js]
flags: [async]
features: [explicit-resource-management, async-functions]
---*/

asyncTest(async function () {
  var log = [];
  {
    await using a = { async [Symbol.asyncDispose]() { await 0; log.push("a"); } };
    await using b = { [Symbol.dispose]() { log.push("b"); } };
    await using none = null;
    log.push("body");
  }
  log.push("after");
  assert.compareArray(log, ["body", "b", "a", "after"]);
  await assertRejects(RangeError, (async () => { await using x = { async [Symbol.asyncDispose]() { throw new RangeError(); } }; })());
  await assertRejects(TypeError, (async () => { await using x = {}; })());
});
