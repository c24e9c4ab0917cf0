/*---
esid: sec-makesuperpropertyreference
description: >
  super in static methods and in fields
features: [class, class-fields-public, class-static-fields-public]
---*/

class A { static s() { return "A.s of " + this.id; } m() { return "A.m of " + this.id; } }
class B extends A {
  static id = "B";
  static s() { return super.s() + "!"; }
  static t = super.s();
  id = "b";
  field = super.m();
}
assert.sameValue(B.s(), "A.s of B!");
assert.sameValue(B.t, "A.s of B");
assert.sameValue(new B().field, "A.m of b");
assert.throws(TypeError, function () { new (class extends A { m() { super.nothing(); } })().m(); });
assert.throws(ReferenceError, function () { new (class extends A { constructor() { super.x; } })(); });
