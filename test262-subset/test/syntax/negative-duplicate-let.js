/*---
esid: sec-block-static-semantics-early-errors
description: >
  A name can be declared once in a block
negative:
  phase: parse
  type: SyntaxError
---*/

$DONOTEVALUATE();
{
  let a;
  const a = 1;
}
