/*---
esid: sec-object.groupby
description: >
  Object.groupBy makes an object without a prototype
features: [array-grouping]
---*/

var groups = Object.groupBy([1, 2, 3, 4], (x, i) => x % 2 ? "odd" : "even" + (i > 2));
assert.sameValue(Object.getPrototypeOf(groups), null);
assert.compareArray(Object.keys(groups), ["odd", "evenfalse", "eventrue"]);
assert.compareArray(groups.odd, [1, 3]);
assert.throws(TypeError, function () { Object.groupBy([], 1); });
assert.throws(TypeError, function () { Object.groupBy(null, x => x); });
assert.sameValue(Object.groupBy("aab", x => x).a.length, 2);
