/*---
esid: sec-map.prototype.getorinsert
description: >
  getOrInsert and getOrInsertComputed
features: [upsert]
---*/

var m = new Map([["a", 1]]), calls = 0;
assert.sameValue(m.getOrInsert("a", 5), 1);
assert.sameValue(m.getOrInsert("b", 5), 5);
assert.sameValue(m.getOrInsertComputed("b", () => { calls += 1; }), 5);
assert.sameValue(m.getOrInsertComputed("c", key => { calls += 1; m.set(key, "other"); return key + "!"; }), "c!");
assert.sameValue(m.get("c"), "c!");
assert.sameValue(calls, 1);
assert.throws(TypeError, function () { m.getOrInsertComputed("a", 1); });
var w = new WeakMap(), k = {};
assert.sameValue(w.getOrInsert(k, 3), 3);
assert.sameValue(w.getOrInsertComputed(k, () => 4), 3);
