/*---
esid: sec-literals-numeric-literals
description: >
  Octal literals and escapes are early errors in strict code
---*/

assert.throws(SyntaxError, function () { Function("'use strict'; 017"); });
assert.throws(SyntaxError, function () { Function("'use strict'; 08"); });
assert.throws(SyntaxError, function () { Function("'use strict'; '\\01'"); });
assert.throws(SyntaxError, function () { Function("'use strict'; '\\8'"); });
assert.throws(SyntaxError, function () { Function("'\\07'; 'use strict';"); }, "even before the directive");
assert.sameValue(Function("'use strict'; return '\\0'")().length, 1);
