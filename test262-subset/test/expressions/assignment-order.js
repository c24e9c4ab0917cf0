/*---
esid: sec-assignment-operators-runtime-semantics-evaluation
description: >
  The target's base and key come before the value, and the key is converted after it
---*/

var log = [];
function base() { log.push("base"); return null; }
function key() { log.push("key"); return { toString: function () { log.push("toString"); return "x"; } }; }
function value() { log.push("value"); throw new RangeError(); }
assert.throws(RangeError, function () { base()[key()] = value(); });
assert.compareArray(log, ["base", "key", "value"]);
log = [];
var o = {};
o[key()] = (log.push("value"), 1);
assert.compareArray(log, ["key", "value", "toString"]);
