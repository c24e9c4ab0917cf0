/*---
esid: sec-keyed-collections
description: >
  Maps and sets with many entries of all sorts
features: [Map, Set]
---*/

var m = new Map(), s = new Set();
for (var i = 0; i < 3000; i += 1) {
  m.set(i, -i).set("k" + i, i).set(i + 0.5, "half");
  s.add({}).add(i % 10);
}
assert.sameValue(m.size, 9000);
assert.sameValue(s.size, 3010);
for (i = 0; i < 3000; i += 2) { m.delete(i); }
assert.sameValue(m.size, 7500);
assert.sameValue(m.get(1001) + m.get("k1001"), 0);
assert.sameValue(m.has(1000), false);
assert.sameValue([...m.keys()][0], "k0");
assert.sameValue(m.get(1n), undefined);
