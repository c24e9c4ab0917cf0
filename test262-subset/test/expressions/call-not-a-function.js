/*---
esid: sec-evaluatecall
description: >
  Arguments are evaluated before the callee is found to be no function
---*/

var log = [];
var o = { x: 5 };
assert.throws(TypeError, function () { o.x(log.push("argument")); });
assert.throws(TypeError, function () { o.missing(log.push("argument")); });
assert.throws(TypeError, function () { new o.x(log.push("argument")); });
assert.compareArray(log, ["argument", "argument", "argument"]);
assert.throws(TypeError, function () { (1, 2)(); });
assert.throws(ReferenceError, function () { notDeclared(log.push("never")); });
assert.sameValue(log.length, 3);
