/*---
esid: sec-runtime-semantics-classdefinitionevaluation
description: >
  Methods are not enumerable; the body of a class is strict
includes: [property.js]
features: [class]
---*/

class C {
  m() { return this; }
  get x() { return "get"; }
  set x(v) { this.set = v; }
  static s() { return "static"; }
  ["computed" + 1]() { return 1; }
  "string name"() { return 2; }
  5() { return 3; }
  *gen() { yield 4; }
}
verifyMethod(C.prototype, "m", "m", 0);
verifyProperty(C.prototype, "x", { enumerable: false, configurable: true });
var o = new C(), m = o.m;
assert.sameValue(m(), undefined);
o.x = 1;
assert.compareArray([o.set, o.x, C.s(), o.computed1(), o["string name"](), o[5](), o.gen().next().value], [1, "get", "static", 1, 2, 3, 4]);
assert.sameValue(Object.keys(C.prototype).length, 0);
assert.throws(TypeError, function () { new o.m(); });
