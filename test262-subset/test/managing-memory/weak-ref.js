/*---
esid: sec-weak-ref-objects
description: >
  WeakRef
features: [WeakRef]
---*/

var o = {}, r = new WeakRef(o);
assert.sameValue(r.deref(), o);
assert.sameValue(WeakRef.prototype[Symbol.toStringTag], "WeakRef");
assert.throws(TypeError, function () { new WeakRef(1); });
assert.throws(TypeError, function () { new WeakRef(Symbol.for("x")); });
assert.throws(TypeError, function () { WeakRef(o); });
assert.throws(TypeError, function () { WeakRef.prototype.deref.call({}); });
var s = Symbol();
assert.sameValue(new WeakRef(s).deref(), s);
