/*---
esid: sec-new-operator
description: >
  new takes the longest member expression, with or without arguments
---*/

function A() { this.x = 1; }
A.B = function () { this.y = 2; };
assert.sameValue(new A.B().y, 2);
assert.sameValue(new A().x, 1);
assert.sameValue(new A.B instanceof A.B, true);
assert.sameValue((new A).x, 1);
function outer() { return A; }
assert.sameValue(new (outer())().x, 1);
assert.throws(TypeError, function () { new 5; });
assert.throws(TypeError, function () { new (() => {}); });
assert.throws(TypeError, function () { new Math.max(); });
