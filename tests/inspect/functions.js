// Functions and classes: names, kinds, properties, prototypes.
console.log(function () {});
console.log(function f() {});
console.log(() => {});
console.log(async () => {});
console.log(async function g() {});
console.log(function* h() {});
console.log(async function* i() {});
console.log({ m() {} }.m, { async m() {} }.m, { *m() {} }.m, { async *m() {} }.m, { get x() { return 1; } });
console.log({ "odd name"() {} }["odd name"], { [Symbol("s")]() {} });
console.log(class {});
console.log(class A {});
console.log(class extends Array {});
console.log(class B extends Map {});
class Base {}
console.log(Base, class Derived extends Base {}, class extends class {} {}, class N extends null {});
console.log(class { static x = 1; static y() {} });
console.log(class S { static x = 1; static #p = 2; static get g() { throw 1; } });
console.log(new Base(), new (class {})(), new (class Derived extends Base { x = 1 })());
console.log(new (class P { #p = 1; q = 2; get r() { throw 1; } })());
console.log(Math.max, parseInt, Array, Map.prototype.get, Symbol, Proxy);
console.log(function () {}.bind(), function f() {}.bind(null, 1), (() => {}).bind());
console.log(Object.assign(function f() {}, { a: 1, b: [2] }));
console.log(Object.assign(() => {}, { a: 1 }));
console.log(Object.assign(class Q {}, { a: { b: { c: {} } } }));
console.log([function f() {}], { f() {} }, [[[[function deep() {}]]]], [[[[Object.assign(function deep() {}, { x: 1 })]]]]);
console.log(Object.setPrototypeOf(function f() {}, null));
console.log(Object.setPrototypeOf(class F {}, null));
console.log(Object.setPrototypeOf(() => {}, null));
console.log(Object.setPrototypeOf(function f() {}, class Weird extends Function {}.prototype));
console.log(Object.defineProperty(function f() {}, "name", { value: "renamed" }));
console.log(Object.defineProperty(function f() {}, "name", { value: "" }));
console.log(Object.defineProperty(class C {}, "name", { value: "Renamed" }));
console.log(new (Object.defineProperty(class C {}, "name", { value: "Renamed" }))());
console.log(new (Object.defineProperty(class C {}, "name", { value: "" }))());
{
    const f = function f() {};
    delete f.name;
    console.log(f);
    class C {}
    delete C.name;
    console.log(C, new C());
}
console.log(Object.defineProperty(function f() {}, Symbol.toStringTag, { value: "Tag" }));
console.log(Object.defineProperty(class C {}, Symbol.toStringTag, { value: "Tag" }));
console.log(Function.prototype, Object.getPrototypeOf(async () => {}), Object.getPrototypeOf(function* () {}));
console.log(new Function("a", "b", "return a"), (0, eval)("(function fromEval() {})"));
function Old(x) { this.x = x; }
console.log(Old, new Old(1), Old.prototype);
Old.prototype = { y: 1 };
console.log(new Old(2));
Old.prototype = null;
console.log(new Old(3));
function Outer() {}
Outer.prototype.constructor = 5;
console.log(new Outer());
function Same() {}
Same.prototype = Array.prototype;
console.log(new Same());
class WithTag { get [Symbol.toStringTag]() { return "WithTag"; } }
console.log(new WithTag());
class Tagged {}
Object.defineProperty(Tagged.prototype, Symbol.toStringTag, { value: "Other" });
console.log(new Tagged(), [[[new Tagged()]]], Object.assign(new Tagged(), { a: 1 }));
console.log(Base.prototype, Object.create(Base.prototype), Tagged.prototype);
console.log(Object.create(new Base()), Object.create(Object.create(new Base())));
console.log(class /* comment ( { */ Z {}, class Y extends (class X {}) { constructor() { super(); } });
console.log({ f: class Inner { static a = { b: { c: {} } } } });
console.log(function* gen() {}(), async function* agen() {}(), (function* () {})().next());
console.log(Object.getPrototypeOf(function* () {}()), (function* () {}).prototype);
console.log(globalThis.undefinedFunction, typeof console.log, console.log);
