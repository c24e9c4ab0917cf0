/*---
esid: sec-generatorfunction-objects
description: >
  Each generator function has a prototype of its own, and cannot be constructed
features: [generators]
---*/

function* g() {}
var Generator = Object.getPrototypeOf(g).prototype;
assert.sameValue(Object.getPrototypeOf(g.prototype), Generator);
assert.sameValue(Object.getPrototypeOf(g()), g.prototype);
assert.throws(TypeError, function () { new g(); });
g.prototype = null;
assert.sameValue(Object.getPrototypeOf(g()), Generator);
assert.sameValue(Object.hasOwn(g.prototype === null ? {} : g.prototype, "constructor"), false);
assert.throws(TypeError, function () { Generator.next.call({}); });
var running = (function* () { running.next(); })();
assert.throws(TypeError, function () { running.next(); });
