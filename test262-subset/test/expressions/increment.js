/*---
esid: sec-postfix-increment-operator
description: >
  ++ and -- convert to a number, and the postfix forms give the old one
features: [BigInt]
---*/

var s = "5";
assert.sameValue(s++, 5);
assert.sameValue(s, 6);
var b = 1n;
assert.sameValue(b++, 1n);
assert.sameValue(--b, 1n);
var u;
assert.sameValue(++u, NaN);
var o = { get x() { return "1"; }, set x(v) { this.y = v; } };
assert.sameValue(o.x--, 1);
assert.sameValue(o.y, 0);
assert.throws(ReferenceError, function () { notDeclared++; });
const c = 1;
assert.throws(TypeError, function () { c++; });
