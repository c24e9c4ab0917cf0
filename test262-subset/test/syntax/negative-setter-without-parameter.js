/*---
esid: sec-method-definitions
description: >
  A setter has one parameter
negative:
  phase: parse
  type: SyntaxError
---*/

$DONOTEVALUATE();
({ set x() {} });
