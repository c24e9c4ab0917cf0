/*---
esid: sec-source-text-module-record-initialize-environment
description: >
  An import of a name that is not exported fails when modules are linked
negative:
  phase: resolution
  type: SyntaxError
flags: [module]
---*/

$DONOTEVALUATE();
import { nothing } from "./names_FIXTURE.js";
