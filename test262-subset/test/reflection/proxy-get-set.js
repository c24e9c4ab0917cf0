/*---
esid: sec-proxy-object-internal-methods-and-internal-slots-get-p-receiver
description: >
  The get and set traps, and what they may not say
features: [Proxy]
---*/

var target = Object.defineProperties({}, { fixed: { value: 1 }, none: { set: undefined, get: undefined } });
var p = new Proxy(target, { get(t, k, r) { return k === "me" ? r : 5; }, set(t, k, v) { return k !== "no"; } });
assert.sameValue(p.anything, 5);
assert.sameValue(p.me, p);
assert.sameValue(Object.create(p).me !== p, true);
assert.throws(TypeError, function () { p.fixed; });
assert.throws(TypeError, function () { p.none; });
assert.throws(TypeError, function () { "use strict"; p.no = 1; });
assert.throws(TypeError, function () { p.fixed = 2; });
p.ok = 1;
assert.sameValue("ok" in target, false);
assert.sameValue(new Proxy({ a: 1 }, {}).a, 1);
assert.sameValue(new Proxy([1, 2], {}).length, 2);
