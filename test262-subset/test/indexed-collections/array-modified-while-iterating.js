/*---
esid: sec-array.prototype.foreach
description: >
  The range of forEach is fixed at the start; elements are read when they are reached
---*/

var a = [1, 2, 3], seen = [];
a.forEach(function (x, i) {
  seen.push(x);
  if (i === 0) { a.push(9); a[1] = "changed"; delete a[2]; }
});
assert.compareArray(seen, [1, "changed"]);
assert.sameValue(a.length, 4);
var b = [1, 2, 3];
var mapped = b.map(function (x) { b.length = 1; return x; });
assert.sameValue(mapped.length === 3 && mapped[0] === 1 && !(1 in mapped), true);
assert.sameValue([1, 2, 3].some(function (x, i, o) { o.pop(); return x === 3; }), false);
