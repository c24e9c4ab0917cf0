/*---
esid: sec-array.prototype.push
description: >
  push, pop, shift and unshift on arrays and other objects
---*/

var a = [2];
assert.sameValue(a.push(3, 4), 3);
assert.sameValue(a.unshift(0, 1), 5);
assert.sameValue(a.shift(), 0);
assert.sameValue(a.pop(), 4);
assert.compareArray(a, [1, 2, 3]);
assert.sameValue([].pop(), undefined);
var o = { length: "2" };
assert.sameValue(Array.prototype.push.call(o, "x"), 3);
assert.sameValue(o[2], "x");
assert.throws(TypeError, function () { Array.prototype.push.call({ length: 2 ** 53 - 1 }, 1); });
assert.throws(TypeError, function () { Object.freeze([1]).pop(); });
var fixed = Object.defineProperty([1, 2], "length", { writable: false });
assert.throws(TypeError, function () { fixed.push(3); });
