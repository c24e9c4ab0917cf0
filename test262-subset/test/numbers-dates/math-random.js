/*---
esid: sec-math.random
description: >
  Math.random gives numbers from 0 up to but not including 1
---*/

var seen = new Set();
for (var i = 0; i < 1000; i += 1) {
  var x = Math.random();
  assert(x >= 0 && x < 1);
  seen.add(x);
}
assert(seen.size > 900);
assert.sameValue(Math.random.length, 0);
