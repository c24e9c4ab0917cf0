/*---
esid: sec-all-private-identifiers-valid
description: >
  A private name must be declared by a class around it
negative:
  phase: parse
  type: SyntaxError
features: [class-fields-private]
---*/

$DONOTEVALUATE();
class C {
  #a = 1;
  m() { return this.#b; }
}
