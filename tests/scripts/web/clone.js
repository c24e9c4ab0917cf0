// structuredClone.
function tell(name, f) {
    try {
        print(name, f());
    } catch (e) {
        print(name, e.constructor.name, e.name, e.message, e.code);
    }
}
for (var value of [undefined, null, true, -0, 1.5, NaN, 10n ** 30n, "", "text", "\ud800"]) print(Object.is(structuredClone(value), value), value === undefined || value === null || typeof value);
for (var value of [new Number(-0), new String("ab"), new Boolean(false), Object(5n)]) {
    var clone = structuredClone(value);
    print(typeof clone, clone !== value, Object.getPrototypeOf(clone) === Object.getPrototypeOf(value), Object.is(clone.valueOf(), value.valueOf()));
}
var date = new Date(1e12);
date.x = 1;
print(structuredClone(date).getTime(), structuredClone(date).x, structuredClone(new Date(NaN)).getTime());
var regexp = /a(?<n>b)/giu;
regexp.lastIndex = 3;
var clone = structuredClone(regexp);
print(String(clone), clone.lastIndex, clone.test("AB"));

// Objects and arrays.
var symbol = Symbol();
class Foo { constructor() { this.x = 1; } get y() { return 2; } }
tell("class", () => [JSON.stringify(structuredClone(new Foo())), structuredClone(new Foo()).constructor === Object]);
tell("not enumerable", () => JSON.stringify(structuredClone(Object.defineProperty({ a: 1, [symbol]: 2 }, "b", { value: 1 }))));
tell("read only", () => JSON.stringify(Object.getOwnPropertyDescriptors(structuredClone(Object.freeze({ a: 1, get b() { return 2; } })))));
tell("inherited", () => JSON.stringify(structuredClone(Object.create({ a: 1 }, { b: { value: 2, enumerable: true } }))));
tell("no prototype", () => Object.getPrototypeOf(structuredClone(Object.create(null))) === Object.prototype);
tell("__proto__", () => { var c = structuredClone(JSON.parse('{"__proto__": 5, "2": 1, "1": 2, "b": 3}')); return [Object.keys(c).join(), Object.getPrototypeOf(c) === Object.prototype]; });
tell("array", () => { var a = [1, , 3]; a.foo = "bar"; a[-1] = 2; var c = structuredClone(a); return [Object.keys(c).join(), c.length, 1 in c, Array.isArray(c)]; });
tell("packed", () => { var a = [1, 2.5, "x", null, undefined, 5n, true]; var c = structuredClone(a); return [c !== a, c.length, c.every((v, i) => v === a[i]), Object.keys(c).join()]; });
tell("sparse", () => { var a = []; a[1e6] = 2; a.length = 4e9; var c = structuredClone(a); return [c.length, Object.keys(c).join()]; });
tell("empty", () => { var c = structuredClone([[], {}, new Map(), new Set(), new Array(3)]); return [c[0].length, Object.keys(c[1]).length, c[2].size, c[3].size, c[4].length, 0 in c[4]]; });
tell("subclass", () => { class L extends Array {} var c = structuredClone(L.of(1, 2)); return [c instanceof L, c.length, Array.isArray(c)]; });
tell("accessor in array", () => { var a = [1, 2]; Object.defineProperty(a, 0, { get() { return 9; }, enumerable: true }); return structuredClone(a)[0]; });

// Identity and cycles.
tell("cycle", () => { var o = { list: [] }; o.self = o; o.list.push(o, o.list); var c = structuredClone(o); return [c !== o, c.self === c, c.list[0] === c, c.list[1] === c.list]; });
tell("shared", () => { var s = { a: 1 }, n = new Number(1), r = /x/, d = new Date(0), c = structuredClone([s, s, n, n, r, r, d, d]); return [c[0] === c[1], c[2] === c[3], c[4] === c[5], c[6] === c[7]]; });
tell("map", () => { var key = { a: 1 }, m = new Map([[key, new Set([1, key])], ["k", key]]); m.set(m, m); m.x = 1; var c = structuredClone(m), keys = [...c.keys()]; return [c.size, keys[0].a, c.get(keys[0]).has(keys[0]), c.get("k") === keys[0], c.get(c) === c, c.x]; });
tell("set", () => { var s = new Set([3, 1, NaN, "a", [1], [1]]); s.add(s); var c = structuredClone(s); return [c.size, c.has(c), c.has(NaN), [...c].slice(0, 4).join(), [...c][4] !== [...c][5]]; });

