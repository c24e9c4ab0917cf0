/*---
esid: sec-date.prototype-%symbol.toprimitive%
description: >
  Dates convert to strings unless a number is asked for
features: [Symbol.toPrimitive]
---*/

var d = new Date(5), f = Date.prototype[Symbol.toPrimitive];
assert.sameValue(typeof (d + 1), "string");
assert.sameValue(d - 1, 4);
assert.sameValue(d[Symbol.toPrimitive]("number"), 5);
assert.sameValue(f.call({ toString() { return "s"; }, valueOf() { return 1; } }, "default"), "s");
assert.throws(TypeError, function () { d[Symbol.toPrimitive](); });
assert.throws(TypeError, function () { d[Symbol.toPrimitive]("other"); });
assert.throws(TypeError, function () { f.call(1, "number"); });
