/*---
esid: sec-disposablestack-objects
description: >
  DisposableStack disposes in reverse order
features: [explicit-resource-management]
---*/

var log = [], s = new DisposableStack();
assert.sameValue(s.use(null), null);
s.use({ [Symbol.dispose]() { log.push("use"); } });
s.adopt(5, v => log.push("adopt " + v));
s.defer(() => log.push("defer"));
var moved = s.move();
assert.compareArray([s.disposed, moved.disposed], [true, false]);
moved.dispose();
moved.dispose();
assert.compareArray(log, ["defer", "adopt 5", "use"]);
assert.throws(ReferenceError, function () { moved.defer(() => {}); });
assert.throws(TypeError, function () { new DisposableStack().use({}); });
assert.throws(TypeError, function () { DisposableStack(); });
assert.sameValue(DisposableStack.prototype[Symbol.dispose], DisposableStack.prototype.dispose);
