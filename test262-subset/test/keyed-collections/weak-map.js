/*---
esid: sec-weakmap-objects
description: >
  WeakMaps have objects and symbols that are not registered as keys
features: [WeakMap, symbols-as-weakmap-keys]
---*/

var k = {}, s = Symbol(), w = new WeakMap([[k, 1], [s, 2]]);
assert.sameValue(w.get(k) + w.get(s), 3);
assert.sameValue(w.has({}), false);
assert.sameValue(w.delete(k), true);
assert.sameValue(w.get(k), undefined);
assert.throws(TypeError, function () { w.set("x", 1); });
assert.throws(TypeError, function () { w.set(Symbol.for("x"), 1); });
assert.sameValue(w.has(1), false);
w.set(Symbol.iterator, 5);
assert.sameValue(w.get(Symbol.iterator), 5);
assert.sameValue("size" in w, false);
