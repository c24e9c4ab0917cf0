/*---
esid: sec-object-initializer
description: >
  Spread copies own enumerable properties, by reading them
features: [object-spread]
---*/

var s = Symbol(), log = [];
var source = Object.create({ inherited: 1 }, { hidden: { value: 1 } });
source.a = 1;
source[s] = 2;
Object.defineProperty(source, "g", { enumerable: true, get: function () { log.push("g"); return 3; } });
var o = { a: 0, ...source, ...null, ...undefined, ..."xy", ...5 };
assert.compareArray(Reflect.ownKeys(o), ["0", "1", "a", "g", s]);
assert.sameValue(o.a, 1);
assert.sameValue(Object.getOwnPropertyDescriptor(o, "g").value, 3);
assert.compareArray(log, ["g"]);
var set = false;
assert.sameValue({ set x(v) { set = true; }, ...{ x: 1 } }.x, 1);
assert.sameValue(set, false, "spread defines, and does not set");
