/*---
esid: sec-symbol.for
description: >
  Symbol.for and Symbol.keyFor
features: [Symbol]
---*/

assert.sameValue(Symbol.for("a"), Symbol.for("a"));
assert.notSameValue(Symbol.for("a"), Symbol("a"));
assert.sameValue(Symbol.keyFor(Symbol.for("b")), "b");
assert.sameValue(Symbol.keyFor(Symbol("b")), undefined);
assert.sameValue(Symbol.keyFor(Symbol.iterator), undefined);
assert.throws(TypeError, function () { Symbol.keyFor("b"); });
assert.sameValue(Symbol.for().description, "undefined");
