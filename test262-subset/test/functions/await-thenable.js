/*---
esid: await
description: >
  await waits for thenables, and reads their then once
includes: [async.js]
flags: [async]
features: [async-functions]
---*/

asyncTest(async function () {
  var reads = 0;
  var thenable = { get then() { reads += 1; return function (resolve) { resolve("value"); }; } };
  assert.sameValue(await thenable, "value");
  assert.sameValue(reads, 1);
  assert.sameValue(await { then: 5 } instanceof Object, true);
  await assertRejects(RangeError, (async () => await { get then() { throw new RangeError(); } })());
  await assertRejects(RangeError, (async () => await { then(resolve, reject) { reject(new RangeError()); } })());
});
