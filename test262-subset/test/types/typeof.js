/*---
esid: sec-typeof-operator
description: >
  typeof of each type
features: [BigInt, Symbol]
---*/

assert.sameValue(typeof undefined, "undefined");
assert.sameValue(typeof null, "object");
assert.sameValue(typeof true, "boolean");
assert.sameValue(typeof 0, "number");
assert.sameValue(typeof 0n, "bigint");
assert.sameValue(typeof "", "string");
assert.sameValue(typeof Symbol(), "symbol");
assert.sameValue(typeof {}, "object");
assert.sameValue(typeof function () {}, "function");
assert.sameValue(typeof class {}, "function");
assert.sameValue(typeof notDeclaredAnywhere, "undefined");
