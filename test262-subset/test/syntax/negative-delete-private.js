/*---
esid: sec-delete-operator-static-semantics-early-errors
description: >
  A private field cannot be deleted
negative:
  phase: parse
  type: SyntaxError
features: [class-fields-private]
---*/

$DONOTEVALUATE();
class C {
  #a;
  m() { delete this?.#a; }
}
