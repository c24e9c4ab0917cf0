/*---
esid: sec-boolean-objects
description: >
  Boolean objects
---*/

assert.sameValue(Boolean([]), true);
assert.sameValue(typeof new Boolean(false), "object");
assert.sameValue(new Boolean(false) ? 1 : 2, 1);
assert.sameValue(new Boolean(true).valueOf(), true);
assert.sameValue(true.toString(), "true");
assert.sameValue(Boolean.prototype.valueOf(), false);
assert.throws(TypeError, function () { Boolean.prototype.toString.call(1); });
