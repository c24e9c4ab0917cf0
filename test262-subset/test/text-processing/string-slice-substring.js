/*---
esid: sec-string.prototype.slice
description: >
  slice, substring and substr differ in what negative positions mean
---*/

var s = "abcdef";
assert.sameValue(s.slice(-3, -1), "de");
assert.sameValue(s.slice(4, 2), "");
assert.sameValue(s.substring(4, 2), "cd");
assert.sameValue(s.substring(-1, NaN), "");
assert.sameValue(s.substring(2), "cdef");
assert.sameValue(s.substr(-3, 2), "de");
assert.sameValue(s.at(-1), "f");
assert.sameValue(s.at(6), undefined);
assert.throws(TypeError, function () { String.prototype.slice.call(null); });
