/*---
esid: sec-reflect-object
description: >
  The functions of Reflect tell by their result what Object's tell by throwing
features: [Reflect]
---*/

var o = Object.freeze({ a: 1 });
assert.sameValue(Reflect.set(o, "a", 2), false);
assert.sameValue(Reflect.deleteProperty(o, "a"), false);
assert.sameValue(Reflect.defineProperty(o, "b", { value: 1 }), false);
assert.sameValue(Reflect.setPrototypeOf(o, null), false);
assert.sameValue(Reflect.preventExtensions(o), true);
assert.sameValue(Reflect.isExtensible({}), true);
assert.sameValue(Reflect.has({ a: 1 }, "a"), true);
assert.compareArray(Reflect.ownKeys([1]), ["0", "length"]);
assert.sameValue(Reflect.getOwnPropertyDescriptor(o, "a").value, 1);
assert.throws(TypeError, function () { Reflect.ownKeys(1); });
assert.throws(TypeError, function () { Reflect.getPrototypeOf(1); });
assert.throws(TypeError, function () { Reflect.setPrototypeOf({}, 1); });
assert.sameValue(Reflect[Symbol.toStringTag], "Reflect");
