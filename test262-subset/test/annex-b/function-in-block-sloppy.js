/*---
esid: sec-block-level-function-declarations-web-legacy-compatibility-semantics
description: >
  In sloppy code a function of a block becomes a variable of the function around it when its declaration is reached
flags: [noStrict]
---*/

function f() {
  var before = typeof g;
  { assert.sameValue(g(), 1); function g() { return 1; } }
  return before + typeof g;
}
assert.sameValue(f(), "undefinedfunction");
function h() { if (false) { function k() {} } return typeof k; }
assert.sameValue(h(), "undefined");
function m() { let n = 1; { function n() {} } return n; }
assert.sameValue(m(), 1, "not where that would be an early error");
function o(p) { { function p() {} } return p; }
assert.sameValue(o(5), 5, "nor over a parameter");
if (true) function q() { return 2; }
assert.sameValue(q(), 2);
