/*---
esid: sec-regexp.escape
description: >
  RegExp.escape makes text that matches itself
features: [RegExp.escape]
---*/

assert.sameValue(RegExp.escape("a.b"), "\\x61\\.b");
assert.sameValue(RegExp.escape("(x)"), "\\(x\\)");
assert.sameValue(RegExp.escape("-\n"), "\\x2d\\n");
assert.sameValue(RegExp.escape("é"), "é");
assert.sameValue(new RegExp("^" + RegExp.escape("1+1=2?") + "$").test("1+1=2?"), true);
assert.throws(TypeError, function () { RegExp.escape(5); });
