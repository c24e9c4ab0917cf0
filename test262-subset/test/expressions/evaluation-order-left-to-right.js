/*---
esid: sec-evaluation-of-expressions
description: >
  Operands are evaluated from left to right, before the operator
---*/

var log = "";
function f(name, value) { log += name; return value; }
f("a", 1) + f("b", 2) * f("c", 3);
f("d", {})[f("e", "x")] = f("f", 1);
f("g", Math).max(f("h", 1), f("i", 2));
[f("j"), f("k")];
({ [f("l")]: f("m"), [f("n")]: f("o") });
assert.sameValue(log, "abcdefghijklmno");
