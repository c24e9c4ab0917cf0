/*---
esid: sec-scripts-static-semantics-early-errors
description: >
  Import declarations belong to modules
negative:
  phase: parse
  type: SyntaxError
---*/

$DONOTEVALUATE();
import {} from "./x.js";
