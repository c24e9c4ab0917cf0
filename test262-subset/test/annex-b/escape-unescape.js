/*---
esid: sec-escape-string
description: >
  escape and unescape
---*/

assert.sameValue(escape("ü €/@"), "%FC%20%u20AC/@");
assert.sameValue(unescape("%FC%20%u20AC"), "ü €");
assert.sameValue(unescape("%u12%zz%"), "%u12%zz%");
assert.sameValue(escape(unescape("%uD83D")), "%uD83D");
assert.sameValue(escape(), "undefined");
