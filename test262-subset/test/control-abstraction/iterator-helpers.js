/*---
esid: sec-iterator-helper-objects
description: >
  Iterator helpers are lazy
features: [iterator-helpers]
---*/

var pulled = 0;
function naturals() { return { __proto__: Iterator.prototype, n: 0, next() { pulled += 1; return { value: this.n++, done: false }; }, return() { return {}; } }; }
var it = naturals().filter(x => x % 2).map((x, i) => x * 10 + i).drop(1).take(2);
assert.sameValue(pulled, 0);
assert.compareArray([...it], [31, 52]);
assert.sameValue(pulled, 6);
assert.compareArray([...naturals().take(2).flatMap(x => [x, x])], [0, 0, 1, 1]);
assert.sameValue(naturals().some(x => x > 3), true);
assert.sameValue(naturals().find(x => x > 3), 4);
assert.sameValue([1, 2, 3].values().reduce((a, b) => a + b), 6);
assert.compareArray([1, 2].values().toArray(), [1, 2]);
assert.throws(RangeError, function () { naturals().take(-1); });
assert.throws(TypeError, function () { naturals().flatMap(() => "string").next(); });
assert.sameValue(it[Symbol.toStringTag], "Iterator Helper");
