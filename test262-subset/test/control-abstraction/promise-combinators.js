/*---
esid: sec-promise.all
description: >
  all, allSettled, any and race
includes: [async.js]
flags: [async]
features: [Promise.allSettled, Promise.any, async-functions]
---*/

asyncTest(async function () {
  assert.compareArray(await Promise.all([1, Promise.resolve(2), { then(r) { r(3); } }]), [1, 2, 3]);
  assert.compareArray(await Promise.all([]), []);
  await assertRejects(RangeError, Promise.all([1, Promise.reject(new RangeError())]));
  var settled = await Promise.allSettled([1, Promise.reject(2)]);
  assert.compareArray(Object.keys(settled[0]), ["status", "value"]);
  assert.compareArray([settled[1].status, settled[1].reason], ["rejected", 2]);
  assert.sameValue(await Promise.any([Promise.reject(1), Promise.resolve(2)]), 2);
  var e = await Promise.any([Promise.reject(1), Promise.reject(2)]).catch(e => e);
  assert.sameValue(e.constructor, AggregateError);
  assert.compareArray(e.errors, [1, 2]);
  assert.sameValue(await Promise.race([new Promise(() => {}), Promise.resolve("first")]), "first");
  await assertRejects(TypeError, Promise.all(5));
});
