/*---
esid: sec-properties-of-the-number-constructor
description: >
  The constants of Number
includes: [property.js]
---*/

var constants = { MAX_SAFE_INTEGER: 9007199254740991, MIN_SAFE_INTEGER: -9007199254740991, MAX_VALUE: 1.7976931348623157e308,
  MIN_VALUE: 5e-324, EPSILON: 2 ** -52, POSITIVE_INFINITY: Infinity, NEGATIVE_INFINITY: -Infinity, NaN: NaN };
for (var name in constants) {
  verifyProperty(Number, name, { value: constants[name], writable: false, enumerable: false, configurable: false });
}
assert.sameValue(1 + Number.EPSILON > 1, true);
assert.sameValue(1 + Number.EPSILON / 2, 1);
assert.sameValue(Number.MIN_VALUE / 2, 0);
