/*---
esid: sec-super-keyword-runtime-semantics-evaluation
description: >
  this of a derived constructor exists once super() has returned
features: [class]
---*/

class A {}
assert.throws(ReferenceError, function () { new (class extends A { constructor() { this.x = 1; } })(); });
assert.throws(ReferenceError, function () { new (class extends A { constructor() {} })(); });
assert.throws(ReferenceError, function () { new (class extends A { constructor() { super(); super(); } })(); });
var o = {};
assert.sameValue(new (class extends A { constructor() { return o; } })(), o);
assert.throws(TypeError, function () { new (class extends A { constructor() { super(); return 1; } })(); });
class B extends A { constructor() { (() => super())(); this.ok = true; } }
assert.sameValue(new B().ok, true);
class E extends A { constructor() { try { this; } catch (e) { this.constructor; } } }
assert.throws(ReferenceError, function () { new E(); });
