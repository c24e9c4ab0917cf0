/*---
esid: sec-isnan-number
description: >
  isNaN and isFinite convert, those of Number do not
---*/

assert.sameValue(isNaN("x"), true);
assert.sameValue(isNaN(undefined), true);
assert.sameValue(isNaN(""), false);
assert.sameValue(Number.isNaN("x"), false);
assert.sameValue(isFinite("5"), true);
assert.sameValue(Number.isFinite("5"), false);
assert.sameValue(isFinite(-Infinity), false);
assert.throws(TypeError, function () { isNaN(Symbol()); });
