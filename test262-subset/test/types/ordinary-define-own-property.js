/*---
esid: sec-validateandapplypropertydescriptor
description: >
  What may change of a property that cannot be configured
---*/

var o = Object.defineProperty({}, "x", { value: 1, writable: true });
Object.defineProperty(o, "x", { value: 2 });
assert.sameValue(o.x, 2);
Object.defineProperty(o, "x", { writable: false });
Object.defineProperty(o, "x", { value: 2 });
assert.throws(TypeError, function () { Object.defineProperty(o, "x", { value: 3 }); });
assert.throws(TypeError, function () { Object.defineProperty(o, "x", { writable: true }); });
assert.throws(TypeError, function () { Object.defineProperty(o, "x", { enumerable: true }); });
assert.throws(TypeError, function () { Object.defineProperty(o, "x", { get: function () {} }); });
var n = Object.defineProperty({}, "x", { value: NaN });
Object.defineProperty(n, "x", { value: NaN });
var z = Object.defineProperty({}, "x", { value: -0 });
assert.throws(TypeError, function () { Object.defineProperty(z, "x", { value: 0 }); });
