/*---
esid: sec-atomics.pause
description: >
  Atomics.pause takes a hint and gives nothing
features: [Atomics.pause]
---*/

assert.sameValue(Atomics.pause(), undefined);
assert.sameValue(Atomics.pause(5), undefined);
assert.sameValue(Atomics.pause(-0), undefined);
assert.throws(TypeError, function () { Atomics.pause(1.5); });
assert.throws(TypeError, function () { Atomics.pause("1"); });
assert.throws(TypeError, function () { Atomics.pause(null); });
assert.sameValue(Atomics.pause.length, 0);
