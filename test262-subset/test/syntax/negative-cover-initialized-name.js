/*---
esid: sec-object-initializer-static-semantics-early-errors
description: >
  A shorthand with a default belongs to patterns alone
negative:
  phase: parse
  type: SyntaxError
---*/

$DONOTEVALUATE();
({ a = 1 });
