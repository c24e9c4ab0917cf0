/*---
esid: sec-runtime-semantics-classdefinitionevaluation
description: >
  Computed keys are evaluated once, in order, before static fields
features: [class, computed-property-names, class-static-fields-public]
---*/

var log = [];
function key(name) { log.push(name); return { toString() { log.push("to " + name); return name; } }; }
class C {
  [key("a")]() {}
  static [key("b")] = log.push("value");
  get [key("c")]() { return 1; }
}
assert.compareArray(log, ["a", "to a", "b", "to b", "c", "to c", "value"]);
assert.sameValue(C.prototype.a.name, "a");
assert.sameValue(Object.getOwnPropertyDescriptor(C.prototype, "c").get.name, "get c");
assert.throws(TypeError, function () { class X { static ["proto" + "type"]() {} } });
