/*---
esid: sec-createdynamicfunction
description: >
  Functions from strings are global code with the name anonymous
---*/

var local = "not seen";
(function () {
  var local = "inner";
  assert.sameValue(Function("return typeof subsetNotThere")(), "undefined");
  assert.sameValue(Function("a, b", "c", "return a + b + c")(1, 2, 3), 6);
})();
var f = Function("a", "/* x */ return a");
assert.sameValue(f.name, "anonymous");
assert.sameValue(f.toString(), "function anonymous(a\n) {\n/* x */ return a\n}");
assert.sameValue(f.length, 1);
assert.throws(SyntaxError, function () { Function("/*", "*/){"); });
assert.throws(SyntaxError, function () { Function("}, function () {"); });
assert.throws(SyntaxError, function () { Function("a", "'use strict'; with (a) {}"); });
assert.sameValue(new Function() instanceof Function, true);
