/*---
esid: sec-delete-operator-static-semantics-early-errors
description: >
  Strict code cannot delete a name
negative:
  phase: parse
  type: SyntaxError
flags: [onlyStrict]
---*/

$DONOTEVALUATE();
var a;
delete ((a));
