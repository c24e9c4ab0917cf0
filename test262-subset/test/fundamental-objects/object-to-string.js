/*---
esid: sec-object.prototype.tostring
description: >
  Object.prototype.toString names the sort of object, or its toStringTag
features: [Symbol.toStringTag]
---*/

function tag(v) { return Object.prototype.toString.call(v); }
assert.sameValue(tag(undefined), "[object Undefined]");
assert.sameValue(tag(null), "[object Null]");
assert.sameValue(tag([]), "[object Array]");
assert.sameValue(tag(new Proxy([], {})), "[object Array]");
assert.sameValue(tag(function () {}), "[object Function]");
assert.sameValue(tag(new Date()), "[object Date]");
assert.sameValue(tag(/x/), "[object RegExp]");
assert.sameValue(tag(new Error()), "[object Error]");
assert.sameValue(tag(1n), "[object BigInt]");
assert.sameValue(tag(new Map()), "[object Map]");
assert.sameValue(tag({ [Symbol.toStringTag]: "Mine" }), "[object Mine]");
assert.sameValue(tag({ [Symbol.toStringTag]: 1 }), "[object Object]");
assert.sameValue(tag(Object.assign([], { [Symbol.toStringTag]: "X" })), "[object X]");
