/*---
esid: sec-object.create
description: >
  Object.create with a prototype and descriptors
---*/

var o = Object.create(null, { x: { value: 1, enumerable: true } });
assert.sameValue("toString" in o, false);
assert.sameValue(o.x, 1);
assert.throws(TypeError, function () { Object.create(); });
assert.throws(TypeError, function () { Object.create({}, null); });
assert.throws(TypeError, function () { Object.create({}, { x: 1 }); });
var inherited = Object.create(Object.create({ p: { value: 1 } }));
assert.sameValue(Object.keys(Object.create({}, inherited)).length, 0);