// The order of getters, and what they change.
tell("order", () => {
    var log = [];
    var o = {
        get a() { log.push("a"); return { get b() { log.push("b"); return [{ get deep() { log.push("deep"); } }]; }, get b2() { log.push("b2"); } }; },
        get c() { log.push("c"); delete this.d; this.f = 1; return new Map([[{ get k() { log.push("k"); } }, { get v() { log.push("v"); } }], [{ get k2() { log.push("k2"); } }, 1]]); },
        get d() { log.push("d"); },
        get e() { log.push("e"); return new Set([{ get s() { log.push("s"); } }, { get s2() { log.push("s2"); } }]); },
    };
    var c = structuredClone(o);
    return log.join() + " " + Object.keys(c).join();
});
tell("map changes", () => { var m = new Map([[1, { get x() { m.set(2, 3); m.delete(5); } }], [5, 6]]); var c = structuredClone(m); return [...c.keys()].join(); });
tell("throws", () => structuredClone({ get a() { throw new RangeError("by a getter"); } }));

// Errors.
function own(e) { return e.constructor.name + " " + e.name + " " + e.message + " " + Object.getOwnPropertyNames(e).join(); }
tell("error", () => { var e = new TypeError("m", { cause: { a: 1 } }); e.extra = 1; var c = structuredClone(e); return [own(c), c.cause.a, c.extra, c.stack === e.stack, c !== e, Object.keys(c).length]; });
for (var E of [Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError]) tell(E.name, () => own(structuredClone(new E("text"))));
tell("aggregate", () => own(structuredClone(new AggregateError([1], "x"))));
tell("getter", () => { class G extends RangeError { get name() { return "Other"; } } var e = new G("q"), c = structuredClone(e); return [own(c), c.stack === e.stack]; });
tell("name", () => { var e = new Error(); e.name = "TypeError"; e.stack = 5; var c = structuredClone(e); return [own(c), c.stack]; });
tell("message", () => { var e = new Error("x"); e.message = { toString() { return "converted"; } }; return own(structuredClone(e)); });
tell("accessors", () => { var e = new Error("x"); Object.defineProperty(e, "message", { get() { return "g"; } }); Object.defineProperty(e, "stack", { get() { return "gs"; } }); var c = structuredClone(e); return [own(c), c.stack]; });
tell("cause", () => structuredClone(new Error("x", { cause: () => {} })));

// Buffers and views.
tell("buffer", () => { var b = new Uint8Array([1, 2, 3]).buffer, c = structuredClone([b, b]); new Uint8Array(b)[0] = 9; return [c[0] === c[1], c[0].byteLength, new Uint8Array(c[0]).join(), c[0].resizable]; });
tell("views", () => { var b = new ArrayBuffer(16), o = { u: new Uint8Array(b, 2, 3), d: new DataView(b, 4), f: new Float64Array(b, 8, 1), b }; o.f[0] = 1.5; var c = structuredClone(o); return [c.u.buffer === c.b, c.d.buffer === c.b, c.f[0], c.u.byteOffset, c.u.length, c.d.byteOffset, c.d.byteLength, c.f.byteLength]; });
for (var T of [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array]) tell(T.name, () => { var c = structuredClone(new T([1, 2, 300])); return [c.constructor.name, c.join()]; });
for (var T of [BigInt64Array, BigUint64Array]) tell(T.name, () => { var c = structuredClone(new T([1n, 2n])); return [c.constructor.name, c.join()]; });
tell("resizable", () => { var b = new ArrayBuffer(4, { maxByteLength: 8 }), c = structuredClone({ b, u: new Uint8Array(b), v: new Uint8Array(b, 1, 2), d: new DataView(b) }); c.b.resize(8); return [c.b.maxByteLength, c.b.resizable, c.u.length, c.v.length, c.d.byteLength, b.byteLength]; });
tell("shared memory", () => { var b = new SharedArrayBuffer(4), c = structuredClone(b); new Uint8Array(c)[0] = 7; return [c !== b, c instanceof SharedArrayBuffer, new Uint8Array(b)[0]]; });
tell("growable", () => { var b = new SharedArrayBuffer(4, { maxByteLength: 8 }), c = structuredClone(b); b.grow(6); return [c.growable, c.maxByteLength, c.byteLength]; });
tell("extra", () => { var u = new Uint8Array(2); u.x = 1; return structuredClone(u).x; });

