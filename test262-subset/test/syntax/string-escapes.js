/*---
esid: sec-literals-string-literals
description: >
  The escapes of string literals
---*/

assert.sameValue("\b\t\n\v\f\r\"\'\\".length, 9);
assert.sameValue("\x41\u0042\u{43}\u{0000044}", "ABCD");
assert.sameValue("\u{1F600}", "\uD83D\uDE00");
assert.sameValue("\q\A", "qA", "others stand for themselves");
assert.sameValue("a\
b", "ab", "an escaped line terminator is nothing");
var wrong = ["'\\x4'", "'\\u004'", "'\\u{}'", "'\\u{110000}'", "'\\u{41'", "'a\nb'"];
for (var i = 0; i < wrong.length; i += 1) {
  assert.throws(SyntaxError, function () { eval(wrong[i]); }, wrong[i]);
}
