/*---
esid: sec-arguments-exotic-objects
description: >
  In sloppy functions with simple parameters, arguments and parameters share their values
flags: [noStrict]
---*/

function f(a, b) {
  arguments[0] = 10;
  b = 20;
  arguments[2] = 30;
  return [a, arguments[1], arguments.length, typeof arguments.callee];
}
assert.compareArray(f(1, 2), [10, 20, 2, "function"]);
function g(a) { delete arguments[0]; arguments[0] = 2; return a; }
assert.sameValue(g(1), 1, "a deleted element is no longer shared");
function h(a) { a = 5; return arguments.length + String(arguments[0]); }
assert.sameValue(h(), "0undefined");
function k(a) { Object.defineProperty(arguments, "0", { writable: false }); a = 2; return arguments[0]; }
assert.sameValue(k(1), 1);
