/*---
esid: sec-labelled-statements-static-semantics-early-errors
description: >
  A label cannot stand within a statement with the same label
negative:
  phase: parse
  type: SyntaxError
---*/

$DONOTEVALUATE();
a: while (true) {
  a: break a;
}
