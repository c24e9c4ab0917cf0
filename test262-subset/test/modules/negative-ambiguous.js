/*---
esid: sec-resolveexport
description: >
  A name that two modules export through export * cannot be imported
negative:
  phase: resolution
  type: SyntaxError
flags: [module]
---*/

$DONOTEVALUATE();
import { a } from "./ambiguous_FIXTURE.js";
