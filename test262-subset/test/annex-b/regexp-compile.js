/*---
esid: sec-regexp.prototype.compile
description: >
  RegExp.prototype.compile changes an expression in place
---*/

var re = /a/g;
re.lastIndex = 5;
assert.sameValue(re.compile("b", "i"), re);
assert.compareArray([re.source, re.flags, re.lastIndex], ["b", "i", 0]);
re.compile(/c/m);
assert.sameValue(re.flags, "m");
assert.throws(TypeError, function () { re.compile(/c/, "g"); });
assert.throws(SyntaxError, function () { re.compile("("); });
assert.sameValue(re.source, "c");
assert.throws(TypeError, function () { RegExp.prototype.compile.call({}); });
