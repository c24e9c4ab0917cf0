/*---
esid: sec-object-initializer-static-semantics-early-errors
description: >
  An object literal can set its prototype once
negative:
  phase: parse
  type: SyntaxError
---*/

$DONOTEVALUATE();
({ __proto__: null, "__proto__": null });
