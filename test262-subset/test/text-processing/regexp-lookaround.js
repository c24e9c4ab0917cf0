/*---
esid: sec-assertion
description: >
  Lookahead and lookbehind
features: [regexp-lookbehind]
---*/

assert.sameValue(/a(?=b)/.exec("ab")[0], "a");
assert.sameValue(/a(?!b)/.test("ab"), false);
assert.sameValue(/(?<=\$)\d+/.exec("a$42")[0], "42");
assert.sameValue(/(?<!\$)\b\d+/.exec("$1 23")[0], "23");
assert.compareArray(/(?<=(\d+)(\d+))$/.exec("1053"), ["", "1", "053"], "backwards");
assert.compareArray(/(?=(a+))a*b\1/.exec("baaabac"), ["aba", "a"]);
assert.sameValue(/(?!(a))\1/.exec("b")[0], "");
