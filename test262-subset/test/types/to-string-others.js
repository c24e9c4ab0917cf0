/*---
esid: sec-tostring
description: >
  How other values convert to strings
features: [BigInt, Symbol]
---*/

assert.sameValue(String(undefined), "undefined");
assert.sameValue(String(null), "null");
assert.sameValue(String(-10n), "-10");
assert.sameValue(String(Symbol("a")), "Symbol(a)", "String alone shows symbols");
assert.throws(TypeError, function () { Symbol("a") + ""; });
assert.throws(TypeError, function () { `${Symbol("a")}`; });
assert.sameValue(String([1, [2, null, undefined], "x"]), "1,2,,,x");
assert.sameValue(String({}), "[object Object]");
