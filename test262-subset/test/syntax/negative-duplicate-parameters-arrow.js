/*---
esid: sec-arrow-function-definitions-static-semantics-early-errors
description: >
  An arrow function cannot name two parameters alike, even in sloppy code
negative:
  phase: parse
  type: SyntaxError
features: [arrow-function]
---*/

$DONOTEVALUATE();
(a, [a]) => a;
