/*---
esid: sec-ordinarytoprimitive
description: >
  An object without a primitive value is a TypeError
---*/

var bare = { toString: null, valueOf: undefined };
assert.throws(TypeError, function () { +bare; });
assert.throws(TypeError, function () { String(bare); });
assert.throws(TypeError, function () { bare + ""; });
assert.throws(TypeError, function () { String(Object.create(null)); });
assert.throws(TypeError, function () { +{ valueOf: function () { return {}; }, toString: function () { return []; } }; });
