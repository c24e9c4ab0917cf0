/*---
esid: sec-islooselyequal
description: >
  == converts, === does not
features: [BigInt]
---*/

assert.sameValue(null == undefined, true);
assert.sameValue(null == 0, false);
assert.sameValue("" == 0, true);
assert.sameValue("1" == 1, true);
assert.sameValue(true == "1", true);
assert.sameValue([1] == 1, true);
assert.sameValue({} == "[object Object]", true);
assert.sameValue(NaN == NaN, false);
assert.sameValue(1n == 1, true);
assert.sameValue(1n == "1", true);
assert.sameValue(1n == "x", false);
assert.sameValue(2n == 2.5, false);
assert.sameValue("1" === 1, false);
assert.sameValue(1n === 1, false);
