/*---
esid: sec-with-statement
description: >
  with puts an object's properties in front of the variables
flags: [noStrict]
---*/

var x = "variable", y = "y", o = { x: "property", f: function () { return this === o; } };
with (o) {
  assert.sameValue(x, "property");
  x = "changed";
  y = "set outside";
  assert.sameValue(f(), true);
  var z = 1;
  o.y = "late";
  assert.sameValue(y, "late");
  delete o.y;
}
assert.sameValue(o.x, "changed");
assert.sameValue(x, "variable");
assert.sameValue(y, "set outside");
assert.sameValue(z, 1);
assert.throws(TypeError, function () { with (null) {} });
with ("abc") { assert.sameValue(length, 3); }
