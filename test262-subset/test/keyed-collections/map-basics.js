/*---
esid: sec-map-objects
description: >
  Maps compare keys by SameValueZero and keep their order
features: [Map]
---*/

var m = new Map([[NaN, 1], [0, 2], ["0", 3]]);
assert.sameValue(m.get(NaN), 1);
assert.sameValue(m.get(-0), 2);
assert.sameValue(m.set(-0, 4), m);
assert.sameValue(Object.is([...m.keys()][1], 0), true);
assert.sameValue(m.size, 3);
m.delete(NaN);
m.set(NaN, 5);
assert.compareArray([...m.values()], [4, 3, 5]);
assert.sameValue(m.delete("x"), false);
assert.throws(TypeError, function () { Map(); });
assert.throws(TypeError, function () { new Map([1]); });
assert.throws(TypeError, function () { Map.prototype.get.call(new Set(), 1); });
