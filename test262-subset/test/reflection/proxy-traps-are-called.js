/*---
esid: sec-proxy-object-internal-methods-and-internal-slots
description: >
  Each operation calls its trap, with the target and the receiver
features: [Proxy, Reflect]
---*/

var log = [], target = function () {};
var handler = new Proxy({}, { get(_, name) { return function (...args) { assert.sameValue(args[0], target); log.push(name); return Reflect[name](...args); }; } });
var p = new Proxy(target, handler);
p.x = 1;
p.x;
"x" in p;
delete p.x;
Object.keys(p);
Object.getPrototypeOf(p);
Object.setPrototypeOf(p, null);
Object.isExtensible(p);
Object.preventExtensions(p);
p();
new p();
var expected = ["set", "getOwnPropertyDescriptor", "defineProperty", "get", "has", "deleteProperty", "ownKeys"];
assert.compareArray(log.slice(0, 7), expected);
["getPrototypeOf", "setPrototypeOf", "isExtensible", "preventExtensions", "apply", "construct"].reduce(function (from, name) {
  var at = log.indexOf(name, from);
  assert(at >= from, name);
  return at + 1;
}, 7);
