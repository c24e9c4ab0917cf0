/*---
esid: sec-string.prototype-%symbol.iterator%
description: >
  The iterator of strings goes by code points
features: [Symbol.iterator]
---*/

var it = "a😀"[Symbol.iterator]();
assert.sameValue(it.next().value, "a");
assert.sameValue(it.next().value, "😀");
assert.sameValue(it.next().done, true);
assert.sameValue(it[Symbol.toStringTag], "String Iterator");
assert.sameValue(it[Symbol.iterator](), it);
assert.throws(TypeError, function () { it.next.call({}); });
