/*---
esid: sec-if-statement
description: >
  A lexical declaration cannot be the body of a statement
negative:
  phase: parse
  type: SyntaxError
---*/

$DONOTEVALUATE();
while (false) let
a;
if (true) class C {}
