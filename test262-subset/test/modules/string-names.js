/*---
esid: sec-module-semantics-static-semantics-exportedbindings
description: >
  Exports may have any well-formed string as their name
flags: [module]
features: [arbitrary-module-namespace-names]
---*/

import { "not a name" as a } from "./string-names_FIXTURE.js";
import * as ns from "./string-names_FIXTURE.js";
assert.sameValue(a, 1);
assert.sameValue(ns["not a name"], 1);
assert.sameValue(ns["☿"], 2);
