/*---
esid: sec-get-map-%symbol.species%
description: >
  Species and tags of collections
features: [Symbol.species, Symbol.toStringTag]
---*/

[Map, Set].forEach(function (C) {
  assert.sameValue(C[Symbol.species], C);
  var get = Object.getOwnPropertyDescriptor(C, Symbol.species).get;
  assert.sameValue(get.name, "get [Symbol.species]");
  assert.sameValue(get.call(5), 5);
  assert.sameValue(C.prototype[Symbol.toStringTag], C.name);
  assert.sameValue(C.length, 0);
});
assert.sameValue(WeakMap.prototype[Symbol.toStringTag], "WeakMap");
assert.sameValue(new Map()[Symbol.iterator]()[Symbol.toStringTag], "Map Iterator");
assert.sameValue(new Set()[Symbol.iterator]()[Symbol.toStringTag], "Set Iterator");
assert.throws(TypeError, function () { Map.prototype.size; });
