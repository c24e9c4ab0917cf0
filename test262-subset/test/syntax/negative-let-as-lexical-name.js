/*---
esid: sec-let-and-const-declarations-static-semantics-early-errors
description: >
  let cannot be the name of a lexical binding
negative:
  phase: parse
  type: SyntaxError
---*/

$DONOTEVALUATE();
const let = 1;
