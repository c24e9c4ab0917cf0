/*---
esid: sec-expression-statement
description: >
  An expression statement begins neither with a brace nor with function, class or let [
---*/

;;
assert.sameValue(eval("{} + 1"), 1, "a block and a number");
assert.sameValue(eval("({} + 1)"), "[object Object]1");
assert.throws(SyntaxError, function () { eval("function () {}"); });
assert.throws(SyntaxError, function () { eval("class {}"); });
assert.throws(SyntaxError, function () { Function("let [a] = 1, [a] = 2;"); });
assert.sameValue(eval("!function () { return 1; }()"), false);
