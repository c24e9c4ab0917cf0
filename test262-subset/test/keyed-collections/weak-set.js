/*---
esid: sec-weakset-objects
description: >
  WeakSets
features: [WeakSet]
---*/

var k = {}, w = new WeakSet([k]);
assert.sameValue(w.has(k), true);
assert.sameValue(w.add(w), w);
assert.sameValue(w.has(w), true);
assert.sameValue(w.delete(k) && !w.has(k) && !w.delete(k), true);
assert.throws(TypeError, function () { w.add(1); });
assert.throws(TypeError, function () { new WeakSet([1]); });
assert.sameValue(w.delete(1), false);
assert.throws(TypeError, function () { WeakSet.prototype.has.call(new Set(), k); });
