/*---
esid: sec-array.prototype.sort
description: >
  sort is stable, puts undefined last, and holes behind that
features: [stable-array-sort]
---*/

assert.compareArray([10, 9, 1].sort(), [1, 10, 9], "as strings");
assert.compareArray([3, undefined, 1].sort(), [1, 3, undefined]);
var holes = [3, , undefined, 1].sort();
assert.sameValue(holes.length, 4);
assert.sameValue(2 in holes && !(3 in holes), true);
var list = [];
for (var i = 0; i < 200; i += 1) { list.push({ key: i % 7, order: i }); }
list.sort((a, b) => a.key - b.key);
for (i = 1; i < 200; i += 1) {
  assert(list[i - 1].key < list[i].key || (list[i - 1].key === list[i].key && list[i - 1].order < list[i].order));
}
assert.throws(TypeError, function () { [].sort(null); });
assert.throws(TypeError, function () { [].sort("a"); });
assert.throws(RangeError, function () { [1, 2].sort(() => { throw new RangeError(); }); });
assert.compareArray([2, 1].sort(undefined), [1, 2]);
