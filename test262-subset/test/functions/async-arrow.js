/*---
esid: sec-async-arrow-function-definitions
description: >
  Async arrow functions keep this and arguments of the function around them
includes: [async.js]
flags: [async]
features: [async-functions]
---*/

asyncTest(async function () {
  function f() { return async x => [this, arguments[0], await x]; }
  var o = {};
  assert.compareArray(await f.call(o, 1)(2), [o, 1, 2]);
  var async = x => "call " + x;
  assert.sameValue(async (1), "call 1");
  assert.sameValue(await (async ({ a }, [b]) => a + b)({ a: 1 }, [2]), 3);
  assert.throws(SyntaxError, function () { eval("async x \n => x"); });
  assert.throws(SyntaxError, function () { eval("async (await) => 1"); });
});
