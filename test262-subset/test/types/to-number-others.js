/*---
esid: sec-tonumber
description: >
  How values that are no strings convert to numbers
features: [BigInt, Symbol]
---*/

assert.sameValue(Number(undefined), NaN);
assert.sameValue(Number(null), 0);
assert.sameValue(Number(true), 1);
assert.sameValue(Number([]), 0);
assert.sameValue(Number([5]), 5);
assert.sameValue(Number([1, 2]), NaN);
assert.sameValue(Number({}), NaN);
assert.sameValue(Number(new Date(5)), 5);
assert.throws(TypeError, function () { Number(Symbol()); });
assert.throws(TypeError, function () { +1n; });
assert.sameValue(Number(1n), 1);
