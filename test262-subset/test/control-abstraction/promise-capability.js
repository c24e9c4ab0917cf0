/*---
esid: sec-newpromisecapability
description: >
  A constructor must hand its executor two functions
features: [Promise]
---*/

assert.throws(TypeError, function () { Promise.resolve.call(function (executor) {}, 1); });
assert.throws(TypeError, function () { Promise.resolve.call(function (executor) { executor(1, 2); }, 1); });
assert.throws(TypeError, function () { Promise.reject.call(Array, 1); });
var got;
var r = Promise.resolve.call(function (executor) { executor(v => { got = v; }, () => {}); }, 7);
assert.sameValue(got, 7);
assert.throws(TypeError, function () { Promise.all.call(undefined, []); });
