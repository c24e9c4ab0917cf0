/*---
esid: sec-functiondeclarationinstantiation
description: >
  Defaults are evaluated at each call, from left to right, and see the parameters before them
features: [default-parameters]
---*/

var n = 0;
function f(a, b = a + 1, c = n += 1) { return [a, b, c]; }
assert.compareArray(f(1), [1, 2, 1]);
assert.compareArray(f(1, undefined, null), [1, 2, null]);
assert.compareArray(f(1, 5), [1, 5, 2]);
assert.sameValue(f.length, 1);
assert.throws(ReferenceError, function () { (function (a = b, b) {})(); });
assert.throws(ReferenceError, function () { (function (a = a) {})(); });
