/*---
esid: sec-string.prototype.padstart
description: >
  padStart, padEnd, repeat and trim
---*/

assert.sameValue("5".padStart(3, "ab"), "ab5");
assert.sameValue("5".padEnd(4, "ab"), "5aba");
assert.sameValue("5".padStart(3, ""), "5");
assert.sameValue("5".padStart(3), "  5");
assert.sameValue("ab".repeat(0), "");
assert.sameValue("ab".repeat(2.9), "abab");
assert.throws(RangeError, function () { "a".repeat(-1); });
assert.throws(RangeError, function () { "a".repeat(Infinity); });
assert.throws(RangeError, function () { "ab".repeat(2 ** 31); });
assert.sameValue("\uFEFF\t a \u2029".trim(), "a");
assert.sameValue(" a ".trimStart() + " a ".trimEnd(), "a  a");
assert.sameValue(String.prototype.trimLeft.name, "trimStart");
