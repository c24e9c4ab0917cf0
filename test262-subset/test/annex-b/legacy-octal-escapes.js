/*---
esid: sec-string-literals
description: >
  Octal escapes of strings
flags: [noStrict]
---*/

assert.sameValue("\101", "A");
assert.sameValue("\1", "\u0001");
assert.sameValue("\0", "\u0000");
assert.sameValue("\08", "\u00008");
assert.sameValue("\400", "\u00200");
assert.sameValue("\377", "\u00FF");
assert.sameValue("\8\9", "89");
assert.throws(SyntaxError, function () { eval("`\\1`"); });
