/*---
esid: sec-runtime-semantics-characterrange-abstract-operation
description: >
  With u a pattern matches code points
---*/

assert.sameValue(/^.$/.test("😀"), false);
assert.sameValue(/^.$/u.test("😀"), true);
assert.sameValue(/[😀]/u.exec("x😀")[0].length, 2);
assert.sameValue(/\u{61}/u.test("a"), true);
assert.sameValue(/\u{61}/.test("u".repeat(61)), true);
assert.sameValue(/\p{Lu}/u.test("É"), true);
assert.sameValue(/\p{Script=Greek}/u.test("α"), true);
assert.sameValue(/\udf06/u.test("\ud834\udf06"), false);
assert.sameValue(/ſ/i.test("s"), false);
assert.sameValue(/ſ/iu.test("s"), true);
assert.throws(SyntaxError, function () { new RegExp("\\p{Nothing}", "u"); });
assert.throws(SyntaxError, function () { new RegExp("\\-", "u"); });
