/*---
esid: sec-try-statement
description: >
  try needs catch or finally
negative:
  phase: parse
  type: SyntaxError
---*/

$DONOTEVALUATE();
try {}
