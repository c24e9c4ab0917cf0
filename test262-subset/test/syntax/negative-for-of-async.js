/*---
esid: sec-for-in-and-for-of-statements
description: >
  for (async of would be an arrow function
negative:
  phase: parse
  type: SyntaxError
---*/

$DONOTEVALUATE();
var async;
for (async of []) {}
