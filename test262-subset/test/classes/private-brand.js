/*---
esid: sec-privatefieldadd
description: >
  Private elements are added to whatever super() returns, but once
features: [class-fields-private]
---*/

class Base { constructor(o) { return o; } }
class Stamp extends Base { #x = 1; static has(o) { try { o.#x; return true; } catch { return false; } } }
var o = {};
new Stamp(o);
assert.sameValue(Stamp.has(o), true);
assert.throws(TypeError, function () { new Stamp(o); });
var proxy = new Proxy({}, {});
new Stamp(proxy);
assert.sameValue(Stamp.has(proxy), true);
var make = () => class { #x = 1; static read(o) { return o.#x; } };
var C1 = make(), C2 = make();
assert.sameValue(C1.read(new C1()), 1);
assert.throws(TypeError, function () { C1.read(new C2()); }, "each evaluation makes names of its own");
