/*---
esid: sec-for-in-and-for-of-statements-static-semantics-early-errors
description: >
  The body of a loop cannot redeclare with var what its head declares
negative:
  phase: parse
  type: SyntaxError
---*/

$DONOTEVALUATE();
for (let x of []) {
  var x;
}
