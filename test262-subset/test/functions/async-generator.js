/*---
esid: sec-async-generator-function-definitions
description: >
  An async generator queues its requests
includes: [async.js]
flags: [async]
features: [async-iteration]
---*/

asyncTest(async function () {
  async function* g() { var x = yield 1; yield Promise.resolve(x); return 3; }
  var it = g(), results = await Promise.all([it.next(), it.next("two"), it.next(), it.next()]);
  assert.compareArray(results.map(r => r.value), [1, "two", 3, undefined]);
  assert.compareArray(results.map(r => r.done), [false, false, true, true]);
  var done = await g().return(Promise.resolve(7));
  assert.compareArray([done.value, done.done], [7, true]);
  await assertRejects(RangeError, g().throw(new RangeError()));
  assert.sameValue(it[Symbol.asyncIterator](), it);
  await assertRejects(TypeError, it.next.call({}));
});
