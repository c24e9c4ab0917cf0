/*---
esid: sec-global-environment-records
description: >
  Lexical declarations at the top of a script are no properties of the global object
---*/

var subsetVar = 1;
let subsetLet = 2;
function subsetFunction() {}
class SubsetClass {}
assert.sameValue(globalThis.subsetVar, 1);
assert.sameValue(typeof globalThis.subsetFunction, "function");
assert.sameValue("subsetLet" in globalThis, false);
assert.sameValue("SubsetClass" in globalThis, false);
var d = Object.getOwnPropertyDescriptor(globalThis, "subsetVar");
assert.sameValue(d.configurable, false);
assert.sameValue(d.enumerable, true);
globalThis.subsetVar = 5;
assert.sameValue(subsetVar, 5);
