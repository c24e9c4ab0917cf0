/*---
esid: sec-functions-in-caseclauses
description: >
  The same in the clauses of switch
flags: [noStrict]
---*/

function f(n) {
  switch (n) {
    case 1:
      function g() { return "g"; }
      return g();
    case 2:
      return typeof g;
  }
}
assert.sameValue(f(1), "g");
assert.sameValue(f(2), "function");
function h() { switch (0) { case 1: function k() {} } return typeof k; }
assert.sameValue(h(), "undefined");
