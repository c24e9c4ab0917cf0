/*---
esid: sec-performeval
description: >
  What eval code may have depends on the function around it
---*/

assert.throws(SyntaxError, function () { (0, eval)("new.target"); });
assert.throws(SyntaxError, function () { (0, eval)("super.x"); });
assert.sameValue(eval("(function () { return eval('new.target'); })()"), undefined);
var o = { __proto__: { v: 5 }, m() { return eval("super.v"); } };
assert.sameValue(o.m(), 5);
assert.throws(SyntaxError, function () { eval("super();"); });
class C { #p = 3; read() { return eval("this.#p"); } field = eval("this.read()"); }
assert.sameValue(new C().field, 3);
assert.throws(SyntaxError, function () { class D { x = eval("arguments"); } new D(); });
