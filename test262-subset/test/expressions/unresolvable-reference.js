/*---
esid: sec-getvalue
description: >
  A name that is nowhere is a ReferenceError, except for typeof and for sloppy assignment
flags: [noStrict]
---*/

assert.throws(ReferenceError, function () { subsetNowhere; });
assert.throws(ReferenceError, function () { subsetNowhere(); });
assert.throws(ReferenceError, function () { "use strict"; subsetNowhere = 1; });
assert.sameValue(typeof subsetNowhere, "undefined");
assert.sameValue(delete subsetNowhere, true);
subsetNowhere = 5;
assert.sameValue(globalThis.subsetNowhere, 5);
assert.sameValue(Object.getOwnPropertyDescriptor(globalThis, "subsetNowhere").configurable, true);
assert.sameValue(delete subsetNowhere, true);
