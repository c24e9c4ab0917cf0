/*---
esid: sec-delete-operator
description: >
  delete removes own configurable properties
---*/

var o = { a: 1, get b() { return 1; } };
assert.sameValue(delete o.a, true);
assert.sameValue(delete o.missing, true);
assert.sameValue(delete o.b, true);
assert.sameValue(Object.keys(o).length, 0);
assert.sameValue(delete 5, true);
Object.defineProperty(o, "c", { value: 1 });
assert.throws(TypeError, function () { "use strict"; delete o.c; });
assert.throws(TypeError, function () { delete null.x; });
var a = [1, 2, 3];
delete a[1];
assert.sameValue(1 in a, false);
assert.sameValue(a.length, 3);
