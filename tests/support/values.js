// What bytecode programs work on: values of all sorts, made anew for each round, and a report that shows everything
// that can be reached from a value: identities, property orders, attributes, prototypes.
var $fuel = 0;
var $var = 1;
let $let = "let";
const $const = 2.5;
Object.defineProperty(globalThis, "$accessor", {
    get() { $effect("get $accessor"); return 4; },
    set(v) { $effect("set $accessor"); },
    configurable: true,
});
var $ownKeys = Reflect.ownKeys, $describe = Object.getOwnPropertyDescriptor, $prototype = Object.getPrototypeOf;
var $extensible = Object.isExtensible, $isArray = Array.isArray, $Map = Map, $String = String;
var $mapGet = Map.prototype.get, $mapSet = Map.prototype.set, $apply = Reflect.apply;
function $effect(text) {
    if ($out.length < 200000) $out += text + "\n";
}
function $word(seed) {
    seed = (seed ^ (seed << 13)) | 0;
    seed = (seed ^ (seed >>> 17)) | 0;
    return (seed ^ (seed << 5)) | 0;
}
class $Point {
    constructor(x, y) { this.x = x; this.y = y; }
    get p() { $effect("get p"); return this.x; }
    set p(v) { $effect("set p"); this.x = v; }
    q(v) { return this.y; }
}
class $Child extends $Point {
    constructor(...a) { super(...a); this.r = 3; }
}
function $Old(p, q) { this.p = p; this.q = q; }
$Old.prototype.r = "r of Old";
$Old.prototype.x = 5;
function $make(p, q) { return { p: p, q: q }; }
function $dictionary() {
    var o = {};
    for (var i = 0; i < 40; i++) o["k" + i] = i;
    delete o.k3;
    o.p = 1;
    return o;
}
function $rope(n) {
    var s = "ab";
    for (var i = 0; i < n; i++) s = s + s;
    return s;
}
function $iterable(n) {
    return {
        [Symbol.iterator]() {
            var i = 0;
            return {
                next(v) { $effect("next"); return { done: i >= n, value: i++ }; },
                return(v) { $effect("return"); return {}; },
            };
        },
    };
}
var $pool = [
    () => 0, () => 1, () => -1, () => 2, () => 7, () => 31, () => 100, () => 2147483647, () => -2147483648,
    () => 3, () => 0, () => 1, () => 4,
    () => 0.5, () => -0, () => NaN, () => Infinity, () => -2.5, () => 2147483648, () => 4294967295, () => 1e300, () => 5e-324,
    () => "", () => "a", () => "p", () => "12", () => "length", () => "\u{1F600}x", () => $rope(6), () => "q",
    () => true, () => false, () => null, () => undefined,
    () => 0n, () => 1n, () => -7n, () => 18446744073709551616n,
    () => Symbol("s"), () => Symbol.iterator, () => Symbol.toPrimitive,
    () => ({}), () => $make(1, 2), () => $make("p", 0.5), () => ({ q: 2, p: 1 }), () => ({ x: 1, y: 2, p: 3, q: 4, r: 5, s: 6, t: 7 }),
    () => new $Point(1, 2), () => new $Point(0.5, "y"), () => new $Child(3, 4), () => new $Old(1, 2), () => new $Old("p", {}),
    () => Object.create({ p: "inherited", get q() { $effect("get q"); return 8; } }),
    () => Object.create(null), () => Object.create(Object.freeze({ p: 1 })),
    () => Object.freeze($make(1, 2)), () => Object.seal($make(1, 2)), () => Object.preventExtensions($make(3, 4)),
    () => Object.defineProperty({}, "p", { value: 6, configurable: true }),
    () => ({ get p() { throw new RangeError("p"); }, set p(v) { $effect("set p " + typeof v); } }),
    () => $dictionary(),
    () => ({ 0: "zero", 1: "one", length: 2 }),
    () => ({ valueOf() { $effect("valueOf"); return 3; }, toString() { $effect("toString"); return "t"; } }),
    () => ({ [Symbol.toPrimitive](hint) { $effect("hint " + hint); return hint === "string" ? "q" : 1.5; } }),
    () => ({ valueOf() { $effect("valueOf"); throw new TypeError("no value"); } }),
    () => [], () => [1, 2, 3], () => [1.5, , "x"], () => [{}, [], null], () => [0.5, 1.5, NaN], () => { var a = []; a[500] = 1; return a; },
    () => Object.freeze([1, 2]), () => Object.defineProperty([1, 2], "length", { writable: false }),
    () => Object.defineProperty([1, 2, 3], 1, { get() { $effect("get 1"); return "got"; }, configurable: true }),
    () => new Int8Array([1, -1, 127]), () => new Uint8Array([1, 255]), () => new Uint8ClampedArray([1, 2]), () => new Int16Array([1, -2]),
    () => new Uint16Array(2), () => new Int32Array([5, -5, 7]), () => new Uint32Array([4294967295, 1]), () => new Float32Array([0.5, 2]),
    () => new Float64Array([0.5, NaN, 3]), () => new BigInt64Array([1n, -1n]),
    () => function f(a, b) { $effect("f"); return a; }, () => (a) => a, () => $Point, () => $Old, () => Math.max, () => $make.bind(null, 1),
    () => function () { return this; }, () => function () { "use strict"; return typeof this; }, () => function (...a) { return a.length; },
    () => function (a) { arguments[0] = "changed"; return a; }, () => String, () => Object,
    () => new Map([[1, 2]]), () => new Set(["s"]), () => /a(b)?/g, () => new Error("an error"),
    () => Object("str"), () => Object(3), () => Object(1n), () => (function () { return arguments; })(1, 2),
    () => $iterable(2), () => "iter"[Symbol.iterator](),
];
var $iterables = [
    () => [], () => [1, 2, 3], () => [1, , 0.5], () => "ab\u{1F600}", () => new Set([1, "s"]), () => new Map([[1, 2]]), () => $iterable(3),
    () => new Uint8Array(3), () => 5, () => null, () => ({}), () => ({ [Symbol.iterator]() { throw new Error("no iterator"); } }), () => [[], {}],
];
var $constructors = [() => $Point, () => $Old, () => $Child, () => class {}, () => class extends $Old {}, () => Array, () => Object, () => Error];
// The arguments of a round.
function $arguments(seed, count, iterables, constructors) {
    var all = [];
    function pick(n, pool) {
        for (var i = 0; i < n; i++) {
            seed = $word(seed);
            all[all.length] = pool[(seed >>> 1) % pool.length]();
        }
    }
    pick(count, $pool);
    pick(iterables, $iterables);
    pick(constructors, $constructors);
    return all;
}
// Calls a program with these arguments, in one of two ways.
function $run(program, seed, count, iterables, constructors) {
    var a = $arguments(seed, count, iterables, constructors);
    $fuel = 60;
    try {
        var log = seed & 4
            ? $apply(program, a[1], a)
            : program(a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11], a[12], a[3]);
        $report(log, a);
    } catch (e) {
        $report([e], a);
    }
}
var $known = new Map();
(function () {
    function name(o, text) {
        if (o !== null && (typeof o === "object" || typeof o === "function") && !$known.has(o)) {
            $known.set(o, text);
            return true;
        }
    }
    name(globalThis, "globalThis");
    for (var k of $ownKeys(globalThis)) {
        if (k === "$iterables" || k === "$pool" || k === "$constructors") continue;
        var d = $describe(globalThis, k);
        if (!("value" in d) || !name(d.value, $String(k))) continue;
        for (var l of $ownKeys(d.value)) {
            var e = $describe(d.value, l);
            if (k !== "$known" && "value" in e && (l === "prototype" || typeof e.value === "function")) {
                name(e.value, k + "." + $String(l));
                if (l === "prototype") {
                    for (var m of $ownKeys(e.value)) {
                        var g = $describe(e.value, m);
                        if ("value" in g) name(g.value, k + ".prototype." + $String(m));
                    }
                }
            }
        }
    }
})();
// Everything that can be reached from the values, each object once, up to a bound.
function $report(values, more) {
    var seen = new $Map(), queue = [];
    function text(v) {
        switch (typeof v) {
            case "string":
                return v.length > 60 ? "'" + v.length + " units'" : "'" + v + "'";
            case "number":
                return v === 0 && 1 / v < 0 ? "-0" : "" + v;
            case "bigint":
                return v > 1000000000000000000000000000000n || v < -1000000000000000000000000000000n ? "big" : v + "n";
            case "object":
                if (v === null) return "null";
            case "function":
                var known = $apply($mapGet, $known, [v]);
                if (known !== undefined) return known;
                var stack = $describe(v, "stack");
                if (stack !== undefined && typeof stack.value === "string") return "<" + stack.value + ">";
                var n = $apply($mapGet, seen, [v]);
                if (n === undefined) {
                    n = queue.length;
                    $apply($mapSet, seen, [v, n]);
                    queue[n] = v;
                }
                return "#" + n;
            default:
                return $String(v);
        }
    }
    var line = "";
    for (var i = 0; i < values.length; i++) line += (i ? " " : "= ") + text(values[i]);
    for (i = 0; i < more.length; i++) line += " " + text(more[i]);
    $effect(line);
    for (var at = 0; at < queue.length && at < 80; at++) {
        var o = queue[at], keys = $ownKeys(o);
        line = "#" + at + (typeof o === "function" ? "()" : $isArray(o) ? "[]" : "") + ($extensible(o) ? "" : "!") + " of " + text($prototype(o)) + ":";
        for (var k = 0; k < keys.length && k < 30; k++) {
            var d = $describe(o, keys[k]);
            line += " " + $String(keys[k]) + (d.enumerable ? "" : "~") + (d.configurable ? "" : "^");
            line += "value" in d ? (d.writable ? "=" : ":") + text(d.value) : "=" + text(d.get) + "/" + text(d.set);
        }
        $effect(line);
    }
}
