/*---
esid: sec-async-module-execution-fulfilled
description: >
  A module waits for the modules that it imports and for its own awaits
flags: [module, async]
features: [top-level-await]
---*/

import { value, log } from "./waits_FIXTURE.js";
assert.sameValue(value, "ready");
assert.compareArray(log, ["start", "end"]);
assert.sameValue(await Promise.resolve(5), 5);
for await (const x of [Promise.resolve(1)]) {
  assert.sameValue(x, 1);
}
$DONE();
