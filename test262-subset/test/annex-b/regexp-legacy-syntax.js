/*---
esid: sec-regular-expressions-patterns
description: >
  What patterns may have without the u flag
---*/

assert.sameValue(/\c/.test("\\c"), true);
assert.sameValue(/[\c_]/.test("\x1F"), true);
assert.sameValue(/\8/.test("8"), true);
assert.sameValue(/\101/.test("A"), true);
assert.sameValue(/a{/.test("a{"), true);
assert.sameValue(/]/.test("]"), true);
assert.sameValue(/x{,1}/.test("x{,1}"), true);
assert.sameValue(/\u{1}/.test("u"), true);
assert.sameValue(/(?=a)*/.exec("a")[0], "");
assert.sameValue(/[\d-z]/.test("-"), true);
assert.throws(SyntaxError, function () { new RegExp("{1}"); });
assert.throws(SyntaxError, function () { new RegExp("a{", "u"); });
