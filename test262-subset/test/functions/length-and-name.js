/*---
esid: sec-runtime-semantics-expectedargumentcount
description: >
  length counts the parameters before the first default or rest
includes: [property.js]
---*/

assert.sameValue(function (a, b) {}.length, 2);
assert.sameValue(function (a, b = 1, c) {}.length, 1);
assert.sameValue(function ({ a }, [b], ...c) {}.length, 2);
assert.sameValue(((a, b) => 1).length, 2);
function named() {}
verifyProperty(named, "name", { value: "named", writable: false, enumerable: false, configurable: true });
verifyProperty(named, "length", { value: 0, writable: false, enumerable: false, configurable: true });
verifyProperty(named, "prototype", { writable: true, enumerable: false, configurable: false });
verifyProperty(named.prototype, "constructor", { value: named, writable: true, enumerable: false, configurable: true });
