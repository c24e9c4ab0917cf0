/*---
esid: sec-variable-statement
description: >
  var declarations are hoisted to the function, with the value undefined
---*/

function f() {
  var before = typeof x + typeof g;
  if (false) { var x = 1; }
  for (var i = 0; i < 0; i += 1) {}
  return before + x + i;
  function g() {}
}
assert.sameValue(f(), "undefinedfunctionundefined0");
var a = 1;
var a;
assert.sameValue(a, 1, "a second declaration changes nothing");
