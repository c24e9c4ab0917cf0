/*---
esid: sec-comments
description: >
  A comment over several lines counts as a line terminator
---*/

var x = 1 /*
*/ var y = 2
assert.sameValue(x + y, 3);
var text = "a/* no comment */b";
assert.sameValue(text.length, 18);
assert.sameValue(/* a /* b */ 5, 5, "comments do not nest");
assert.throws(SyntaxError, function () { eval("1 /* 2"); });
