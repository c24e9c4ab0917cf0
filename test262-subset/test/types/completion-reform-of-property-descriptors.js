/*---
esid: sec-topropertydescriptor
description: >
  A descriptor cannot be of both sorts
---*/

assert.throws(TypeError, function () { Object.defineProperty({}, "x", { get: function () {}, value: 1 }); });
assert.throws(TypeError, function () { Object.defineProperty({}, "x", { set: function () {}, writable: true }); });
assert.throws(TypeError, function () { Object.defineProperty({}, "x", { get: 1 }); });
assert.throws(TypeError, function () { Object.defineProperty({}, "x", 1); });
var o = Object.defineProperty({}, "x", { get: undefined });
assert.sameValue(Object.getOwnPropertyDescriptor(o, "x").set, undefined);
assert.sameValue(o.x, undefined);
