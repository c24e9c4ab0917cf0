/*---
esid: sec-definefield
description: >
  Fields are defined on each instance, in order, after super() returns
features: [class-fields-public]
---*/

var log = [];
class A {
  a = log.push("a");
  constructor() { log.push("A"); }
}
class B extends A {
  [(log.push("key"), "b")] = log.push("b");
  self = this;
  f = () => this;
  "quoted" = 1;
  bare;
  constructor() { log.push("before"); super(); log.push("B"); }
}
assert.compareArray(log, ["key"]);
var o = new B();
assert.compareArray(log, ["key", "before", "a", "A", "b", "B"]);
assert.sameValue(o.self, o);
assert.sameValue(o.f.call(null), o);
assert.sameValue(o.f.name, "f");
assert.sameValue("bare" in o, true);
assert.sameValue(Object.getOwnPropertyDescriptor(o, "a").enumerable, true);
var set = false;
class P { set x(v) { set = true; } }
new (class extends P { x = 1; })();
assert.sameValue(set, false, "fields are defined, not set");
