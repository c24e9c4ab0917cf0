/*---
esid: sec-rules-of-automatic-semicolon-insertion
description: >
  A line terminator behind return, throw, break and continue ends the statement
---*/

function f() {
  return
  1;
}
assert.sameValue(f(), undefined);
var count = 0;
outer: for (var i = 0; i < 2; i += 1) {
  for (var j = 0; j < 2; j += 1) {
    count += 1;
    continue
    outer;
  }
}
assert.sameValue(count, 4);
assert.throws(SyntaxError, function () { eval("throw\n1"); });
