/*---
esid: sec-break-statement-static-semantics-early-errors
description: >
  break needs a loop or a label around it
negative:
  phase: parse
  type: SyntaxError
---*/

$DONOTEVALUATE();
if (true) {
  break;
}
