/*---
esid: sec-class-definitions-static-semantics-early-errors
description: >
  super() belongs to constructors of derived classes
negative:
  phase: parse
  type: SyntaxError
features: [class]
---*/

$DONOTEVALUATE();
class C {
  constructor() { super(); }
}
