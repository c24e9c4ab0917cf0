/*---
esid: sec-enumerate-object-properties
description: >
  A property that is deleted before it is visited is not visited
---*/

var o = { a: 1, b: 2, c: 3 }, seen = [];
for (var k in o) {
  seen.push(k);
  delete o.b;
}
assert.compareArray(seen, ["a", "c"]);
var target = {};
for (target.key in { x: 1 }) {}
assert.sameValue(target.key, "x");
for (let [first, second] in { ab: 1 }) { assert.sameValue(first + second, "ab"); }
