/*---
esid: sec-void-operator
description: >
  void gives undefined, the comma operator its last operand
---*/

var n = 0;
assert.sameValue(void (n += 1), undefined);
assert.sameValue(n, 1);
assert.sameValue((n += 1, n += 1, "x"), "x");
assert.sameValue(n, 3);
var o = { f: function () { "use strict"; return this; } };
assert.sameValue((0, o.f)(), undefined, "the comma gives a value, not a reference");
assert.sameValue((o.f)(), o);
