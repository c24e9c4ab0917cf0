/*---
esid: sec-html-like-comments
description: >
  HTML-like comments in scripts
flags: [noStrict]
---*/

var x = 1;
x = 2 <!-- x = 3
assert.sameValue(x, 2);
--> this is a comment, too
/* a
*/ --> and this
assert.sameValue(eval("x-->0"), true, "behind something it is an operator");
assert.sameValue(eval("/* */ --> comment\n5"), 5);
assert.sameValue(Function("<!-- -->\nreturn 7")(), 7);
