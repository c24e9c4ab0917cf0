/*---
esid: sec-ecmascript-language-lexical-grammar
description: >
  A slash begins a regular expression where an expression begins, and divides elsewhere
---*/

var g = 2, i = 1;
assert.sameValue(8 / g / i, 4);
assert.sameValue([1] / 1 / 1, 1);
assert.sameValue(typeof /a/g, "object");
function f() { return /x/.source; }
assert.sameValue(f(), "x");
if (true) /b/.test("b");
{} /c/g;
assert.sameValue((function () {}) / 1 / 2 !== 0, true, "behind a function expression it divides");
assert.sameValue(/[/]/.source, "[/]");
