/*---
esid: sec-map.prototype.foreach
description: >
  An iteration sees what is added, and not what is deleted
features: [Map]
---*/

var m = new Map([[1, "a"], [2, "b"], [3, "c"]]), seen = [];
m.forEach(function (value, key, map) {
  seen.push(key);
  if (key === 1) { map.delete(2); map.set(4, "d"); }
  if (key === 4) { map.delete(1); map.set(1, "again"); }
});
assert.compareArray(seen, [1, 3, 4, 1]);
var it = new Map([[1, 1]]).entries();
it.next();
assert.sameValue(it.next().done, true);
var cleared = new Map([[1, 1], [2, 2]]), rest = cleared.keys();
rest.next();
cleared.clear();
cleared.set(5, 5);
assert.sameValue(rest.next().value, 5);
