/*---
esid: sec-disposeresources
description: >
  Errors of disposal are joined with what was thrown before
features: [explicit-resource-management]
---*/

function failing(message) { return { [Symbol.dispose]() { throw new RangeError(message); } }; }
var caught;
try {
  using a = failing("a");
  using b = failing("b");
  throw new Test262Error("body");
} catch (error) {
  caught = error;
}
assert.sameValue(caught.constructor, SuppressedError);
assert.sameValue(caught.error.message, "a");
assert.sameValue(caught.suppressed.error.message, "b");
assert.sameValue(caught.suppressed.suppressed.message, "body");
