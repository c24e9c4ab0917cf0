/*---
esid: sec-meta-properties-runtime-semantics-evaluation
description: >
  import.meta is one object without a prototype for each module
flags: [module]
features: [import.meta]
---*/

import { meta } from "./meta_FIXTURE.js";
assert.sameValue(typeof import.meta, "object");
assert.sameValue(import.meta, import.meta);
assert.notSameValue(import.meta, meta);
assert.sameValue(Object.getPrototypeOf(import.meta), null);
import.meta.x = 1;
assert.sameValue(import.meta.x, 1);
assert.sameValue((() => import.meta)(), import.meta);
