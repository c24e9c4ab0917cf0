/*---
esid: sec-asyncdisposablestack-objects
description: >
  AsyncDisposableStack waits for each disposal
includes: [async.js]
flags: [async]
features: [explicit-resource-management, async-functions]
---*/

asyncTest(async function () {
  var log = [], s = new AsyncDisposableStack();
  s.use({ async [Symbol.asyncDispose]() { await 0; log.push("async"); } });
  s.use({ [Symbol.dispose]() { log.push("sync"); } });
  s.defer(async () => { await 0; log.push("defer"); });
  var p = s.disposeAsync();
  assert.sameValue(p instanceof Promise, true);
  await p;
  assert.compareArray(log, ["defer", "sync", "async"]);
  var f = new AsyncDisposableStack();
  f.defer(() => { throw new RangeError(); });
  await assertRejects(RangeError, f.disposeAsync());
  await assertRejects(TypeError, AsyncDisposableStack.prototype.disposeAsync.call({}));
});
