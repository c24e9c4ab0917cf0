/*---
esid: sec-toobject
description: >
  Properties of primitives are found through their wrappers
---*/

assert.sameValue("abc".length, 3);
assert.sameValue((5).constructor, Number);
assert.sameValue(true.toString(), "true");
assert.throws(TypeError, function () { null.x; });
assert.throws(TypeError, function () { undefined.x; });
assert.sameValue(Object("s") instanceof String, true);
assert.sameValue(typeof Object(1), "object");
assert.sameValue(Object(Object).name, "Object");
