/*---
esid: sec-destructuring-assignment
description: >
  Object patterns read properties, with defaults, computed keys and a rest
features: [destructuring-binding, object-rest]
---*/

var log = [];
function def(name) { log.push(name); return name; }
var key = "k";
var { a, b: { c } = { c: def("c") }, [key]: d = def("d"), e = def("e"), ...rest } = { a: 1, e: 2, k: null, x: 3, y: 4 };
assert.compareArray([a, c, d, e, rest.x, rest.y], [1, "c", null, 2, 3, 4]);
assert.compareArray(log, ["c"]);
assert.compareArray(Object.keys(rest), ["x", "y"]);
var o = {};
({ a: o.p, b: o["q"] = 5 } = { a: 1 });
assert.compareArray([o.p, o.q], [1, 5]);
assert.throws(TypeError, function () { var {} = null; });
assert.throws(TypeError, function () { ({ x: { y: a } } = {}); });
var { length } = "four";
assert.sameValue(length, 4);
