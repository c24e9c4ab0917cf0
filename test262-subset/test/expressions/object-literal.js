/*---
esid: sec-object-initializer
description: >
  Object literals: shorthands, computed keys, methods, accessors
features: [computed-property-names]
---*/

var a = 1, k = "key";
var o = { a, [k + 1]: 2, m() { return 3; }, get g() { return 4; }, set g(v) { this.v = v; }, 0x10: 5, "s t": 6, 1e3: 7, 1n: 8 };
assert.compareArray(Object.keys(o), ["1", "16", "1000", "a", "key1", "m", "g", "s t"]);
assert.sameValue(o.m(), 3);
assert.sameValue(o.g, 4);
assert.sameValue("prototype" in o.m, false);
assert.throws(TypeError, function () { new o.m(); });
assert.sameValue(Object.getOwnPropertyDescriptor(o, "g").get.name, "get g");
var twice = { x: 1, get x() { return 2; } };
assert.sameValue(twice.x, 2);
