/*---
esid: sec-suppressederror
description: >
  SuppressedError
features: [explicit-resource-management]
---*/

var e = new SuppressedError(1, 2, "m");
assert.compareArray([e.error, e.suppressed, e.message], [1, 2, "m"]);
assert.sameValue(Object.keys(e).length, 0);
assert.sameValue(SuppressedError.length, 3);
assert.sameValue(Object.getPrototypeOf(SuppressedError), Error);
assert.sameValue(Object.hasOwn(new SuppressedError(), "message"), false);
assert.sameValue(Object.hasOwn(new SuppressedError(), "error"), true);
assert.sameValue(SuppressedError(1) instanceof SuppressedError, true);
