/*---
esid: sec-runtime-semantics-classdefinitionevaluation
description: >
  The heritage must be a constructor or null, and its prototype an object or null
features: [class]
---*/

assert.throws(TypeError, function () { class C extends 5 {} });
assert.throws(TypeError, function () { class C extends undefined {} });
assert.throws(TypeError, function () { class C extends (() => {}) {} });
assert.throws(TypeError, function () { class C extends Math.max {} });
function F() {}
F.prototype = 1;
assert.throws(TypeError, function () { class C extends F {} });
F.prototype = null;
class C extends F {}
assert.sameValue(Object.getPrototypeOf(C.prototype), null);
var bound = function () { this.b = 1; }.bind();
bound.prototype = {};
assert.sameValue(new (class extends bound {})().b, 1);
