/*---
esid: sec-string.prototype.replace
description: >
  replace with strings and functions
---*/

assert.sameValue("aXb".replace("X", "[$&$`$'$$]"), "a[Xab$]b");
assert.sameValue("aXbX".replace("X", "-"), "a-bX");
assert.sameValue("aXbX".replaceAll("X", (m, i, s) => m + i + s.length), "aX14bX34");
assert.sameValue("abc".replaceAll("", "-"), "-a-b-c-");
assert.throws(TypeError, function () { "a".replaceAll(/a/, ""); });
assert.sameValue("x-1".replace(/(\w)-(?<n>\d)/, "$2$1$<n>$3"), "1x1$3");
assert.sameValue("aaa".replace(/a/g, (m, i) => i), "012");
assert.sameValue("ab".replace(/(a)|(b)/g, (m, a, b) => typeof a + typeof b), "stringundefinedundefinedstring");
assert.sameValue("a".replace("a", undefined), "undefined");
