/*---
esid: sec-method-definitions
description: >
  A getter has no parameter
negative:
  phase: parse
  type: SyntaxError
---*/

$DONOTEVALUATE();
({ get x(a) {} });
