/*---
esid: sec-keywords-and-reserved-words
description: >
  A keyword with an escape is no keyword, and no identifier either
---*/

assert.throws(SyntaxError, function () { eval("v\\u0061r x = 1;"); });
assert.throws(SyntaxError, function () { eval("var v\\u0061r = 1;"); });
assert.throws(SyntaxError, function () { eval("({ get\\u0074 x() {} });"); });
assert.sameValue({ v\u0061r: 1 }.var, 1, "as a property name it is one");
assert.sameValue(({ var: 2 }).v\u0061r, 2);
