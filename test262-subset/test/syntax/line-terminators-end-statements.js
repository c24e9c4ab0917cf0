/*---
esid: sec-line-terminators
description: >
  Line separators end statements and single-line comments as line feeds do
---*/

var a = 1 // one
var b = 2 // two
var c = 3
assert.sameValue(a + b + c, 6);
assert.sameValue(eval("1 // x\u2028+ 1"), 2);
assert.sameValue(eval("1 // x\u2029+ 1"), 2);
assert.sameValue(eval("1 // x\r+ 1"), 2);
assert.sameValue(eval("1 // x\u0085+ 1"), 1, "U+0085 is no line terminator");
