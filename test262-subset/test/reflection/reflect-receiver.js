/*---
esid: sec-reflect.set
description: >
  Reflect.get and set take a receiver
features: [Reflect, Reflect.set]
---*/

var o = { get me() { return this; }, set me(v) { this.v = v; } }, r = {};
assert.sameValue(Reflect.get(o, "me", r), r);
assert.sameValue(Reflect.set(o, "me", 5, r), true);
assert.sameValue(r.v, 5);
assert.sameValue(Reflect.set({}, "x", 1, r), true);
assert.sameValue(r.x, 1);
assert.sameValue(Reflect.set({}, "x", 1, 5), false);
Object.defineProperty(r, "y", { get() {}, configurable: true });
assert.sameValue(Reflect.set({}, "y", 1, r), false);
Object.defineProperty(r, "z", { value: 1, writable: false, configurable: true });
assert.sameValue(Reflect.set({}, "z", 1, r), false);
assert.sameValue(Reflect.get(5 > 0 ? [7] : null, "0", 9), 7);
