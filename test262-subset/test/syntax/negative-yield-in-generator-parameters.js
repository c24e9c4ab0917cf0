/*---
esid: sec-generator-function-definitions-static-semantics-early-errors
description: >
  The parameters of a generator cannot yield
negative:
  phase: parse
  type: SyntaxError
features: [generators]
---*/

$DONOTEVALUATE();
function* g(a = yield) {}
