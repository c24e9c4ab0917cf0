/*---
esid: sec-toboolean
description: >
  Seven values are false
features: [BigInt]
---*/

var falsy = [false, 0, -0, NaN, "", null, undefined, 0n];
for (var i = 0; i < falsy.length; i += 1) {
  assert.sameValue(!!falsy[i], false, String(falsy[i]));
  assert.sameValue(falsy[i] ? 1 : 2, 2);
}
var truthy = [true, 1, Infinity, " ", "0", "false", {}, [], new Boolean(false), 1n, function () {}];
for (i = 0; i < truthy.length; i += 1) {
  assert.sameValue(!!truthy[i], true, String(truthy[i]));
}
