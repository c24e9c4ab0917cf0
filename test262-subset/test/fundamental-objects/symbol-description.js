/*---
esid: sec-symbol.prototype.description
description: >
  The description of a symbol
features: [Symbol.prototype.description]
---*/

assert.sameValue(Symbol("x").description, "x");
assert.sameValue(Symbol("").description, "");
assert.sameValue(Symbol().description, undefined);
assert.sameValue(Symbol("x").toString(), "Symbol(x)");
assert.sameValue(Symbol().toString(), "Symbol()");
var get = Object.getOwnPropertyDescriptor(Symbol.prototype, "description").get;
assert.sameValue(get.call(Object(Symbol("y"))), "y");
assert.throws(TypeError, function () { get.call("y"); });
