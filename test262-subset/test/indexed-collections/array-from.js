/*---
esid: sec-array.from
description: >
  Array.from takes iterables and array-like objects
---*/

assert.compareArray(Array.from("a😀"), ["a", "😀"]);
assert.compareArray(Array.from({ length: 2, 0: "x" }), ["x", undefined]);
assert.compareArray(Array.from([1, 2], function (x, i) { return x * this.f + i; }, { f: 10 }), [10, 21]);
var closed = 0;
var it = { [Symbol.iterator]() { return { next() { return { value: 1, done: false }; }, return() { closed += 1; return {}; } }; } };
assert.throws(RangeError, function () { Array.from(it, () => { throw new RangeError(); }); });
assert.sameValue(closed, 1);
assert.throws(TypeError, function () { Array.from([], 1); });
function C() { this.made = arguments.length; }
var c = Array.from.call(C, [5]);
assert.sameValue(c instanceof C && c[0] === 5 && c.length === 1 && c.made === 0, true);
