/*---
esid: sec-object-value
description: >
  Object as a function and as a constructor
---*/

var o = {};
assert.sameValue(Object(o), o);
assert.sameValue(new Object(o), o);
assert.sameValue(typeof Object(5n), "object");
assert.sameValue(Object.getPrototypeOf(Object(null)), Object.prototype);
class C extends Object { constructor() { super({ ignored: 1 }); } }
assert.sameValue(new C().ignored, undefined);
assert.sameValue(new C() instanceof C, true);
assert.sameValue(Object.length, 1);
