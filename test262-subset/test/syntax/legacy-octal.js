/*---
esid: sec-literals-numeric-literals
description: >
  Octal literals without a letter exist in sloppy code
flags: [noStrict]
---*/

assert.sameValue(017, 15);
assert.sameValue(08, 8);
assert.sameValue(019, 19);
assert.sameValue(09.5, 9.5, "a decimal literal that begins with 0 may have a fraction");
assert.throws(SyntaxError, function () { eval("07.5"); });
assert.throws(SyntaxError, function () { eval("07n"); });
