/*---
esid: sec-function-definitions-static-semantics-early-errors
description: >
  A function with other than simple parameters cannot make itself strict
---*/

var lists = ["a = 1", "{ a }", "[a]", "...a"];
for (var i = 0; i < lists.length; i += 1) {
  assert.throws(SyntaxError, function () { eval("(function (" + lists[i] + ") { 'use strict'; })"); }, lists[i]);
  assert.throws(SyntaxError, function () { eval("((" + lists[i] + ") => { 'use strict'; })"); }, lists[i]);
}
assert.sameValue(typeof eval("(function (a, b) { 'use strict'; })"), "function");
