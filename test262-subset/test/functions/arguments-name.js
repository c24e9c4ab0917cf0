/*---
esid: sec-functiondeclarationinstantiation
description: >
  arguments may be a parameter, a function or a variable instead
flags: [noStrict]
---*/

function f(arguments) { return arguments; }
assert.sameValue(f(5), 5);
function g() { return typeof arguments; function arguments() {} }
assert.sameValue(g(), "function");
function h() { var arguments; return typeof arguments; }
assert.sameValue(h(), "object", "a var without a value changes nothing");
function k() { let arguments = 1; return arguments; }
assert.sameValue(k(), 1);
var arrow = function () { return (() => arguments[0])(); };
assert.sameValue(arrow(3), 3);
