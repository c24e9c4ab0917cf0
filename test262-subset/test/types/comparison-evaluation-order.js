/*---
esid: sec-relational-operators
description: >
  Both operands are converted from left to right, whatever the operator
---*/

var log = "";
function value(name, v) { return { valueOf: function () { log += name; return v; } }; }
value("a", 1) < value("b", 2);
value("c", 1) > value("d", 2);
value("e", 1) <= value("f", 2);
value("g", 1) >= value("h", 2);
assert.sameValue(log, "abcdefgh");
