/*---
esid: sec-promise-executor
description: >
  The executor runs at once; the first resolution counts
flags: [async]
features: [Promise]
---*/

var log = [];
var p = new Promise(function (resolve, reject) {
  log.push("executor");
  resolve(1);
  reject(2);
  resolve(3);
  throw 4;
});
log.push("after");
p.then(function (value) {
  assert.sameValue(value, 1);
  assert.compareArray(log, ["executor", "after"]);
}).then($DONE, $DONE);
assert.throws(TypeError, function () { Promise(function () {}); });
assert.throws(TypeError, function () { new Promise(); });
assert.throws(TypeError, function () { new Promise({}); });
