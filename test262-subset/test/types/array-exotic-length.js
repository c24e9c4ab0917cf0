/*---
esid: sec-array-exotic-objects-defineownproperty-p-desc
description: >
  An array's length follows its elements, and takes them with it
---*/

var a = [1, 2, 3];
a[5] = 6;
assert.sameValue(a.length, 6);
a.length = 2;
assert.compareArray(a, [1, 2]);
assert.sameValue(5 in a, false);
Object.defineProperty(a, 1, { configurable: false });
assert.throws(TypeError, function () { "use strict"; a.length = 0; });
assert.sameValue(a.length, 2, "it stops at what cannot be deleted");
assert.throws(RangeError, function () { a.length = -1; });
assert.throws(RangeError, function () { a.length = 1.5; });
Object.defineProperty(a, "length", { writable: false });
assert.throws(TypeError, function () { "use strict"; a[2] = 1; });
