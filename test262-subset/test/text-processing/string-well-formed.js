/*---
esid: sec-string.prototype.iswellformed
description: >
  isWellFormed and toWellFormed
features: [String.prototype.isWellFormed, String.prototype.toWellFormed]
---*/

assert.sameValue("a😀".isWellFormed(), true);
assert.sameValue("a\uD83D".isWellFormed(), false);
assert.sameValue("\uDE00\uD83D".toWellFormed(), "\uFFFD\uFFFD");
assert.sameValue("a\uD83Db".toWellFormed(), "a\uFFFDb");
assert.sameValue("😀".toWellFormed(), "😀");
