/*---
esid: sec-rules-of-automatic-semicolon-insertion
description: >
  No semicolon is inserted where the next token can go on, in a for header, or as an empty statement
---*/

var f = function (x) { return x }
var r = f
(2)
assert.sameValue(r, 2);
assert.throws(SyntaxError, function () { eval("for (a; b\n) {}"); });
assert.throws(SyntaxError, function () { eval("if (1)\nelse 2"); });
assert.sameValue(eval("do 1; while (0) 7"), 7, "but it is behind do-while");
