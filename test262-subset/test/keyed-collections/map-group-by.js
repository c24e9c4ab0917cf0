/*---
esid: sec-map.groupby
description: >
  Map.groupBy keeps keys as they are
features: [array-grouping]
---*/

var key = {}, m = Map.groupBy([1, -0, 2, 0], x => x ? key : x);
assert.sameValue(m instanceof Map, true);
assert.compareArray(m.get(key), [1, 2]);
assert.compareArray(m.get(0), [-0, 0]);
assert.sameValue(Object.is([...m.keys()][1], 0), true);
assert.throws(TypeError, function () { Map.groupBy([1]); });
