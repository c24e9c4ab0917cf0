/*---
esid: sec-array-initializer
description: >
  Array literals: holes and spread
---*/

var a = [1, , 3, ,];
assert.sameValue(a.length, 4);
assert.sameValue(1 in a, false);
assert.sameValue(3 in a, false);
var b = [..."ab", ...[1, , 2], ...new Set([3])];
assert.compareArray(b, ["a", "b", 1, undefined, 2, 3]);
assert.sameValue(3 in b, true, "spread fills holes");
assert.sameValue([,].length, 1);
assert.throws(TypeError, function () { [...5]; });
assert.throws(TypeError, function () { [...{}]; });
assert.throws(TypeError, function () { [...null]; });
