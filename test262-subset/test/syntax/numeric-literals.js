/*---
esid: sec-literals-numeric-literals
description: >
  Decimal, hexadecimal, octal and binary literals
---*/

assert.sameValue(0x1F, 31);
assert.sameValue(0o17, 15);
assert.sameValue(0B101, 5);
assert.sameValue(.5e1, 5);
assert.sameValue(5.e-1, 0.5);
assert.sameValue(1E3, 1000);
assert.sameValue(9007199254740993, 9007199254740992, "rounded to even");
assert.sameValue(0xFFFFFFFFFFFFFFFF, 18446744073709552000);
assert.throws(SyntaxError, function () { eval("3in []"); }, "a name cannot follow at once");
assert.throws(SyntaxError, function () { eval("0b12"); });
assert.throws(SyntaxError, function () { eval("0x"); });
