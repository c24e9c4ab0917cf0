/*---
esid: sec-stringtonumber
description: >
  How strings convert to numbers
---*/

var cases = [
  ["", 0], ["  \n\t ", 0], [" 12 ", 12], ["+1", 1], ["-0", -0], [".5", 0.5], ["5.", 5], ["1e3", 1000], ["1E-3", 0.001],
  ["Infinity", Infinity], ["-Infinity", -Infinity], ["0x1F", 31], ["0b11", 3], ["0o17", 15], ["010", 10],
  ["\uFEFF1\u2029", 1]
];
for (var i = 0; i < cases.length; i += 1) {
  assert.sameValue(Number(cases[i][0]), cases[i][1], cases[i][0]);
}
var wrong = ["infinity", "1 2", "-0x1", "0x", "1px", "e5", ".", "+", "1_000", "1n", "++1", "0b2"];
for (i = 0; i < wrong.length; i += 1) {
  assert.sameValue(Number(wrong[i]), NaN, wrong[i]);
}
