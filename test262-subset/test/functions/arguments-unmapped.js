/*---
esid: sec-createunmappedargumentsobject
description: >
  In strict functions and those with other parameters, arguments are copies
---*/

function f(a) { "use strict"; a = 2; return arguments[0]; }
assert.sameValue(f(1), 1);
function g(a = 0) { a = 2; return arguments[0]; }
assert.sameValue(g(1), 1);
function h() { "use strict"; return arguments; }
assert.throws(TypeError, function () { h().callee; });
var all = h(1, 2);
assert.compareArray([...all], [1, 2]);
assert.sameValue(Object.prototype.toString.call(all), "[object Arguments]");
assert.sameValue(Object.getOwnPropertyDescriptor(all, "length").enumerable, false);
assert.sameValue(all[Symbol.iterator], Array.prototype.values);
