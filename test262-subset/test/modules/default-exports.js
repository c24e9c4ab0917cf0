/*---
esid: sec-exports-runtime-semantics-evaluation
description: >
  What export default may name, and how it is named
flags: [module]
---*/

import anonymousFunction from "./default-function_FIXTURE.js";
import value, { default as again } from "./default-value_FIXTURE.js";
assert.sameValue(anonymousFunction.name, "default");
assert.sameValue(anonymousFunction(), 1);
assert.sameValue(value.name, "default");
assert.sameValue(value, again);
