/*---
esid: sec-rules-of-automatic-semicolon-insertion
description: >
  ++ and -- behind a line terminator belong to what follows
---*/

var a = 1, b = 2;
a
++
b
assert.sameValue(a, 1);
assert.sameValue(b, 3);
assert.throws(SyntaxError, function () { eval("a ++ b"); });
