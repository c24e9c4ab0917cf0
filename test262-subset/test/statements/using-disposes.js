/*---
esid: sec-let-and-const-declarations
description: >
  using disposes of its resources at the end of the block, the last one first
features: [explicit-resource-management]
---*/

var log = [];
function resource(name) { return { [Symbol.dispose]() { log.push(name); } }; }
{
  using a = resource("a"), b = resource("b");
  using none = null, missing = undefined;
  log.push("body");
}
assert.compareArray(log, ["body", "b", "a"]);
log = [];
assert.throws(RangeError, function () { using x = resource("x"); throw new RangeError(); });
assert.compareArray(log, ["x"]);
assert.throws(TypeError, function () { using y = {}; });
for (using z of [resource("1"), resource("2")]) { log.push("loop"); }
assert.compareArray(log, ["x", "loop", "1", "loop", "2"]);
