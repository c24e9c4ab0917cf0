/*---
esid: sec-groupspecifiers-that-match
description: >
  Named groups, and the same name in alternatives
features: [regexp-named-groups, regexp-duplicate-named-groups]
---*/

var m = /(?<y>\d{4})-(?<m>\d\d)/.exec("2024-05");
assert.compareArray(Object.keys(m.groups), ["y", "m"]);
assert.sameValue("a-b".replace(/(?<l>.)-(?<r>.)/, "$<r>-$<l>"), "b-a");
assert.sameValue(/(?<x>a)\k<x>/.test("aa"), true);
assert.sameValue(/\k<x>/.test("k<x>"), true, "without named groups it is no reference");
var re = new RegExp("(?<n>a)|(?<n>b)");
assert.sameValue(re.exec("b").groups.n, "b");
assert.throws(SyntaxError, function () { new RegExp("(?<n>a)(?<n>b)"); });
assert.throws(SyntaxError, function () { new RegExp("(?<1>a)"); });
