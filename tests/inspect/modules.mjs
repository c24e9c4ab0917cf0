// Namespaces of modules, with variables that have no value yet.
import * as self from "./modules.mjs";
console.log(self);
console.log([self], { self });
export let early = 1;
console.log(self);
export const later = { a: { b: { c: 1 } } };
export function f() {}
export class C {}
export { early as "a name", f as default };
console.log(self);
console.log([[[self]]], [[[[self]]]]);
console.log("%s", Object.keys(self).length);
console.dir(self, { showHidden: true });
console.log(Object.getPrototypeOf(self), typeof self);
