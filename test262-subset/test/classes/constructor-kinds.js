/*---
esid: sec-class-definitions
description: >
  Base and derived constructors
features: [class]
---*/

class A { constructor(x) { this.x = x; } }
class B extends A {}
class C extends A { constructor() { super(5); } }
assert.sameValue(new B(3).x, 3);
assert.sameValue(new C().x, 5);
assert.sameValue(B.length, 0);
assert.sameValue(Object.getPrototypeOf(B), A);
assert.throws(TypeError, function () { A(); });
assert.throws(TypeError, function () { B.call({}); });
assert.sameValue(typeof A, "function");
assert.sameValue(Object.getOwnPropertyDescriptor(A, "prototype").writable, false);
class D extends null { static s() { return 1; } }
assert.sameValue(D.s(), 1);
assert.throws(TypeError, function () { new D(); });
