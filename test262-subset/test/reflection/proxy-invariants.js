/*---
esid: sec-proxy-object-internal-methods-and-internal-slots
description: >
  Traps cannot lie about what cannot change
features: [Proxy, Reflect]
---*/

var closed = Object.preventExtensions({ a: 1 });
var fixed = Object.defineProperty({}, "f", { value: 1 });
assert.throws(TypeError, function () { "a" in new Proxy(closed, { has() { return false; } }); });
assert.throws(TypeError, function () { "f" in new Proxy(fixed, { has() { return false; } }); });
assert.throws(TypeError, function () { delete new Proxy(fixed, { deleteProperty() { return true; } }).f; });
assert.throws(TypeError, function () { Object.getPrototypeOf(new Proxy(closed, { getPrototypeOf() { return null; } })); });
assert.throws(TypeError, function () { Object.isExtensible(new Proxy({}, { isExtensible() { return false; } })); });
assert.throws(TypeError, function () { Object.preventExtensions(new Proxy({}, { preventExtensions() { return true; } })); });
assert.throws(TypeError, function () { Object.defineProperty(new Proxy({}, { defineProperty() { return true; } }), "x", { value: 1, configurable: false }); });
assert.throws(TypeError, function () { Object.getOwnPropertyDescriptor(new Proxy(closed, { getOwnPropertyDescriptor() {} }), "a"); });
assert.throws(TypeError, function () { Object.getPrototypeOf(new Proxy({}, { getPrototypeOf() { return 1; } })); });
