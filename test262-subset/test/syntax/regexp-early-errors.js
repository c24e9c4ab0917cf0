/*---
esid: sec-primary-expression-regular-expression-literals-static-semantics-early-errors
description: >
  The pattern and the flags of a regular expression are checked when the code is parsed
---*/

var wrong = ["/(/", "/[b-a]/", "/a**/", "/(?<a>.)(?<a>.)/", "/a/gg", "/a/x", "/\\u{110000}/u", "/{1}/u", "/a/uv", "/\\k<b>(?<a>.)/"];
for (var i = 0; i < wrong.length; i += 1) {
  var ran = false;
  assert.throws(SyntaxError, function () { eval("ran = true; " + wrong[i]); }, wrong[i]);
  assert.sameValue(ran, false, wrong[i]);
}
