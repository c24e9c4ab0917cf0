/*---
esid: sec-arrayspeciescreate
description: >
  map, filter, slice, splice and concat ask for the species
features: [Symbol.species]
---*/

class S extends Array { static get [Symbol.species]() { return Other; } }
function Other(n) { this.n = n; }
var s = S.of(1, 2);
assert.sameValue(s.map(x => x) instanceof Other, true);
assert.sameValue(s.slice(1).n, 1);
assert.sameValue(s.filter(x => x).n, 0);
var a = [1];
a.constructor = { [Symbol.species]: null };
assert.sameValue(Array.isArray(a.map(x => x)), true);
a.constructor = 5;
assert.throws(TypeError, function () { a.map(x => x); });
a.constructor = undefined;
assert.sameValue(a.slice().constructor, Array);
