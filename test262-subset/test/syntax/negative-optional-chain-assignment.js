/*---
esid: sec-static-semantics-static-semantics-assignmenttargettype
description: >
  An optional chain cannot be assigned to
negative:
  phase: parse
  type: SyntaxError
features: [optional-chaining]
---*/

$DONOTEVALUATE();
var a = {};
a?.b = 1;
