/*---
esid: sec-reflect.construct
description: >
  Reflect.construct with another new.target
features: [Reflect.construct]
---*/

function F() { this.t = new.target; }
class G {}
var o = Reflect.construct(F, [], G);
assert.sameValue(o.t, G);
assert.sameValue(Object.getPrototypeOf(o), G.prototype);
assert.sameValue(Array.isArray(Reflect.construct(Array, [3], G)), true);
assert.throws(TypeError, function () { Reflect.construct(() => {}, []); });
assert.throws(TypeError, function () { Reflect.construct(F, [], () => {}); });
assert.throws(TypeError, function () { Reflect.construct(F); });
assert.compareArray(Reflect.apply(function () { return [this.x, ...arguments]; }, { x: 1 }, [2, 3]), [1, 2, 3]);
assert.throws(TypeError, function () { Reflect.apply(1, null, []); });
