/*---
esid: sec-literals-numeric-literals
description: >
  One underscore may stand between two digits
features: [numeric-separator-literal]
---*/

assert.sameValue(1_000_000, 1000000);
assert.sameValue(0xA_B, 0xAB);
assert.sameValue(0b1_0, 2);
assert.sameValue(1_0.0_1e1_0, 100100000000);
var wrong = ["1__0", "_1 + 0x_1", "1_", "1_.5", "1._5", "1e_5", "0_1", "0_7", "08_1"];
for (var i = 0; i < wrong.length; i += 1) {
  assert.throws(SyntaxError, function () { eval(wrong[i]); }, wrong[i]);
}
assert(Number.isNaN(Number("1_0")), "not in a string that is converted");
