/*---
esid: sec-array
description: >
  new Array with one number makes a length
---*/

assert.sameValue(new Array(3).length, 3);
assert.sameValue(0 in new Array(3), false);
assert.compareArray(new Array("3"), ["3"]);
assert.compareArray(Array(1, 2), [1, 2]);
assert.compareArray(Array.of(7), [7]);
assert.throws(RangeError, function () { new Array(-1); });
assert.throws(RangeError, function () { new Array(1.5); });
assert.throws(RangeError, function () { new Array(4294967296); });
assert.sameValue(new Array(4294967295).length, 4294967295);
