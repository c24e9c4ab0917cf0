/*---
esid: sec-properties-of-the-object-prototype-object
description: >
  hasOwnProperty, isPrototypeOf, propertyIsEnumerable, valueOf, toLocaleString
---*/

var o = Object.create({ i: 1 }, { h: { value: 1 } });
o.e = 1;
assert.sameValue(o.hasOwnProperty("i"), false);
assert.sameValue(o.hasOwnProperty("h"), true);
assert.sameValue(Object.hasOwn(o, "h"), true);
assert.sameValue(o.propertyIsEnumerable("h"), false);
assert.sameValue(o.propertyIsEnumerable("e"), true);
assert.sameValue(Object.prototype.isPrototypeOf(o), true);
assert.sameValue(Object.prototype.isPrototypeOf(1), false);
assert.sameValue(o.valueOf(), o);
assert.sameValue({ toString() { return "t"; } }.toLocaleString(), "t");
assert.throws(TypeError, function () { Object.prototype.valueOf.call(null); });
