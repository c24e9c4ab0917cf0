/*---
esid: sec-enumerate-object-properties
description: >
  for-in over a proxy asks ownKeys, descriptors and the prototype
features: [Proxy, Reflect]
---*/

var log = [];
var p = new Proxy({ a: 1, b: 2 }, {
  ownKeys(t) { log.push("ownKeys"); return Reflect.ownKeys(t); },
  getOwnPropertyDescriptor(t, k) { log.push("gopd " + k); var d = Reflect.getOwnPropertyDescriptor(t, k); if (k === "b") d.enumerable = false; return d; },
  getPrototypeOf() { log.push("getPrototypeOf"); return null; }
});
var keys = [];
for (var k in p) { keys.push(k); }
assert.compareArray(keys, ["a"]);
assert.sameValue(log[0], "ownKeys");
assert.sameValue(log.includes("getPrototypeOf"), true);
log = [];
assert.sameValue(JSON.stringify(p), '{"a":1}');
assert.compareArray(Object.entries({ ...p })[0], ["a", 1]);
