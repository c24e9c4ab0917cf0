/*---
esid: sec-identifier-names-static-semantics-stringvalue
description: >
  An identifier may be written with Unicode escapes and is the same name
---*/

var \u0061bc = 1;
assert.sameValue(abc, 1);
var \u{64}ef = 2;
assert.sameValue(def, 2);
var o = { \u0067hi: 3 };
assert.sameValue(o.ghi, 3);
assert.sameValue(o.\u{67}hi, 3);
assert.throws(SyntaxError, function () { eval("var \\u{110000};"); });
assert.throws(SyntaxError, function () { eval("var \\x61bc;"); }, "other escapes are not for names");
