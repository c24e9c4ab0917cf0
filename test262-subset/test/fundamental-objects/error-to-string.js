/*---
esid: sec-error.prototype.tostring
description: >
  Error.prototype.toString joins name and message
---*/

var toString = Error.prototype.toString;
assert.sameValue(toString.call({}), "Error");
assert.sameValue(toString.call({ name: "N", message: "m" }), "N: m");
assert.sameValue(toString.call({ name: "", message: "m" }), "m");
assert.sameValue(toString.call({ name: "N", message: "" }), "N");
assert.sameValue(toString.call({ name: undefined, message: 5 }), "Error: 5");
assert.throws(TypeError, function () { toString.call("x"); });
assert.sameValue(String(new RangeError("r")), "RangeError: r");
