/*---
esid: sec-object.prototype.__proto__
description: >
  The accessor __proto__ of Object.prototype
features: [__proto__]
---*/

var o = {}, p = { x: 1 };
o.__proto__ = p;
assert.sameValue(o.x, 1);
assert.sameValue(o.__proto__, p);
o.__proto__ = 5;
assert.sameValue(o.__proto__, p, "only objects and null count");
assert.throws(TypeError, function () { p.__proto__ = o; }, "no circles");
assert.throws(TypeError, function () { Object.preventExtensions(o).__proto__ = {}; });
var d = Object.getOwnPropertyDescriptor(Object.prototype, "__proto__");
assert.sameValue(d.get.call(5), Number.prototype);
assert.throws(TypeError, function () { d.set.call(undefined, {}); });
