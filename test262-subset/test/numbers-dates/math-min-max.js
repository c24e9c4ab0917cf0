/*---
esid: sec-math.max
description: >
  Math.min and max convert all arguments, and tell zeros apart
---*/

assert.sameValue(Math.max(), -Infinity);
assert.sameValue(Math.min(), Infinity);
assert.sameValue(Math.max(-0, 0), 0);
assert.sameValue(Math.min(0, -0), -0);
assert.sameValue(Math.max(1, NaN, 2), NaN);
var log = [];
function v(n) { return { valueOf() { log.push(n); return n; } }; }
Math.max(v(NaN), v(1), v(2));
assert.compareArray(log, [NaN, 1, 2]);
assert.throws(TypeError, function () { Math.min(1n); });