// Transfer.
tell("transfer", () => { var b = new Uint8Array([1, 2, 3]).buffer, c = structuredClone({ b, u: new Uint8Array(b, 1) }, { transfer: [b] }); return [b.byteLength, new Uint8Array(c.b).join(), c.u.join(), c.u.buffer === c.b]; });
tell("transfer alone", () => { var b = new ArrayBuffer(8); return [structuredClone(5, { transfer: [b] }), b.byteLength]; });
tell("transfer of a set", () => { var b = new ArrayBuffer(8), c = structuredClone([b], { transfer: new Set([b]) }); return [c[0].byteLength, b.byteLength]; });
tell("transfer of a resizable one", () => { var b = new ArrayBuffer(4, { maxByteLength: 8 }), c = structuredClone({ b, u: new Uint8Array(b) }, { transfer: [b] }); c.b.resize(6); return [c.b.maxByteLength, c.b.resizable, c.u.length, b.byteLength, b.maxByteLength]; });
tell("transfer twice", () => { var b = new ArrayBuffer(1); return structuredClone(1, { transfer: [b, b] }); });
tell("transfer fails", () => { var b = new ArrayBuffer(1); try { structuredClone({ b, f() {} }, { transfer: [b] }); } catch (e) { return [e.name, b.byteLength]; } });
tell("transfer, and a getter writes", () => { var b = new ArrayBuffer(1), u = new Uint8Array(b), c = structuredClone({ b, get x() { u[0] = 7; } }, { transfer: [b] }); return new Uint8Array(c.b)[0]; });
tell("detached", () => { var b = new ArrayBuffer(1); structuredClone(1, { transfer: [b] }); return structuredClone(b); });
tell("detached view", () => { var u = new Uint8Array(1); structuredClone(1, { transfer: [u.buffer] }); return structuredClone(u); });
for (var options of [undefined, null, {}, { transfer: undefined }, { transfer: null }, { transfer: [] }]) tell("options", () => structuredClone(1, options));

// What cannot be cloned.
var wrong = {
    arrow: () => {}, function: function foo(a, b) { return 1; }, class: class A {}, symbol: Symbol("foo"), wrapped: Object(Symbol("foo")),
    proxy: new Proxy({}, {}), array: new Proxy([], {}), called: new Proxy(function () {}, {}), weakMap: new WeakMap(), weakSet: new WeakSet(), weakRef: new WeakRef({}),
    registry: new FinalizationRegistry(() => {}), promise: Promise.resolve(), arguments: (function () { return arguments; })(1),
    strict: (function () { "use strict"; return arguments; })(1), global: globalThis,
};
for (var key in wrong) {
    tell(key, () => structuredClone(wrong[key]));
    tell(key, () => structuredClone({ deep: [new Map([[1, wrong[key]]])] }));
}
for (var iterator of [(function* () {})(), (async function* () {})(), [].values(), new Map().entries(), new Set().values(), ""[Symbol.iterator](), "a".matchAll(/a/g)]) tell("iterator", () => { try { structuredClone(iterator); } catch (e) { return e.name; } });
for (var namespace of [Math, JSON, Reflect]) tell("namespace", () => Object.keys(structuredClone(namespace)).length);
