/*---
esid: sec-generator-function-definitions-runtime-semantics-evaluation
description: >
  yield* in an async generator
includes: [async.js]
flags: [async]
features: [async-iteration]
---*/

asyncTest(async function () {
  var log = [];
  async function* inner() { try { log.push(yield "a"); yield "b"; } finally { log.push("closed"); } return "r"; }
  async function* outer() { log.push(yield* inner()); }
  var it = outer();
  assert.sameValue((await it.next()).value, "a");
  assert.sameValue((await it.next("sent")).value, "b");
  assert.sameValue((await it.return("early")).value, "early");
  assert.compareArray(log, ["sent", "closed"]);
  it = outer();
  await it.next();
  await assertRejects(RangeError, it.throw(new RangeError()));
});
