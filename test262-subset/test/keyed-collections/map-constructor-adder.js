/*---
esid: sec-map-iterable
description: >
  The constructor uses set, and closes the iterator where that throws
features: [Map]
---*/

var log = [], closed = 0;
class M extends Map { set(k, v) { log.push(k); return super.set(k, v); } }
assert.sameValue(new M([[1, 2], [3, 4]]).get(3), 4);
assert.compareArray(log, [1, 3]);
var it = { [Symbol.iterator]() { return { next() { return { value: [1, 2], done: false }; }, return() { closed += 1; return {}; } }; } };
class Failing extends Map { set() { throw new RangeError(); } }
assert.throws(RangeError, function () { new Failing(it); });
assert.sameValue(closed, 1);
assert.sameValue(new Map(null).size, 0);
Object.defineProperty(Failing.prototype, "set", { value: 5 });
assert.throws(TypeError, function () { new Failing([]); });
