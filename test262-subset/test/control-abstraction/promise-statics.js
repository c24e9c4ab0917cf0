/*---
esid: sec-promise.withresolvers
description: >
  resolve, reject, withResolvers and try
includes: [async.js]
flags: [async]
features: [promise-with-resolvers, promise-try, async-functions]
---*/

asyncTest(async function () {
  var p = Promise.resolve(1);
  assert.sameValue(Promise.resolve(p), p);
  class P extends Promise {}
  assert.notSameValue(P.resolve(p), p);
  var w = Promise.withResolvers();
  w.resolve(5);
  assert.sameValue(await w.promise, 5);
  assert.compareArray(Object.keys(w), ["promise", "resolve", "reject"]);
  assert.sameValue(await Promise.try((a, b) => a + b, 1, 2), 3);
  await assertRejects(RangeError, Promise.try(() => { throw new RangeError(); }));
  assert.throws(TypeError, function () { Promise.resolve.call(undefined, 1); });
  assert.throws(TypeError, function () { Promise.withResolvers.call({}); });
});
