/*---
esid: sec-switch-statement
description: >
  switch has one default
negative:
  phase: parse
  type: SyntaxError
---*/

$DONOTEVALUATE();
switch (1) {
  default:
  default:
}
