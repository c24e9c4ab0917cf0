/*---
esid: sec-class-definitions-runtime-semantics-evaluation
description: >
  The name of a class expression is a constant within it
features: [class]
---*/

var Outer = class Inner {
  static self() { return Inner; }
  static change() { Inner = 1; }
};
assert.sameValue(Outer.self(), Outer);
assert.sameValue(typeof Inner, "undefined");
assert.throws(TypeError, function () { Outer.change(); });
assert.throws(ReferenceError, function () { class X extends X {} });
assert.throws(ReferenceError, function () { (class Y { static [Y.name]() {} }); });
