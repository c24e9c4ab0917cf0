/*---
esid: sec-binary-logical-operators
description: >
  ?? does not mix with || and && without parentheses
negative:
  phase: parse
  type: SyntaxError
features: [coalesce-expression]
---*/

$DONOTEVALUATE();
1 || 2 ?? 3;
