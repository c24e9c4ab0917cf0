// gc-stress: no
// Long chains of proxies, and deep recursion through traps.
let plain = function f(a) { return new.target ? this : a; };
plain.x = 1;
let chain = plain;
for (let i = 0; i < 5000; i++) chain = new Proxy(chain, {});
print(chain.x, "x" in chain, typeof chain, chain(7), typeof new chain(7));
chain.y = 2;
print(plain.y, Object.keys(chain).join(), delete chain.y, plain.y);
print(Object.getPrototypeOf(chain) === Function.prototype, Object.isExtensible(chain));
print(Object.getOwnPropertyDescriptor(chain, "x").value, Array.isArray(chain));
Object.defineProperty(chain, "z", { value: 3, configurable: true });
print(plain.z, Reflect.ownKeys(chain).includes("z"));
let deep = [];
for (let i = 0; i < 5000; i++) deep = new Proxy(deep, {});
print(Array.isArray(deep), JSON.stringify(deep), Object.prototype.toString.call(deep));
// With traps the depth ends in a RangeError, never in a crash.
const endless = new Proxy(function () {}, {
  get() { return endless.x; }, has() { return "x" in endless; }, set(t, k, v) { endless.x = v; return true; },
  getOwnPropertyDescriptor() { return Object.getOwnPropertyDescriptor(endless, "x"); },
  ownKeys() { return Object.keys(endless); }, getPrototypeOf() { return Object.getPrototypeOf(endless); },
  setPrototypeOf() { return Object.setPrototypeOf(endless, null); }, isExtensible() { return Object.isExtensible(endless); },
  preventExtensions() { return Object.preventExtensions(endless); }, deleteProperty() { return delete endless.x; },
  defineProperty() { return Object.defineProperty(endless, "x", {}); }, apply() { return endless(); },
  construct() { return new endless(); },
});
for (const f of [
  () => endless.x, () => "x" in endless, () => Object.keys(endless), () => { endless.x = 1; },
  () => Object.getPrototypeOf(endless), () => Object.isExtensible(endless), () => delete endless.x,
  () => Object.defineProperty(endless, "x", {}), () => Object.setPrototypeOf(endless, null),
  () => Object.preventExtensions(endless), () => Object.getOwnPropertyDescriptor(endless, "x"),
  () => endless(), () => new endless(), () => { for (const k in endless); }, () => ({ ...endless }),
]) {
  try { f(); print("done"); } catch (e) { print(e.name, e.message); }
}
// Bound functions and proxies in turn.
let mixed = (...args) => args.length;
for (let i = 0; i < 200; i++) mixed = new Proxy(mixed.bind(null, i), {});
print(mixed("x"));
class Base { constructor(...args) { this.count = args.length; } }
let constructed = Base;
for (let i = 0; i < 50; i++) constructed = new Proxy(constructed.bind(null, i), {});
print(new constructed("x").count);
// A handler that is a proxy of itself does not end well.
const self = new Proxy({}, new Proxy({}, { get(t, k, r) { return self[k]; } }));
try { self.x; } catch (e) { print(e.name); }
