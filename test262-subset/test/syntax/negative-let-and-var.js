/*---
esid: sec-block-static-semantics-early-errors
description: >
  var cannot hoist past a lexical declaration of the same name
negative:
  phase: parse
  type: SyntaxError
---*/

$DONOTEVALUATE();
{
  let a;
  {
    var a;
  }
}
