/*---
esid: sec-strict-mode-code
description: >
  Module code is strict, has no this, and its variables are its own
flags: [module]
---*/

var subsetModuleVariable = 1;
assert.sameValue(this, undefined);
assert.sameValue((function () { return this; })(), undefined);
assert.sameValue("subsetModuleVariable" in globalThis, false);
assert.throws(ReferenceError, function () { subsetUndeclared = 1; });
assert.throws(SyntaxError, function () { eval("with ({}) {}"); });
assert.sameValue(typeof arguments, "undefined");
