/*---
esid: sec-function-definitions-static-semantics-early-errors
description: >
  super.x needs a method around it
negative:
  phase: parse
  type: SyntaxError
features: [super]
---*/

$DONOTEVALUATE();
function f() {
  return () => super.x;
}
