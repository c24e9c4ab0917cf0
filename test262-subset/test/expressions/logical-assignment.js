/*---
esid: sec-assignment-operators-runtime-semantics-evaluation
description: >
  &&=, ||= and ??= assign only where they need to
features: [logical-assignment-operators]
---*/

var sets = [];
var o = { get yes() { return 1; }, set yes(v) { sets.push(v); }, get no() { return null; }, set no(v) { sets.push(v); } };
assert.sameValue(o.yes ||= 2, 1);
assert.sameValue(o.yes &&= 3, 3);
assert.sameValue(o.no ||= 4, 4);
assert.sameValue(o.no &&= 5, null);
assert.sameValue(o.yes ??= 6, 1);
assert.sameValue(o.no ??= 7, 7);
assert.compareArray(sets, [3, 4, 7]);
var f;
f ??= function () {};
assert.sameValue(f.name, "f");
const c = 1;
assert.sameValue(c ||= 2, 1, "a constant that is not assigned to does no harm");
assert.throws(TypeError, function () { c &&= 2; });
