/*---
esid: sec-labelled-function-declarations
description: >
  Sloppy code may label functions
flags: [noStrict]
---*/

a: function f() { return 1; }
assert.sameValue(f(), 1);
assert.throws(SyntaxError, function () { eval("'use strict'; b: function g() {}"); });
assert.throws(SyntaxError, function () { eval("if (1) c: function g() {}"); });
assert.throws(SyntaxError, function () { eval("d: function* g() {}"); });
