/*---
esid: sec-function.prototype.bind
description: >
  name and length of bound functions
includes: [property.js]
---*/

function f(a, b, c) {}
verifyProperty(f.bind(), "length", { value: 3, writable: false, enumerable: false, configurable: true });
assert.sameValue(f.bind(null, 1, 2).length, 1);
assert.sameValue(f.bind(null, 1, 2, 3, 4).length, 0);
Object.defineProperty(f, "length", { value: Infinity });
assert.sameValue(f.bind(null, 1).length, Infinity);
Object.defineProperty(f, "length", { value: 2.7 });
assert.sameValue(f.bind(null, 1).length, 1);
Object.defineProperty(f, "name", { value: 5 });
assert.sameValue(f.bind().name, "bound ");
assert.sameValue((() => 1).bind().bind().name, "bound bound ");
assert.throws(TypeError, function () { Function.prototype.bind.call({}); });
