/*---
esid: sec-array.prototype.join
description: >
  join and toString of arrays that contain themselves end
---*/

var a = [1, null, undefined, [2, 3]];
assert.sameValue(a.join("-"), "1---2,3");
a[4] = a;
assert.sameValue(a.join(), "1,,,2,3,");
assert.sameValue([].join(), "");
assert.sameValue([1, 2].join(undefined), "1,2");
assert.sameValue(Array.prototype.join.call({ length: 2, 0: "x" }), "x,");
assert.sameValue(Array.prototype.toString.call({ join: () => "joined" }), "joined");
assert.sameValue(Array.prototype.toString.call({}), "[object Object]");
