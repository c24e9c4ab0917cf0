/*---
esid: sec-proxy-object-internal-methods-and-internal-slots-ownpropertykeys
description: >
  The ownKeys trap gives a list without repetition
features: [Proxy]
---*/

function keys(list, target) { return Object.getOwnPropertyNames(new Proxy(target || {}, { ownKeys() { return list; } })); }
assert.compareArray(keys(["b", "a"]), ["b", "a"]);
assert.compareArray(keys({ length: 1, 0: "x" }), ["x"]);
assert.throws(TypeError, function () { keys(["a", "a"]); });
assert.throws(TypeError, function () { keys([1]); });
assert.throws(TypeError, function () { keys(5); });
assert.throws(TypeError, function () { keys([], Object.preventExtensions({ a: 1 })); });
assert.throws(TypeError, function () { keys(["a", "b"], Object.preventExtensions({ a: 1 })); });
assert.throws(TypeError, function () { keys([], Object.defineProperty({}, "f", { value: 1 })); });
assert.compareArray(keys(["a"], Object.preventExtensions({ a: 1 })), ["a"]);
assert.compareArray(Object.keys(new Proxy({}, { ownKeys() { return ["a"]; } })), [], "a key without a descriptor is none");
