/*---
esid: sec-relational-operators
description: >
  in looks for a property, also in the prototypes
---*/

assert.sameValue("length" in [], true);
assert.sameValue("toString" in {}, true);
assert.sameValue(0 in [,], false);
assert.sameValue(0 in [undefined], true);
assert.throws(TypeError, function () { "x" in "xyz"; });
assert.throws(TypeError, function () { 1 in 1; });
var log = "";
var key = { toString: function () { log += "k"; return "a"; } };
assert.sameValue(key in { a: 1 }, true);
assert.sameValue(log, "k");
