/*---
esid: sec-continue-statement-static-semantics-early-errors
description: >
  continue needs the label of a loop around it
negative:
  phase: parse
  type: SyntaxError
---*/

$DONOTEVALUATE();
block: {
  while (true) {
    continue block;
  }
}
