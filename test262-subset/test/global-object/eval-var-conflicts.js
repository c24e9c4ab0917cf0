/*---
esid: sec-evaldeclarationinstantiation
description: >
  The var declarations of eval cannot cross a lexical binding
flags: [noStrict]
---*/

assert.throws(SyntaxError, function () { let a; eval("var a;"); });
assert.throws(SyntaxError, function () { let a; { eval("var a;"); } });
assert.throws(SyntaxError, function () { (function (a = eval("var a;")) {})(); });
try { throw 0; } catch (e) { eval("var e = 1;"); }
assert.sameValue(e, undefined);
let top = 1;
assert.throws(SyntaxError, function () { (0, eval)("var top;"); });
assert.sameValue((function () { eval("var top = 2;"); return top; })(), 2);
