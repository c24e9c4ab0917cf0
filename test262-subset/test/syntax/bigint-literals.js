/*---
esid: sec-literals-numeric-literals
description: >
  Integer literals with n are BigInts
features: [BigInt]
---*/

assert.sameValue(typeof 1n, "bigint");
assert.sameValue(0xFFn, 255n);
assert.sameValue(0b11n + 0o7n, 10n);
assert.sameValue(123456789012345678901234567890n % 10n, 0n);
var wrong = ["1.5n", "1e3n", "01n", ".5n", "1_n", "1nn"];
for (var i = 0; i < wrong.length; i += 1) {
  assert.throws(SyntaxError, function () { eval(wrong[i]); }, wrong[i]);
}
