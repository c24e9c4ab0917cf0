/*---
esid: sec-for-in-and-for-of-statements-static-semantics-early-errors
description: >
  The target of for-of must be assignable
negative:
  phase: parse
  type: SyntaxError
---*/

$DONOTEVALUATE();
for (f() + 1 of []) {}
