/*---
esid: sec-punctuators
description: >
  ?. before a digit is a conditional operator
features: [optional-chaining]
---*/

var x = true;
assert.sameValue(x?.5:1, 0.5);
assert.sameValue(x ?.1 : 2, 0.1);
assert.throws(SyntaxError, function () { eval("x?.`a`"); });
assert.throws(SyntaxError, function () { eval("new x?.y()"); });
assert.throws(SyntaxError, function () { eval("x? .y"); });
