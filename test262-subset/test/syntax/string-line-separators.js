/*---
esid: sec-literals-string-literals
description: >
  U+2028 and U+2029 may stand in string literals
features: [json-superset]
---*/

assert.sameValue(eval("'\u2028'"), "\u2028");
assert.sameValue(eval("'\u2029'"), "\u2029");
assert.throws(SyntaxError, function () { eval("'\n'"); });
assert.throws(SyntaxError, function () { eval("/\u2028/"); }, "but not in regular expressions");
