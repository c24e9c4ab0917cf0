/*---
esid: sec-enumerableownproperties
description: >
  Object.keys, values and entries read properties as they go
---*/

var log = [], o = { get a() { log.push("a"); delete this.b; return 1; }, b: 2, c: 3 };
assert.compareArray(Object.values(o), [1, 3]);
assert.compareArray(Object.entries("xy").map(String), ["0,x", "1,y"]);
assert.compareArray(Object.keys([4, , 5]), ["0", "2"]);
var back = Object.fromEntries(new Map([["x", 1], [2, 3]]));
assert.compareArray([back.x, back[2]], [1, 3]);
assert.throws(TypeError, function () { Object.fromEntries([1]); });
assert.throws(TypeError, function () { Object.fromEntries(undefined); });
assert.throws(TypeError, function () { Object.keys(null); });
