/*---
esid: sec-addition-operator-plus
description: >
  + joins where an operand is a string after conversion
---*/

assert.sameValue(1 + 2 + "3", "33");
assert.sameValue("1" + 2 + 3, "123");
assert.sameValue([] + {}, "[object Object]");
assert.sameValue([] + [], "");
assert.sameValue(1 + null, 1);
assert.sameValue(1 + undefined, NaN);
assert.sameValue(true + true, 2);
assert.sameValue(-0 + -0, -0);
assert.sameValue(-0 + 0, 0);
assert.sameValue(2147483647 + 1, 2147483648);
assert.sameValue(typeof (new Date(0) + 1), "string");
