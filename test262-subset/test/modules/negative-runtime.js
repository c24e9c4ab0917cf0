/*---
esid: sec-moduleevaluation
description: >
  An error of a module's evaluation
negative:
  phase: runtime
  type: TypeError
flags: [module]
---*/

import { a } from "./names_FIXTURE.js";
a.b.c;
