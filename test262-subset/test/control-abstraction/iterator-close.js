/*---
esid: sec-iterator.prototype.map
description: >
  Iterator helpers close what they take from
features: [iterator-helpers]
---*/

var closed = 0;
function make() { return { __proto__: Iterator.prototype, next() { return { value: 1, done: false }; }, return() { closed += 1; return {}; } }; }
assert.throws(RangeError, function () { make().map(() => { throw new RangeError(); }).next(); });
assert.sameValue(closed, 1);
make().map(x => x).return();
assert.sameValue(closed, 2);
[...make().take(1)];
assert.sameValue(closed, 3);
make().every(() => false);
assert.sameValue(closed, 4);
assert.throws(TypeError, function () { make().map(1); });
assert.sameValue(closed, 5, "a wrong argument closes as well");
make().find(x => x);
assert.sameValue(closed, 6);
