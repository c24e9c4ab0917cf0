/*---
esid: sec-declarative-environment-records
description: >
  Closures share the variables that they capture
---*/

function make() {
  var n = 0;
  return { up: function () { return n += 1; }, get: () => n };
}
var a = make(), b = make();
a.up();
a.up();
assert.sameValue(a.get(), 2);
assert.sameValue(b.get(), 0);
function nested(x) { return function (y) { return function (z) { x += 1; return x + y + z; }; }; }
var n = nested(1)(10);
assert.sameValue(n(100), 112);
assert.sameValue(n(100), 113);
