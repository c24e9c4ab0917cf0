/*---
esid: sec-weakmap-objects
description: >
  Entries of weak collections live as long as their keys
features: [WeakMap, host-gc-required]
---*/

var keys = [], w = new WeakMap();
for (var i = 0; i < 100; i += 1) {
  var key = { i };
  w.set(key, { value: i, back: key });
  if (i % 2) keys.push(key);
}
$262.gc();
for (i = 0; i < keys.length; i += 1) {
  assert.sameValue(w.get(keys[i]).value, keys[i].i);
}
