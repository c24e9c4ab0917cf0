/*---
esid: sec-finalization-registry-objects
description: >
  FinalizationRegistry
features: [FinalizationRegistry]
---*/

var f = new FinalizationRegistry(function () {}), target = {}, token = {};
assert.sameValue(f.register(target, 1, token), undefined);
assert.sameValue(f.unregister(token), true);
assert.sameValue(f.unregister(token), false);
assert.throws(TypeError, function () { f.register(target, target); });
assert.throws(TypeError, function () { f.register(1, 2); });
assert.throws(TypeError, function () { f.register(target, 1, 5); });
assert.throws(TypeError, function () { f.unregister(5); });
assert.throws(TypeError, function () { new FinalizationRegistry(1); });
assert.sameValue(f.register(f, undefined), undefined);
