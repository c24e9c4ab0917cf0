/*---
esid: sec-async-function-definitions
description: >
  An async function runs at once up to its first await
includes: [async.js]
flags: [async]
features: [async-functions]
---*/

asyncTest(async function () {
  var log = [];
  async function f() { log.push(1); await null; log.push(3); return 4; }
  var p = f();
  log.push(2);
  assert.compareArray(log, [1, 2]);
  log.push(await p);
  assert.compareArray(log, [1, 2, 3, 4]);
  assert.sameValue(p instanceof Promise, true);
  assert.throws(TypeError, function () { new f(); });
  assert.sameValue("prototype" in f, false);
});
