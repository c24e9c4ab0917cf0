/*---
esid: sec-block-duplicates-allowed-static-semantics
description: >
  Sloppy blocks may declare a function twice
flags: [noStrict]
---*/

{
  function f() { return 1; }
  assert.sameValue(f(), 2);
  function f() { return 2; }
}
assert.sameValue(f(), 2);
assert.throws(SyntaxError, function () { eval("{ function a() {} let a; }"); });
assert.throws(SyntaxError, function () { eval("{ function* a() {} function a() {} }"); });
