/*---
esid: sec-argument-lists
description: >
  Arguments may be spread from any iterable
---*/

function f() { return Array.prototype.slice.call(arguments); }
assert.compareArray(f(1, ...[2, 3], 4, ..."56"), [1, 2, 3, 4, "5", "6"]);
assert.sameValue(new (function () { this.a = arguments.length; })(...[1, 2]).a, 2);
var big = [];
for (var i = 0; i < 5000; i += 1) { big.push(i); }
assert.sameValue(f(...big).length, 5000);
assert.sameValue(Math.max(...big), 4999);
assert.throws(TypeError, function () { f(...undefined); });
