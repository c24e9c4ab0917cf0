/*---
esid: sec-identifiers-static-semantics-early-errors
description: >
  Strict code cannot assign to arguments
negative:
  phase: parse
  type: SyntaxError
flags: [onlyStrict]
---*/

$DONOTEVALUATE();
function f() {
  [arguments] = [1];
}
