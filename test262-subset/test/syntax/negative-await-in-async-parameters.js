/*---
esid: sec-async-function-definitions-static-semantics-early-errors
description: >
  The parameters of an async function cannot await
negative:
  phase: parse
  type: SyntaxError
features: [async-functions]
---*/

$DONOTEVALUATE();
async function f(a = await 1) {}
