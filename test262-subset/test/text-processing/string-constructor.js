/*---
esid: sec-string-constructor-string-value
description: >
  String as a function and as a constructor
---*/

assert.sameValue(String(), "");
assert.sameValue(String(null), "null");
assert.sameValue(new String("ab").length, 2);
assert.sameValue(typeof new String(), "object");
assert.throws(TypeError, function () { new String(Symbol()); });
assert.sameValue(String(Symbol("x")), "Symbol(x)");
class S extends String { first() { return this[0]; } }
assert.sameValue(new S("xy").first(), "x");
assert.sameValue(String.prototype.length, 0);
assert.sameValue("a".concat(1, null), "a1null");
assert.sameValue("a".localeCompare("b") < 0, true);
