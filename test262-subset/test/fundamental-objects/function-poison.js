/*---
esid: sec-addrestrictedfunctionproperties
description: >
  caller and arguments of Function.prototype throw
---*/

var d = Object.getOwnPropertyDescriptor(Function.prototype, "caller");
assert.sameValue(d.get, d.set);
assert.sameValue(d.get, Object.getOwnPropertyDescriptor(Function.prototype, "arguments").get);
assert.throws(TypeError, d.get);
assert.sameValue(Object.isFrozen(d.get), true);
assert.sameValue(d.get.length, 0);
function strict() { "use strict"; }
assert.sameValue(Object.hasOwn(strict, "caller"), false);
assert.throws(TypeError, function () { strict.arguments; });
assert.sameValue((function () { "use strict"; return Object.getOwnPropertyDescriptor(arguments, "callee").get; })(), d.get);
