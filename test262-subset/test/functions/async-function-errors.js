/*---
esid: sec-async-functions-abstract-operations-async-function-start
description: >
  What an async function throws rejects its promise, even from its parameters
includes: [async.js]
flags: [async]
features: [async-functions]
---*/

asyncTest(async function () {
  await assertRejects(RangeError, (async function () { throw new RangeError(); })());
  await assertRejects(Test262Error, (async (a = (() => { throw new Test262Error(); })()) => a)());
  await assertRejects(TypeError, (async () => { await Promise.reject(new TypeError()); })());
  var caught;
  try { await Promise.reject(5); } catch (e) { caught = e; } finally { await 0; caught += 1; }
  assert.sameValue(caught, 6);
});
