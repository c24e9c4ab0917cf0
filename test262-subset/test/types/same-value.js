/*---
esid: sec-samevalue
description: >
  Object.is tells zeros apart, and NaN is itself
features: [Object.is]
---*/

assert.sameValue(Object.is(0, -0), false);
assert.sameValue(Object.is(NaN, 0 / 0), true);
assert.sameValue(Object.is("a", "a"), true);
assert.sameValue(Object.is({}, {}), false);
assert.sameValue(0 === -0, true);
assert.sameValue([NaN].includes(NaN), true, "SameValueZero");
assert.sameValue([NaN].indexOf(NaN), -1, "IsStrictlyEqual");
assert.sameValue(Object.is(0.1 + 0.2, 0.3), false);
