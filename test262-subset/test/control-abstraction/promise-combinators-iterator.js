/*---
esid: sec-getpromiseresolve
description: >
  Combinators close their iterator where resolve fails, and read resolve once
includes: [async.js]
flags: [async]
features: [Promise, async-functions]
---*/

asyncTest(async function () {
  var closed = 0, reads = 0;
  var it = { [Symbol.iterator]() { return { next() { return { value: 1, done: false }; }, return() { closed += 1; return {}; } }; } };
  class P extends Promise {
    static get resolve() { reads += 1; return function () { throw new RangeError(); }; }
  }
  await assertRejects(RangeError, P.all(it));
  assert.compareArray([closed, reads], [1, 1]);
  class Q extends Promise {}
  Object.defineProperty(Q, "resolve", { value: 5 });
  await assertRejects(TypeError, Q.race([]));
  await assertRejects(TypeError, Q.any([]));
});
