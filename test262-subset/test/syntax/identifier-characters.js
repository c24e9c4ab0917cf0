/*---
esid: sec-names-and-keywords
description: >
  Identifiers are made of ID_Start and ID_Continue characters, $, _, ZWNJ and ZWJ
---*/

var ünï = 1, $ = 2, _ = 3, 変数 = 4, a\u200C\u200D = 5, 𝒳 = 6;
assert.sameValue(ünï + $ + _ + 変数 + a\u200C\u200D + 𝒳, 21);
assert.throws(SyntaxError, function () { eval("var 1a;"); });
assert.throws(SyntaxError, function () { eval("var a\u2E2F;"); }, "VERTICAL TILDE is no ID_Continue");
assert.throws(SyntaxError, function () { eval("var \\u0031a;"); }, "an escaped digit cannot begin a name");
