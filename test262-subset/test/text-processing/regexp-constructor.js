/*---
esid: sec-regexp-pattern-flags
description: >
  The RegExp constructor
---*/

var re = /a/g;
assert.sameValue(RegExp(re), re);
assert.notSameValue(new RegExp(re), re);
assert.sameValue(new RegExp(re, "i").flags, "i");
assert.sameValue(String(new RegExp("/")), "/\\//");
assert.sameValue(new RegExp("\n").source, "\\n");
assert.sameValue(new RegExp("").source, "(?:)");
assert.sameValue(String(new RegExp(undefined)), "/(?:)/");
assert.sameValue(String(new RegExp(null)), "/null/");
assert.throws(SyntaxError, function () { new RegExp("a", "gg"); });
assert.throws(SyntaxError, function () { new RegExp("["); });
assert.sameValue(RegExp.prototype.toString.call({ source: "x", flags: "y" }), "/x/y");
