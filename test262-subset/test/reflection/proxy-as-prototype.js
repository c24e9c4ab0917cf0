/*---
esid: sec-ordinaryget
description: >
  A proxy in the prototype chain sees what is not found before it
features: [Proxy]
---*/

var log = [];
var p = new Proxy({}, {
  get(t, k, r) { log.push("get " + String(k)); return k === "found" ? r.own : undefined; },
  has(t, k) { log.push("has " + String(k)); return k === "yes"; },
  set(t, k, v, r) { log.push("set " + k); Object.defineProperty(r, k, { value: v, configurable: true }); return true; }
});
var o = Object.create(p, { own: { value: 1 } });
assert.sameValue(o.own, 1);
assert.sameValue(o.found, 1);
assert.sameValue("yes" in o, true);
o.set = 5;
assert.sameValue(Object.getOwnPropertyDescriptor(o, "set").value, 5);
assert.compareArray(log, ["get found", "has yes", "set set"]);
class C { constructor() { this.x = 1; } }
Object.setPrototypeOf(C.prototype, p);
assert.sameValue(new C().found, undefined);
