/*---
esid: sec-generator-function-definitions-runtime-semantics-evaluatebody
description: >
  Defaults of a generator are evaluated when it is called
features: [generators, default-parameters]
---*/

var log = [];
function* g(a = log.push("default")) { log.push("body"); yield a; }
var it = g();
assert.compareArray(log, ["default"]);
it.next();
assert.compareArray(log, ["default", "body"]);
function* h(a = (() => { throw new RangeError(); })()) {}
assert.throws(RangeError, function () { h(); });
assert.throws(SyntaxError, function () { eval("(function* (a = yield) {})"); });
