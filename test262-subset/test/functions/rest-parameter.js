/*---
esid: sec-function-definitions-runtime-semantics-iteratorbindinginitialization
description: >
  A rest parameter is an array of the arguments that are left
features: [rest-parameters]
---*/

function f(a, ...rest) { return rest; }
assert(Array.isArray(f()));
assert.compareArray(f(1, 2, 3), [2, 3]);
assert.sameValue(f.length, 1);
function g(...[x, y = x]) { return x + y; }
assert.sameValue(g(2), 4);
assert.notSameValue(f(1), f(1));
assert.throws(SyntaxError, function () { eval("(function (...a, b) {})"); });
assert.throws(SyntaxError, function () { eval("(function (...a = []) {})"); });
assert.throws(SyntaxError, function () { eval("({ set x(...a) {} })"); });
