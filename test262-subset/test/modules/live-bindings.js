/*---
esid: sec-createimportbinding
description: >
  An import is the exporting module's binding, not a copy
flags: [module]
---*/

import { count, increment } from "./counter_FIXTURE.js";
import * as ns from "./counter_FIXTURE.js";
assert.sameValue(count, 0);
increment();
assert.sameValue(count, 1);
assert.sameValue(ns.count, 1);
assert.throws(TypeError, function () { count = 5; });
assert.throws(TypeError, function () { ns.count = 5; });
assert.sameValue(typeof count, "number");
