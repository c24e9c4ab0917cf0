/*---
esid: sec-promise.prototype.finally
description: >
  finally passes results through, unless it fails itself
includes: [async.js]
flags: [async]
features: [Promise.prototype.finally, async-functions]
---*/

asyncTest(async function () {
  var args;
  assert.sameValue(await Promise.resolve(1).finally(function () { args = arguments.length; return 2; }), 1);
  assert.sameValue(args, 0);
  var e = await Promise.reject(3).finally(() => 4).catch(e => e);
  assert.sameValue(e, 3);
  await assertRejects(RangeError, Promise.resolve(1).finally(() => { throw new RangeError(); }));
  await assertRejects(RangeError, Promise.resolve(1).finally(() => Promise.reject(new RangeError())));
  assert.sameValue(await Promise.resolve(1).finally(5), 1);
});
