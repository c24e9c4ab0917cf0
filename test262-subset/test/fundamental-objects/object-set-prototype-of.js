/*---
esid: sec-object.setprototypeof
description: >
  Object.setPrototypeOf
---*/

var o = Object.preventExtensions({});
assert.sameValue(Object.setPrototypeOf(o, Object.prototype), o, "no change is no error");
assert.throws(TypeError, function () { Object.setPrototypeOf(o, null); });
assert.sameValue(Object.setPrototypeOf(5, null), 5);
assert.throws(TypeError, function () { Object.setPrototypeOf({}, 1); });
assert.throws(TypeError, function () { Object.setPrototypeOf(null, {}); });
assert.throws(TypeError, function () { Object.setPrototypeOf(Object.prototype, {}); }, "immutable prototype");
assert.sameValue(Object.setPrototypeOf(Object.prototype, null), Object.prototype);
