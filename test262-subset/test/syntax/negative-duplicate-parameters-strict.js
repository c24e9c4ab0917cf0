/*---
esid: sec-function-definitions-static-semantics-early-errors
description: >
  Strict functions name each parameter once
negative:
  phase: parse
  type: SyntaxError
flags: [onlyStrict]
---*/

$DONOTEVALUATE();
function f(a, b, a) {}
