/*---
esid: sec-white-space
description: >
  Tab, vertical tab, form feed, no-break space, the byte order mark and space separators stand between tokens
---*/

var spaces = ["\t", "\v", "\f", " ", "\u00A0", "\uFEFF", "\u1680", "\u2000", "\u200A", "\u202F", "\u205F", "\u3000"];
for (var i = 0; i < spaces.length; i += 1) {
  assert.sameValue(eval("1" + spaces[i] + "+" + spaces[i] + "1"), 2, "U+" + spaces[i].charCodeAt(0).toString(16));
}
assert.throws(SyntaxError, function () { eval("1\u180E+ 1"); }, "the Mongolian vowel separator is none since Unicode 6.3");
assert.throws(SyntaxError, function () { eval("1\u200B+ 1"); }, "nor is the zero width space");
