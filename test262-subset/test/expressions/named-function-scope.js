/*---
esid: sec-runtime-semantics-instantiateordinaryfunctionexpression
description: >
  The name of a function expression cannot be changed within it
flags: [noStrict]
---*/

var f = function g() { g = 1; return g; };
assert.sameValue(f(), f);
assert.sameValue(typeof g, "undefined");
var strict = function h() { "use strict"; h = 1; };
assert.throws(TypeError, strict);
var shadowed = function k() { var k; return k; };
assert.sameValue(shadowed(), undefined);
var parameter = function k(k) { return k; };
assert.sameValue(parameter(2), 2);
