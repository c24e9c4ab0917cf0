// Module namespace exotic objects, operation by operation.
import * as ns from "./names.mjs";
import * as self from "./main.mjs";

const attempt = f => {
  try {
    return f();
  } catch (error) {
    return error.name + ": " + error.message;
  }
};
console.log(Object.getPrototypeOf(ns), Object.isExtensible(ns), Object.prototype.toString.call(ns));
console.log(Reflect.ownKeys(ns));
console.log(Object.getOwnPropertyDescriptor(ns, "b"), Object.getOwnPropertyDescriptor(ns, "no"));
console.log(Object.getOwnPropertyDescriptor(ns, Symbol.toStringTag));
console.log("a" in ns, "no" in ns, Symbol.toStringTag in ns, Object.hasOwn(ns, "a"));
console.log(attempt(() => { ns.a = 1; }), attempt(() => { ns.no = 1; }));
console.log(Reflect.set(ns, "a", 1), Reflect.set({}, "z", 1, ns));
console.log(attempt(() => delete ns.a), attempt(() => delete ns.no), Reflect.deleteProperty(ns, "a"));
console.log(Reflect.defineProperty(ns, "a", { value: ns.a }), Reflect.defineProperty(ns, "a", { value: 9 }));
console.log(Reflect.defineProperty(ns, "a", { enumerable: false }), Reflect.defineProperty(ns, "a", {}));
console.log(Reflect.setPrototypeOf(ns, null), Reflect.setPrototypeOf(ns, {}), Reflect.preventExtensions(ns));
console.log(Object.isFrozen(ns), Object.isSealed(ns), attempt(() => Object.freeze(ns)));
console.log({ ...ns }, Object.entries(ns), Object.assign({}, ns));
for (const key in ns) console.log(key, ns[key]);
const { a, ...rest } = ns;
console.log(a, rest, ns["1"], ns[2], ns.hasOwnProperty, ns.toString);

// A name of its own module, before its variable has a value.
console.log("late" in self, attempt(() => self.late), attempt(() => Object.keys(self)));
console.log(attempt(() => Object.hasOwn(self, "late")).split(":")[0], Reflect.deleteProperty(self, "late"));
console.log(attempt(() => { for (const key in self); }));
console.log(self);
export let late = "now";
console.log(self, self.late, Object.keys(self));
const derived = Object.create(ns, { own: { value: 1, enumerable: true } });
console.log(derived.a, "b" in derived);
let total = 0;
for (let i = 0; i < 500; i++) total += ns.a + (ns.no === undefined);
console.log(total);
