/*---
esid: sec-iterator.from
description: >
  Iterator, Iterator.from and Iterator.concat
features: [iterator-helpers, iterator-sequencing]
---*/

assert.throws(TypeError, function () { new Iterator(); });
assert.throws(TypeError, function () { Iterator(); });
class I extends Iterator { next() { return { done: true }; } }
assert.sameValue(new I() instanceof Iterator, true);
assert.compareArray([...Iterator.from({ next() { return { done: this.d = !this.d, value: 1 }; } }).take(0)], []);
assert.compareArray(Iterator.from("ab").toArray(), ["a", "b"]);
var gen = [].values();
assert.sameValue(Iterator.from(gen), gen);
assert.throws(TypeError, function () { Iterator.from(5); });
assert.compareArray([...Iterator.concat([1], new Set([2]), "3".split(""))], [1, 2, "3"]);
assert.throws(TypeError, function () { Iterator.concat({}); });
