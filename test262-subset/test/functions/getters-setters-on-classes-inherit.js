/*---
esid: sec-ordinaryget
description: >
  A setter of a subclass hides the getter of its parent
features: [class]
---*/

class A { get x() { return 1; } set x(v) { this.a = v; } }
class B extends A { set x(v) { super.x = v * 2; } }
var b = new B();
b.x = 5;
assert.sameValue(b.a, 10);
assert.sameValue(b.x, undefined);
class C extends A { get x() { return super.x + 1; } }
assert.sameValue(new C().x, 2);
assert.throws(TypeError, function () { "use strict"; new C().x = 1; });
