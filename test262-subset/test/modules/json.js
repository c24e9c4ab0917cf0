/*---
esid: sec-create-default-export-synthetic-module
description: >
  A JSON module exports its value as default
flags: [module]
features: [import-attributes, json-modules]
---*/

import data from "./data_FIXTURE.json" with { type: "json" };
import * as ns from "./data_FIXTURE.json" with { type: "json" };
assert.sameValue(data.list[1], 2);
assert.sameValue(ns.default, data);
assert.compareArray(Object.keys(ns), ["default"]);
