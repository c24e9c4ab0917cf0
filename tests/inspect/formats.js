// The directives of formats, and everything that is no directive.
console.log("%s", "a");
console.log("%s %s", "a");
console.log("%s", "a", "b", 1);
console.log("%%", "%", "%%");
console.log("%%");
console.log("%");
console.log("%", 1);
console.log("100%", 1);
console.log("100% %s", 1);
console.log("%x %s", 1, 2);
console.log("%s%", 1);
console.log("%%s", 1);
console.log("%s%%%s", 1, 2);
console.log("a %s b %d c %i d %f e", "x", 1.5, 2.9, "3.5");
for (const value of ["text", 1.5, -0, 10n, true, null, undefined, Symbol("s"), {}, { a: 1, b: { c: {} } }, [1, [2, [3]]], () => 1, function f() {}, class A {}, new Date(0), /x/g, "12abc", "", "  7  ", "0x1f", NaN, [5], new Map([[1, { a: {} }]]), Object(3), Object("s"), { toString() { return "own toString"; } }, { valueOf() { return 42; } }, { [Symbol.toPrimitive]() { return 7; } }, new (class T { toString() { return "class toString"; } })(), new (class U extends Map {})(), { __proto__: null, a: 1 }, new Proxy({ a: 1 }, {})]) {
    console.log("s=%s|", value);
    try { console.log("d=%d|", value); } catch (e) { console.log(e.message); }
    try { console.log("i=%i|", value); } catch (e) { console.log(e.message); }
    try { console.log("f=%f|", value); } catch (e) { console.log(e.message); }
    try { console.log("j=%j|", value); } catch (e) { console.log(e.name); }
    console.log("O=%O|", value);
    console.log("c=%c|", value);
}
console.log("%s %s %s", new Uint8Array(2), (function* () {}).constructor.prototype === undefined, [new Uint8Array(2)]);
console.log("%o", { a: 1 });
console.log("%o", [1, 2, [3]]);
console.log("%o", { a: { b: { c: { d: { e: { f: 1 } } } } } });
console.log("%o", "text", 5);
console.log("%o", new Map([[1, { a: 2 }]]), new Set([1]));
console.log("%o", [undefined, null, Symbol("x"), 1n, "s"]);
console.log("%o", new Proxy({ a: 1 }, { get: undefined }));
console.log("%o", new Proxy([1, { b: 2 }], {}));
console.log("%o", new Proxy(new Proxy({ a: 1 }, {}), {}));
console.log("%o", Uint8Array.of(1, 2));
console.log("%o", new ArrayBuffer(2), /x/g, new Date(0));
console.log("%o", Object("ab"), Object(1));
console.log("%o", new (class Point { constructor() { this.x = 1; } get length() { return 1; } method() {} })());
console.log("%o", new (class Sub extends (class Base { get base() { return 1; } }) { get sub() { return 2; } })());
console.log("%o", Object.create({ inherited: 1, get g() { return 1; } }));
console.log("%o", { __proto__: null, a: 1 });
console.log("%o", () => {});
console.log("%o", class C { static s = 1; m() {} });
console.log("%O", { a: { b: { c: { d: 1 } } } }, { a: { b: { c: { d: 1 } } } });
console.log("%j %j", { a: [1, { b: 2 }] }, "text");
{ const c = {}; c.c = c; console.log("%j", c); }
console.log("%j", { toJSON() { return "from toJSON"; } });
console.log("%c styled %c", "color: red", "");
console.log("%c", "x", "y");
console.log(5, "%s", 6);
console.log({}, "%d", 7);
console.log("%s", new Error("message of an error").message);
console.log("%s", Object.assign(new Error("x"), { stack: "Error: x\n    at y" }));
console.log("%s|%s", [1, "two", [3, [4]]], { nested: { object: { here: 1 } } });
console.log("%d|%i|%f", "abc", "abc", "abc");
console.log("%d %d", "5", "0x10", "rest");
console.log("%i %f", 3.99, "2.5e3x");
console.log("%i", 1e21, "%f");
console.log("a\n%s\nb", "c");
console.log("é%s中%s", 1, 2);
console.info("info %s", 1);
console.debug("debug %s", 1);
console.warn("warn %s", 1);
console.error("error %s", 1, { a: [1] });
