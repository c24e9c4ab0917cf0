/*---
esid: sec-module-semantics-static-semantics-early-errors
description: >
  What is exported must be declared
negative:
  phase: parse
  type: SyntaxError
flags: [module]
---*/

$DONOTEVALUATE();
export { Math };
