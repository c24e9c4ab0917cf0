/*---
esid: sec-string.raw
description: >
  String.raw
features: [template]
---*/

assert.sameValue(String.raw`a\n${1}b`, "a\\n1b");
assert.sameValue(String.raw({ raw: "abc" }, 1, 2, 3), "a1b2c");
assert.sameValue(String.raw({ raw: [] }), "");
assert.sameValue(String.raw({ raw: { length: 2, 0: "x" } }, "-"), "x-undefined");
assert.throws(TypeError, function () { String.raw({}); });
