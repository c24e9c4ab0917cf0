/*---
esid: sec-evaldeclarationinstantiation
description: >
  Direct eval sees and, in sloppy code, adds variables of the function around it
flags: [noStrict]
---*/

function f(x) { eval("x += 1; var y = x * 2; function z() { return y; }"); return [x, y, z()]; }
assert.compareArray(f(1), [2, 4, 4]);
function g() { eval("let a = 1; const b = 2; class C {}"); return typeof a + typeof b + typeof C; }
assert.sameValue(g(), "undefinedundefinedundefined");
function h() { "use strict"; eval("var s = 1"); return typeof s; }
assert.sameValue(h(), "undefined");
function k() { eval("var d = 1"); return delete d && typeof d; }
assert.sameValue(k(), "undefined", "what eval declares can be deleted");
function m() { return eval("this") === this && eval("arguments").length; }
assert.sameValue(m(1, 2), 2);
