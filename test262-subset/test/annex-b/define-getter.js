/*---
esid: sec-object.prototype.__defineGetter__
description: >
  __defineGetter__ and its siblings
features: [__getter__, __setter__]
---*/

var o = {}, s;
o.__defineGetter__("x", () => 5);
o.__defineSetter__("x", v => { s = v; });
o.x = 7;
assert.compareArray([o.x, s], [5, 7]);
assert.sameValue(o.__lookupGetter__("x")(), 5);
assert.sameValue(Object.create(o).__lookupSetter__("x").length, 1);
assert.sameValue(o.__lookupGetter__("y"), undefined);
assert.sameValue(Object.keys(o).length, 1);
assert.throws(TypeError, function () { o.__defineGetter__("z", 1); });
assert.throws(TypeError, function () { Object.freeze(o).__defineGetter__("z", () => 1); });
