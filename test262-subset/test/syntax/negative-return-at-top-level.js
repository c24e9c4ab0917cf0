/*---
esid: sec-return-statement
description: >
  return belongs to functions
negative:
  phase: parse
  type: SyntaxError
---*/

$DONOTEVALUATE();
return;
