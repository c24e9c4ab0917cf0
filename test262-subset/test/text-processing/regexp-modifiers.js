/*---
esid: sec-patterns
description: >
  Modifiers change flags for a part of the pattern
features: [regexp-modifiers]
---*/

var re = new RegExp("a(?i:b)c");
assert.sameValue(re.test("aBc"), true);
assert.sameValue(re.test("aBC"), false);
assert.sameValue(new RegExp("(?-i:a)b", "i").test("aB"), true);
assert.sameValue(new RegExp("(?-i:a)b", "i").test("Ab"), false);
assert.sameValue(new RegExp("(?s:.)").test("\n"), true);
assert.throws(SyntaxError, function () { new RegExp("(?ii:a)"); });
assert.throws(SyntaxError, function () { new RegExp("(?i-i:a)"); });
assert.throws(SyntaxError, function () { new RegExp("(?g:a)"); });
