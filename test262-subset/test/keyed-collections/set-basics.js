/*---
esid: sec-set-objects
description: >
  Sets
features: [Set]
---*/

var s = new Set([1, 1, NaN, NaN, -0, 0]);
assert.sameValue(s.size, 3);
assert.sameValue(s.has(0), true);
assert.sameValue(s.add(2), s);
assert.compareArray([...s], [1, NaN, 0, 2]);
assert.compareArray([...s.entries()].map(String), ["1,1", "NaN,NaN", "0,0", "2,2"]);
assert.sameValue(Set.prototype.keys, Set.prototype.values);
assert.sameValue(Set.prototype[Symbol.iterator], Set.prototype.values);
var args = [];
new Set(["x"]).forEach(function () { args.push(...arguments, this.y); }, { y: 5 });
assert.sameValue(args[0] + args[1] + args[3], "xx5");
assert.throws(TypeError, function () { new Set(5); });
