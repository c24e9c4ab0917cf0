/*---
esid: sec-module-namespace-exotic-objects
description: >
  A module namespace has the sorted names of the exports, and no prototype
flags: [module]
features: [Symbol.toStringTag, Reflect]
---*/

import * as ns from "./names_FIXTURE.js";
assert.compareArray(Object.keys(ns), ["a", "b", "default", "renamed"]);
assert.sameValue(Object.getPrototypeOf(ns), null);
assert.sameValue(Object.isExtensible(ns), false);
assert.sameValue(ns[Symbol.toStringTag], "Module");
assert.sameValue(ns.default, "d");
assert.sameValue(ns.missing, undefined);
var d = Object.getOwnPropertyDescriptor(ns, "a");
assert.compareArray([d.writable, d.enumerable, d.configurable], [true, true, false]);
assert.throws(TypeError, function () { delete ns.a; });
assert.sameValue(delete ns.missing, true);
assert.sameValue(Reflect.set(ns, "a", 1), false);
assert.throws(TypeError, function () { Object.setPrototypeOf(ns, {}); });
assert.sameValue(Object.setPrototypeOf(ns, null), ns);
