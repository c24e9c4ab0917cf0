/*---
esid: sec-source-text-module-record-initialize-environment
description: >
  Functions of a module exist before it is evaluated; its lexical bindings do not
flags: [module]
---*/

import { early, readLate } from "./cycle_FIXTURE.js";
export let late = "late";
export function hoisted() { return "hoisted"; }
assert.sameValue(early, "hoisted");
assert.sameValue(readLate(), "late");
