/*---
esid: sec-exp-operator
description: >
  A unary expression cannot be the base of **
negative:
  phase: parse
  type: SyntaxError
features: [exponentiation]
---*/

$DONOTEVALUATE();
-1 ** 2;
