// Dates, regular expressions, objects of primitives.
console.log(new Date(0), new Date(NaN), new Date(-1e15), new Date(8.64e15), new Date(253402300800000));
console.log(Object.assign(new Date(0), { extra: 1 }), [new Date(0)], { d: new Date(NaN) }, [[[[new Date(0)]]]]);
class D extends Date {}
console.log(new D(0), Object.assign(new D(0), { x: 1 }), Object.setPrototypeOf(new Date(0), null), Date.prototype);
console.log(/x/, /[/\\]\/y/gimsuy, new RegExp(""), new RegExp("\n/"), new RegExp("a", "v"));
console.log(Object.assign(/x/, { extra: 1 }), [/x/], { r: /x/ }, [[[[/x/]]]], [[[[Object.assign(/x/, { y: 1 })]]]]);
class R extends RegExp {}
console.log(new R("x", "g"), Object.setPrototypeOf(/x/, null), RegExp.prototype, Object.assign(new R("y"), { z: 1 }));
console.log(Object(1), Object(-0), Object(true), Object("text"), Object(10n), Object(Symbol("s")), new String(""));
console.log([Object(1), Object("text")], { a: Object(false), b: new String("it's") });
console.log(Object.assign(Object(1), { extra: 1 }), Object.assign(Object("abc"), { extra: 1 }), Object.assign(Object(Symbol()), { x: 1 }));
class N extends Number {}
class T extends String {}
console.log(new N(3), new T("x"), Object.assign(new T("xy"), { z: 1 }), [[[[new N(3), new T("x"), Object.assign(new T("xy"), { z: 1 })]]]]);
console.log(Object.setPrototypeOf(Object(1), null), Object.setPrototypeOf(Object("abc"), null), Object.setPrototypeOf(Object(true), null));
console.log(Number.prototype, String.prototype, Boolean.prototype, Symbol.prototype, BigInt.prototype);
console.log(Object.defineProperty(Object(1), Symbol.toStringTag, { value: "Tag" }));
console.log(new String("a long string ".repeat(10)), [new String("line\n".repeat(20))]);
console.log(Object.defineProperty(Object.assign(/x/, { a: 1 }), Symbol.toStringTag, { value: "Tag" }));
