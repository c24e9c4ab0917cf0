/*---
esid: sec-assignment-operators-static-semantics-early-errors
description: >
  Only references and patterns can be assigned to
negative:
  phase: parse
  type: SyntaxError
---*/

$DONOTEVALUATE();
1 + 2 = 3;
