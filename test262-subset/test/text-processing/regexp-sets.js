/*---
esid: sec-compiletocharset
description: >
  The v flag: intersections, differences and strings in classes
features: [regexp-v-flag]
---*/

var v = s => new RegExp("^" + s + "$", "v");
assert.sameValue(v("[\\w--\\d]").test("1"), false);
assert.sameValue(v("[\\w--\\d]").test("a"), true);
assert.sameValue(v("[\\w&&\\d]").test("a"), false);
assert.sameValue(v("[\\q{abc|d}]").test("abc"), true);
assert.sameValue(v("[[a-c]x]").test("x"), true);
assert.throws(SyntaxError, function () { v("[a--b&&c]"); });
assert.throws(SyntaxError, function () { v("[(]"); });
