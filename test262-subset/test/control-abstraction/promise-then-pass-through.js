/*---
esid: sec-promise.prototype.then
description: >
  What is no function is passed over by then
flags: [async]
features: [Promise]
---*/

Promise.resolve(1).then(5).then(undefined, null).catch(() => "never").then(function (v) {
  assert.sameValue(v, 1);
  return Promise.reject(2).then(() => "never").catch(e => e + 1);
}).then(function (v) {
  assert.sameValue(v, 3);
  return Promise.resolve().then(() => { throw new RangeError("x"); }).then(null, e => e.message);
}).then(v => assert.sameValue(v, "x")).then($DONE, $DONE);
