/*---
esid: sec-module-semantics-static-semantics-early-errors
description: >
  A name can be exported once
negative:
  phase: parse
  type: SyntaxError
flags: [module]
---*/

$DONOTEVALUATE();
const a = 1;
export { a };
export { a as b, a as a };
