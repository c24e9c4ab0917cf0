/*---
esid: sec-destructuring-binding-patterns
description: >
  Nothing follows a rest element, not even a comma
negative:
  phase: parse
  type: SyntaxError
---*/

$DONOTEVALUATE();
var [...a,] = [];
