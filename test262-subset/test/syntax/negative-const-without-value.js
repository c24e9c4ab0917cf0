/*---
esid: sec-let-and-const-declarations-static-semantics-early-errors
description: >
  const needs a value
negative:
  phase: parse
  type: SyntaxError
---*/

$DONOTEVALUATE();
const a;
