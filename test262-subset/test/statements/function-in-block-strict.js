/*---
esid: sec-block-static-semantics-toplevellexicallyscopeddeclarations
description: >
  In strict code a function that is declared in a block is visible in that block
flags: [onlyStrict]
---*/

{
  assert.sameValue(f(), 1, "it is hoisted to the start of the block");
  function f() { return 1; }
}
assert.sameValue(typeof f, "undefined");
assert.throws(SyntaxError, function () { eval("{ function a() {} function a() {} }"); });
assert.throws(SyntaxError, function () { eval("if (1) function b() {}"); });
