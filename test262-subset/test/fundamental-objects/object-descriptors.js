/*---
esid: sec-object.getownpropertydescriptors
description: >
  Object.getOwnPropertyDescriptors and defineProperties
---*/

var s = Symbol(), o = { a: 1, get b() { return 2; }, [s]: 3 };
var all = Object.getOwnPropertyDescriptors(o);
assert.compareArray(Reflect.ownKeys(all), ["a", "b", s]);
assert.sameValue(all.b.set, undefined);
var copy = Object.defineProperties({}, all);
assert.compareArray([copy.a, copy.b, copy[s]], [1, 2, 3]);
var partial = {};
assert.throws(TypeError, function () { Object.defineProperties(partial, { ok: { value: 1 }, bad: 1 }); });
assert.sameValue("ok" in partial, false, "descriptors are all read before the first is used");
