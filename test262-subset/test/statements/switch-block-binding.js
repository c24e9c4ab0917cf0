/*---
esid: sec-switch-statement
description: >
  A switch has one block for all its clauses
features: [let]
---*/

function f(n) {
  switch (n) {
    case 0:
      let x = "zero";
      return x;
    case 1:
      x = "one";
      return x;
    default:
      return typeof n;
  }
}
assert.sameValue(f(0), "zero");
assert.throws(ReferenceError, function () { f(1); });
assert.sameValue(f(2), "number");
