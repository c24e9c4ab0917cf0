/*---
esid: sec-ecmascript-standard-built-in-objects
description: >
  Built-in functions are no constructors, and have no prototype
includes: [property.js]
features: [Reflect]
---*/

var methods = [[Array.prototype, "map", 1], [Object, "assign", 2], [Math, "hypot", 2], [String.prototype, "replaceAll", 2],
  [JSON, "stringify", 3], [Reflect, "construct", 2], [globalThis, "parseInt", 2], [Map.prototype, "set", 2]];
for (var i = 0; i < methods.length; i += 1) {
  var [object, name, length] = methods[i], f = object[name];
  verifyMethod(object, name, name, length);
  assert.sameValue("prototype" in f, false, name);
  assert.throws(TypeError, function () { Reflect.construct(Object, [], f); }, name);
  assert.compareArray(Reflect.ownKeys(f), ["length", "name"]);
  assert.sameValue(Object.getPrototypeOf(f), Function.prototype);
  assert.sameValue(f.toString().includes("[native code]"), true);
}
