/*---
esid: sec-static-semantics-classstaticblockbody
description: >
  Static blocks run in order with static fields, with the class as this
features: [class-static-block, class-static-fields-public]
---*/

var log = [];
class C {
  static a = log.push("a");
  static { log.push("block"); this.b = C.a; var local = 1; }
  static c = this.b + 1;
  static #p = 5;
  static { log.push(C.#p); }
}
assert.compareArray(log, ["a", "block", 5]);
assert.sameValue(C.c, 2);
assert.sameValue(typeof local, "undefined");
assert.throws(SyntaxError, function () { eval("class X { static { return; } }"); });
assert.throws(SyntaxError, function () { eval("class X { static { arguments; } }"); });
assert.throws(SyntaxError, function () { eval("class X { static { await; } }"); });
