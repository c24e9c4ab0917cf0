/*---
esid: sec-left-hand-side-expressions-static-semantics-early-errors
description: >
  new.target exists in functions alone
negative:
  phase: parse
  type: SyntaxError
features: [new.target]
---*/

$DONOTEVALUATE();
new.target;
