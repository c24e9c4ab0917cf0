/*---
esid: sec-initializers-in-forin-statement-heads
description: >
  A for-in head with var may have an initialiser
flags: [noStrict]
---*/

for (var a = 5 in {}) {}
assert.sameValue(a, 5);
var n = 0;
for (var b = n += 1 in { x: 1 }) { assert.sameValue(b, "x"); }
assert.sameValue(n, 1);
assert.throws(SyntaxError, function () { eval("'use strict'; for (var a = 1 in {}) {}"); });
assert.throws(SyntaxError, function () { eval("for (let a = 1 in {}) {}"); });
assert.throws(SyntaxError, function () { eval("for (var [a] = 1 in {}) {}"); });
assert.throws(SyntaxError, function () { eval("for (var a = 1 of []) {}"); });
