/*---
esid: sec-number-constructor-number-value
description: >
  Number as a function and as a constructor
features: [BigInt]
---*/

assert.sameValue(Number(), 0);
assert.sameValue(Number(undefined), NaN);
assert.sameValue(Number(2n ** 64n), 18446744073709551616);
assert.sameValue(new Number("5").valueOf(), 5);
assert.sameValue(typeof new Number(1n), "object");
assert.sameValue(Number.prototype.valueOf(), 0);
class N extends Number { double() { return this * 2; } }
assert.sameValue(new N(4).double(), 8);
