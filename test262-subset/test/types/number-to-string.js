/*---
esid: sec-numeric-types-number-tostring
description: >
  Numbers convert to the shortest decimal text that is read back as the same number
---*/

var cases = [
  [0, "0"], [-0, "0"], [1e21, "1e+21"], [1e20, "100000000000000000000"], [1e-6, "0.000001"], [1e-7, "1e-7"],
  [123456789.125, "123456789.125"], [0.1 + 0.2, "0.30000000000000004"], [5e-324, "5e-324"],
  [1.7976931348623157e308, "1.7976931348623157e+308"], [-1.5e-9, "-1.5e-9"], [4294967296, "4294967296"]
];
for (var i = 0; i < cases.length; i += 1) {
  assert.sameValue(String(cases[i][0]), cases[i][1]);
  assert.sameValue(Number(cases[i][1]) === cases[i][0], true);
}
