/*---
esid: sec-let-and-const-declarations
description: >
  A lexical binding cannot be used before its declaration was evaluated
features: [let, const]
---*/

assert.throws(ReferenceError, function () { x; let x; });
assert.throws(ReferenceError, function () { x = 1; let x; });
assert.throws(ReferenceError, function () { typeof x; let x; });
assert.throws(ReferenceError, function () { let x = x + 1; });
assert.throws(ReferenceError, function () { C; class C {} });
function late() { return value; }
assert.throws(ReferenceError, function () { late(); });
let value = 5;
assert.sameValue(late(), 5);
let u;
assert.sameValue(u, undefined);
