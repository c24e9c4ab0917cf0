/*---
esid: sec-let-and-const-declarations
description: >
  Assigning to a constant is a TypeError when it is evaluated
features: [const]
---*/

const c = 1, log = [];
assert.throws(TypeError, function () { c = 2; });
assert.throws(TypeError, function () { c += (log.push("evaluated"), 1); });
assert.compareArray(log, ["evaluated"]);
assert.throws(TypeError, function () { [c] = [1]; });
assert.throws(TypeError, function () { for (const i = 0; i < 2; i += 1) {} });
assert.sameValue(c, 1);
var seen = [];
for (const k of [1, 2]) { seen.push(k); }
assert.compareArray(seen, [1, 2]);
