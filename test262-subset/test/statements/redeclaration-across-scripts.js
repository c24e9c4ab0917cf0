/*---
esid: sec-globaldeclarationinstantiation
description: >
  Later scripts cannot redeclare lexical bindings
---*/

$262.evalScript("let subsetA = 1; var subsetB = 2;");
assert.throws(SyntaxError, function () { $262.evalScript("let subsetA;"); });
assert.throws(SyntaxError, function () { $262.evalScript("var subsetA;"); });
assert.throws(SyntaxError, function () { $262.evalScript("let subsetB;"); });
assert.throws(SyntaxError, function () { $262.evalScript("var ok = 1; let undefined;"); });
assert.sameValue(typeof ok, "undefined", "nothing of such a script runs");
$262.evalScript("var subsetB = 3; subsetA = 4;");
assert.sameValue(subsetA + subsetB, 7);
