/*---
esid: sec-ordinaryset
description: >
  Setting a property looks for setters and read-only properties in the prototypes
---*/

var log = [];
var parent = Object.create(null, {
  accessor: { set: function (v) { log.push(this === child, v); } },
  fixed: { value: 1, writable: false },
  getter: { get: function () { return 5; } }
});
var child = Object.create(parent);
child.accessor = 4;
assert.compareArray(log, [true, 4]);
assert.sameValue(Object.keys(child).length, 0);
assert.throws(TypeError, function () { "use strict"; child.fixed = 2; });
assert.throws(TypeError, function () { "use strict"; child.getter = 2; });
assert.sameValue(child.fixed, 1);
Object.defineProperty(child, "fixed", { value: 9 });
assert.sameValue(child.fixed, 9);
