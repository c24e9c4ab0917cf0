/*---
esid: sec-resolveexport
description: >
  export from hands on bindings; export * leaves out default and what is ambiguous
flags: [module]
---*/

import * as ns from "./reexport_FIXTURE.js";
import { a } from "./reexport_FIXTURE.js";
assert.compareArray(Object.keys(ns), ["a", "b", "conflict", "named", "own", "renamed"]);
assert.sameValue(a, 1);
assert.sameValue(ns.own, "own");
assert.sameValue(ns.named.b, 2);
