/*---
esid: sec-toprimitive
description: >
  Symbol.toPrimitive is asked with a hint and replaces valueOf and toString
features: [Symbol.toPrimitive]
---*/

var hints = [];
var object = {};
object[Symbol.toPrimitive] = function (hint) { hints.push(hint); return 7; };
object.valueOf = function () { throw new Test262Error("not asked"); };
assert.sameValue(+object, 7);
assert.sameValue(`${object}`, "7");
assert.sameValue(object + 1, 8);
assert.sameValue(object == 7, true);
assert.sameValue({ 7: "x" }[object], "x");
assert.compareArray(hints, ["number", "string", "default", "default", "string"]);
object[Symbol.toPrimitive] = function () { return {}; };
assert.throws(TypeError, function () { +object; });
object[Symbol.toPrimitive] = 1;
assert.throws(TypeError, function () { +object; });
object[Symbol.toPrimitive] = undefined;
object.valueOf = function () { return 3; };
assert.sameValue(+object, 3);
