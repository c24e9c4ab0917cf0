/*---
esid: await
description: >
  A loop that awaits many times uses no more and more stack
includes: [async.js]
flags: [async]
features: [async-functions]
---*/

asyncTest(async function () {
  var sum = 0;
  for (var i = 0; i < 20000; i += 1) { sum += await i; }
  assert.sameValue(sum, 199990000);
  async function deep(n) { return n === 0 ? 0 : 1 + await deep(n - 1); }
  assert.sameValue(await deep(500), 500);
});
