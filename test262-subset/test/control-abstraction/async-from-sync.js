/*---
esid: sec-async-from-sync-iterator-objects
description: >
  for await over a synchronous iterator awaits its values and closes it
includes: [async.js]
flags: [async]
features: [async-iteration]
---*/

asyncTest(async function () {
  var closed = 0;
  var it = { [Symbol.iterator]() { return { next() { return { value: Promise.resolve("v"), done: false }; }, return() { closed += 1; return {}; } }; } };
  for await (var x of it) { assert.sameValue(x, "v"); break; }
  assert.sameValue(closed, 1);
  var bad = { [Symbol.iterator]() { return { next() { return { value: Promise.reject(new RangeError()), done: false }; }, return() { closed += 1; return {}; } }; } };
  await assertRejects(RangeError, (async () => { for await (x of bad) {} })());
  assert.sameValue(closed, 2);
  async function* g() { var r = yield* [Promise.resolve(1), 2]; return r; }
  var values = [];
  for await (x of g()) { values.push(x); }
  assert.compareArray(values, [1, 2]);
});
