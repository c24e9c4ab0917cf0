/*---
esid: sec-proxy.revocable
description: >
  A revoked proxy fails in everything
features: [Proxy, Reflect]
---*/

var r = Proxy.revocable(function () {}, {}), p = r.proxy;
assert.sameValue(r.revoke(), undefined);
r.revoke();
assert.throws(TypeError, function () { p.x; });
assert.throws(TypeError, function () { p(); });
assert.throws(TypeError, function () { new p(); });
assert.throws(TypeError, function () { Object.keys(p); });
assert.throws(TypeError, function () { p instanceof Object; });
assert.throws(TypeError, function () { Array.isArray(p); });
assert.sameValue(typeof p, "function", "what it is does not change");
assert.sameValue(new Proxy(p, {}) !== p, true);
assert.sameValue(r.revoke.length, 0);
assert.throws(TypeError, function () { Proxy({}, {}); });
assert.throws(TypeError, function () { new Proxy(1, {}); });
