/*---
esid: sec-proxy-object-internal-methods-and-internal-slots-construct-argumentslist-newtarget
description: >
  The apply and construct traps
features: [Proxy]
---*/

var p = new Proxy(function () {}, { apply(t, self, args) { return [self, args.length]; }, construct(t, args, nt) { return { nt, n: args.length }; } });
assert.compareArray(p.call(7, 1, 2), [7, 2]);
assert.sameValue(new p(1).nt, p);
class C extends p {}
assert.sameValue(new C().nt, C);
assert.throws(TypeError, function () { new (new Proxy(function () {}, { construct() { return 1; } }))(); });
assert.throws(TypeError, function () { new (new Proxy(() => {}, {}))(); });
assert.throws(TypeError, function () { new Proxy({}, { apply() {} })(); });
assert.throws(TypeError, function () { (new Proxy(function () {}, { apply: 5 }))(); });
assert.sameValue(new Proxy(Math.max, { apply: null })(1, 2), 2);
