/*---
esid: sec-execution-contexts
description: >
  Recursion without an end is a RangeError that can be caught
---*/

function down() { return down() + 1; }
assert.throws(RangeError, down);
var o = { get x() { return this.x + 1; } };
assert.throws(RangeError, function () { o.x; });
var s = { toString() { return s + ""; } };
assert.throws(RangeError, function () { s + ""; });
function sorting() { [1, 2].sort(sorting); }
assert.throws(RangeError, sorting);
assert.sameValue((function () { try { down(); } catch (e) { return "goes on"; } })(), "goes on");
