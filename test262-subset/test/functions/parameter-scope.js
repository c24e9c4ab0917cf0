/*---
esid: sec-functiondeclarationinstantiation
description: >
  Closures of defaults see parameters, not the body's variables
features: [default-parameters]
---*/

var x = "outer";
function f(a = () => x) { var x = "inner"; return a(); }
assert.sameValue(f(), "outer");
function g(a, b = () => a) { var a; assert.sameValue(a, 1, "it begins with the parameter's value"); a = 2; return b(); }
assert.sameValue(g(1), 1);
function h(a, b = () => { a = 5; }) { b(); return a; }
assert.sameValue(h(1), 5);
assert.throws(SyntaxError, function () { eval("(function (a = 1) { let a; })"); });
