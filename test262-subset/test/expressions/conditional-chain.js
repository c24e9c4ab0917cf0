/*---
esid: sec-conditional-operator
description: >
  The conditional operator evaluates one of its branches, and binds to the right
---*/

var log = "";
function f(s, v) { log += s; return v; }
assert.sameValue(f("a", 0) ? f("b", 1) : f("c", "") ? f("d", 2) : f("e", 3), 3);
assert.sameValue(log, "ace");
assert.sameValue(true ? 1 : false ? 2 : 3, 1);
var in_ = "x" in {} ? 1 : 2;
assert.sameValue(in_, 2);
