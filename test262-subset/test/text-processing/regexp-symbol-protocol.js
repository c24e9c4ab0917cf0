/*---
esid: sec-string.prototype.match
description: >
  String methods ask the symbol methods of their arguments
---*/

var o = {
  [Symbol.match](s) { return "match " + s; }, [Symbol.search](s) { return "search " + s; },
  [Symbol.replace](s, r) { return "replace " + s + r; }
};
assert.sameValue("x".match(o), "match x");
assert.sameValue("x".search(o), "search x");
assert.sameValue("x".replace(o, "y"), "replace xy");
assert.sameValue("x".matchAll({ [Symbol.matchAll](s) { return "all " + s; } }), "all x");
assert.sameValue("abc".search(/c/), 2);
var re = /c/g;
re.lastIndex = 3;
assert.sameValue("abc".search(re), 2);
assert.sameValue(re.lastIndex, 3);
var calls = 0, custom = /a/;
custom.exec = function () { calls += 1; return null; };
assert.sameValue(custom.test("a"), false);
assert.sameValue(calls, 1);
