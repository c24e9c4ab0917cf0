/*---
esid: sec-ordinarytoprimitive
description: >
  OrdinaryToPrimitive asks valueOf first for a number and toString first for a string
---*/

var log = [];
var object = {
  valueOf: function () { log.push("valueOf"); return {}; },
  toString: function () { log.push("toString"); return "1"; }
};
assert.sameValue(+object, 1);
assert.compareArray(log, ["valueOf", "toString"]);
log = [];
assert.sameValue(String(object), "1");
assert.compareArray(log, ["toString"]);
log = [];
assert.sameValue(object + "", "1", "+ asks as for a number");
assert.compareArray(log, ["valueOf", "toString"]);
