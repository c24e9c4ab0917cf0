/*---
esid: sec-relational-operators-runtime-semantics-evaluation
description: >
  #x in o tells whether an object has a private element
features: [class-fields-private, class-fields-private-in]
---*/

class A {
  #x = 1;
  #m() {}
  static has(o) { return #x in o; }
  static hasMethod(o) { return #m in o; }
}
class B { #x; }
assert.sameValue(A.has(new A()), true);
assert.sameValue(A.hasMethod(new A()), true);
assert.sameValue(A.has(new B()), false);
assert.sameValue(A.has({}), false);
assert.throws(TypeError, function () { A.has(1); });
