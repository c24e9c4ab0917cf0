/*---
esid: sec-enumerate-object-properties
description: >
  for-in visits string keys of the object and its prototypes once
features: [for-in-order]
---*/

var parent = { p: 1, shadowed: 2 };
var o = Object.create(parent, { shadowed: { value: 1, enumerable: false } });
o.b = 1; o[1] = 1; o.a = 1; o[Symbol()] = 1;
var keys = [];
for (var k in o) { keys.push(k); }
assert.compareArray(keys, ["1", "b", "a", "p"]);
keys = [];
for (k in { x: 1, y: 2, z: 3 }) { keys.push(k); }
assert.compareArray(keys, ["x", "y", "z"]);
for (k in null) { throw new Test262Error("null has no properties"); }
for (k in undefined) { throw new Test262Error("undefined has no properties"); }
keys = "";
for (k in "ab") { keys += k; }
assert.sameValue(keys, "01");
