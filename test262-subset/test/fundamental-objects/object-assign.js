/*---
esid: sec-object.assign
description: >
  Object.assign sets own enumerable properties, strings first, then symbols
features: [Symbol]
---*/

var log = [], s = Symbol();
var target = { set a(v) { log.push("a" + v); }, set [s](v) { log.push("s" + v); } };
var source = { [s]: 1, a: 2, get b() { log.push("get b"); return 3; } };
assert.sameValue(Object.assign(target, source, null, undefined, "x"), target);
assert.compareArray(log, ["a2", "get b", "s1"]);
assert.sameValue(target[0], "x");
assert.throws(TypeError, function () { Object.assign(Object.freeze({ x: 1 }), { x: 2 }); });
assert.throws(TypeError, function () { Object.assign(null); });
