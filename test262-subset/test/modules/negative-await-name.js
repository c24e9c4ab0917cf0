/*---
esid: sec-identifiers-static-semantics-early-errors
description: >
  await is a keyword in modules
negative:
  phase: parse
  type: SyntaxError
flags: [module]
---*/

$DONOTEVALUATE();
var await;
