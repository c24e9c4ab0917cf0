/*---
esid: sec-lengthofarraylike
description: >
  Array-like objects may be longer than arrays
---*/

var o = { length: 2 ** 53 + 5, [2 ** 53 - 2]: "last" };
assert.sameValue(Array.prototype.at.call(o, -1), "last");
assert.sameValue(Array.prototype.lastIndexOf.call(o, "last"), 2 ** 53 - 2);
assert.sameValue(Array.prototype.indexOf.call({ length: -5, 0: 1 }, 1), -1);
assert.sameValue(Array.prototype.includes.call({ length: "1", 0: 1 }, 1), true);
var sparse = [];
sparse[4294967294] = 1;
assert.sameValue(sparse.length, 4294967295);
sparse[4294967295] = 2;
assert.sameValue(sparse.length, 4294967295);
assert.throws(RangeError, function () { sparse.push(3); });
assert.sameValue(sparse[4294967295], 3, "the element is set before the length fails");
