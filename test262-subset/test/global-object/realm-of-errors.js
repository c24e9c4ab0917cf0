/*---
esid: sec-getfunctionrealm
description: >
  Errors come from the realm of the function that throws them
features: [cross-realm, Reflect]
---*/

var global = $262.createRealm().global;
assert.throws(global.TypeError, function () { global.eval("undefined.x"); });
assert.throws(global.RangeError, function () { new global.Array(-1); });
assert.throws(global.TypeError, function () { global.Array.prototype.at.call(null); });
var C = new global.Function();
C.prototype = null;
assert.sameValue(Object.getPrototypeOf(Reflect.construct(Array, [], C)), global.Array.prototype);
assert.sameValue(Object.getPrototypeOf(Reflect.construct(Map, [], C.bind())), global.Map.prototype);
