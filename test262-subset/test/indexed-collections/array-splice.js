/*---
esid: sec-array.prototype.splice
description: >
  splice removes and inserts
---*/

var a = [1, 2, 3, 4, 5];
assert.compareArray(a.splice(1, 2, "a", "b", "c"), [2, 3]);
assert.compareArray(a, [1, "a", "b", "c", 4, 5]);
assert.compareArray(a.splice(-2), [4, 5]);
assert.compareArray(a.splice(), []);
assert.compareArray(a.splice(undefined), [1, "a", "b", "c"]);
var like = { length: 2, 0: "x", 1: "y" };
Array.prototype.splice.call(like, 0, 1);
assert.sameValue(like.length, 1);
assert.sameValue(like[0] + (1 in like), "yfalse");
assert.throws(TypeError, function () { Array.prototype.splice.call({ length: 2 ** 53 - 1 }, 0, 0, 1); });
