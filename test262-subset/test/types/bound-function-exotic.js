/*---
esid: sec-bound-function-exotic-objects
description: >
  A bound function calls and constructs its target
---*/

function Target(a, b) { this.sum = a + b; return undefined; }
var bound = Target.bind({ unused: true }, 1);
var made = new bound(2);
assert.sameValue(made.sum, 3);
assert.sameValue(made instanceof Target, true);
assert.sameValue(made instanceof bound, true);
assert.sameValue(bound.name, "bound Target");
assert.sameValue(bound.length, 1);
assert.sameValue("prototype" in bound, false);
var arrow = (() => 1).bind();
assert.throws(TypeError, function () { new arrow(); });
