//! Hostile scripts: recursion, sizes and memory without bound end in errors that scripts or hosts can handle, in every
//! tier and on small stacks.

use jsrun::context::{Context, Error, Options, Termination};
use jsrun::interp::tier::Tier;
use std::time::{Duration, Instant};

const TIERS: [Tier; 2] = [Tier::Interpreter, Tier::Jit];

/// When a script counts as hanging: far more than any takes in a build without optimisation on a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// What a script gives: its completion value as a string, or how it ended.
fn outcome(context: &mut Context, text: &str) -> String {
    let result = context.eval("limits.js", text.as_bytes());
    match result.and_then(|value| context.to_display_string(&value)) {
        Ok(value) => value,
        Err(error) => format!("uncaught {error}").lines().next().unwrap_or_default().to_owned(),
    }
}

/// Runs an expression in a function that gives the name of what it throws.
fn caught(expression: &str) -> String {
    format!(
        "(function () {{ try {{ {expression}; return 'done'; }} catch (e) {{ return e && e.name || String(e); }} }})()"
    )
}

/// Runs scripts in each tier on a stack of so many bytes, and compares how they end with one of the given endings.
fn run_all(stack: usize, cases: &'static [(&'static str, &'static str)]) {
    let run = move || {
        let mut failures = Vec::new();
        for tier in TIERS {
            for (text, expected) in cases {
                let mut context = Context::new(Options::new().tier(tier).memory_limit(1 << 30));
                let begun = Instant::now();
                let ending = outcome(&mut context, &caught(text));
                if !expected.split('|').any(|one| one == ending) {
                    failures.push(format!("{tier:?}: {text}\n    gave {ending}, not {expected}"));
                }
                if begun.elapsed() > PATIENCE {
                    failures.push(format!("{tier:?}: {text}\n    took {:?}", begun.elapsed()));
                }
            }
        }
        assert!(failures.is_empty(), "{}", failures.join("\n"));
    };
    let thread = std::thread::Builder::new().stack_size(stack).spawn(run);
    if let Err(panic) = thread.unwrap().join() {
        std::panic::resume_unwind(panic);
    }
}

const SMALL_STACK: usize = 2 << 20;
const LARGE_STACK: usize = 8 << 20;

const RECURSION: &[(&str, &str)] = &[
    ("(function f() { f(); })()", "RangeError"),
    ("(function f() { return 1 + f(); })()", "RangeError"),
    ("(function f(a, b, c) { f(a, b, c, 1, 2, 3, 4, 5, 6, 7, 8, 9); })()", "RangeError"),
    ("var f = () => f(); f()", "RangeError"),
    ("(function f() { new f(); })()", "RangeError"),
    ("(function f() { f.call(); })()", "RangeError"),
    ("(function f() { f.apply(null, arguments); })(1, 2, 3)", "RangeError"),
    ("var f = function () { g(); }, g = f.bind(null, 1); g()", "RangeError"),
    ("(function f() { f(...[1, 2, 3]); })()", "RangeError"),
    ("(function f(...a) { f(...a, 1); })()", "RangeError"),
    ("(function f(n) { try { f(n + 1); } finally { n--; } })(0)", "RangeError"),
    ("var o = { get x() { return this.x; } }; o.x", "RangeError"),
    ("var o = { set x(v) { this.x = v; } }; o.x = 1", "RangeError"),
    ("var o = { toString() { return '' + this; } }; '' + o", "RangeError"),
    ("var o = { valueOf() { return +this; } }; +o", "RangeError"),
    ("var o = { [Symbol.toPrimitive]() { return `${this}`; } }; `${o}`", "RangeError"),
    ("var o = { toString() { return {}[this]; } }; ({})[o]", "RangeError"),
    ("[1, 2].sort(function f() { return [1, 2].sort(f); })", "RangeError"),
    ("[1].map(function f() { return [1].map(f); })", "RangeError"),
    ("[1].forEach(function f() { [1].forEach(f); })", "RangeError"),
    ("[1, 2].reduce(function f() { return [1, 2].reduce(f); })", "RangeError"),
    ("var o = { get x() { return structuredClone(this); } }; structuredClone(o)", "RangeError"),
    ("var o = { valueOf() { setTimeout(print, this); } }; setTimeout(print, o)", "RangeError"),
    ("JSON.parse('[1]', function f() { return JSON.parse('[1]', f); })", "RangeError"),
    ("var o = { toJSON() { return JSON.stringify(this); } }; JSON.stringify(o)", "RangeError"),
    ("JSON.stringify(1, function f(k, v) { return JSON.stringify(v, f); })", "RangeError"),
    ("JSON.stringify(1, function f(k, v) { return { v }; })", "RangeError"),
    ("'a'.replace('a', function f() { return 'a'.replace('a', f); })", "RangeError"),
    ("'a'.replace(/a/, function f() { return 'a'.replace(/a/, f); })", "RangeError"),
    ("'a'.replaceAll('a', function f() { return 'a'.replaceAll('a', f); })", "RangeError"),
    ("var i = { [Symbol.iterator]() { return [...this]; } }; [...i]", "RangeError"),
    ("var i = { [Symbol.iterator]() { for (var x of this); } }; for (var x of i);", "RangeError"),
    ("var i = { [Symbol.iterator]() { var [a] = this; } }; var [a] = i;", "RangeError"),
    ("class A { constructor() { new A(); } } new A()", "RangeError"),
    ("class A { constructor() { new B(); } } class B extends A {} new B()", "RangeError"),
    ("class A { x = new A(); } new A()", "RangeError"),
    ("class A { m() { super.toString(); this.m(); } } new A().m()", "RangeError"),
    ("var m = new Map([[1, 1]]); m.forEach(function f() { m.forEach(f); })", "RangeError"),
    ("var s = new Set([1]); s.forEach(function f() { s.forEach(f); })", "RangeError"),
    ("Array.from([1], function f() { return Array.from([1], f); })", "RangeError"),
    (
        "Object.defineProperty({}, 'x', { get get() { return Object.defineProperty({}, 'x', this); } })",
        "RangeError",
    ),
    ("Reflect.construct(function f() { Reflect.construct(f, []); }, [])", "RangeError"),
    ("(function f() { Reflect.apply(f, null, []); })()", "RangeError"),
    (
        "var e = new Error('x'); Object.defineProperty(e, 'message', { get() { return String(e); } }); String(e)",
        "RangeError",
    ),
    (
        "class A { static [Symbol.hasInstance](v) { return v instanceof A; } } 1 instanceof A",
        "RangeError",
    ),
    ("var f = function (s) { return f`${s}`; }; f`${1}`", "RangeError"),
    ("var t = new Uint8Array(2); t.sort(function f() { t.sort(f); return 0; })", "RangeError"),
    ("function* f() { yield* f(); } f().next()", "RangeError"),
    ("function* f() { for (var x of f()) yield x; } f().next()", "RangeError"),
    ("function* f() { f().next(); } f().next()", "RangeError"),
    ("function* f() { [...f()]; } f().next()", "RangeError"),
    ("function* f() { var [a] = f(); } f().next()", "RangeError"),
    (
        "var g = function* () { yield; h(g()); }, h = i => { i.next(); i.next(); }; h(g())",
        "RangeError",
    ),
    (
        "function* f() { try { yield 1; } finally { h(); } } var h = () => { var i = f(); i.next(); i.return(); }; h()",
        "RangeError",
    ),
    ("var o = { get then() { return this.then; } }; Promise.resolve(o)", "done"),
    ("(function f() { Promise.resolve({ get then() { f(); } }); })()", "done"),
    ("(function f() { new Promise(f); })()", "done"),
    ("(async function f() { await f(); })()", "done"),
    ("(function f() { try { f(); } catch (e) { f(); } })", "done"),
    ("var n = 0; (function f() { n++; try { f(); } catch (e) { throw e; } })()", "RangeError"),
];

const DEEP: &[(&str, &str)] = &[
    (
        "var l = null; for (var i = 0; i < 1e6; i++) l = { next: l }; l = structuredClone(l); for (i = 0; l; i++) l = l.next; if (i !== 1e6) throw new Error()",
        "done",
    ),
    (
        "var l = []; for (var i = 0; i < 2e5; i++) l = i % 3 === 0 ? [l] : i % 3 === 1 ? new Map([[l, l]]) : new Set([l]); structuredClone(l)",
        "done",
    ),
    (
        "var e = new Error(); for (var i = 0; i < 1e4; i++) e = new Error('', { cause: e }); structuredClone(e)",
        "done",
    ),
    ("var a = []; for (var i = 0; i < 200000; i++) a = [a]; a.join()", "RangeError|done"),
    ("var a = []; for (var i = 0; i < 200000; i++) a = [a]; String(a)", "RangeError|done"),
    ("var a = []; for (var i = 0; i < 200000; i++) a = [a]; a.flat(Infinity)", "RangeError|done"),
    ("var a = []; for (var i = 0; i < 200000; i++) a = [a]; JSON.stringify(a)", "RangeError|done"),
    (
        "var a = {}; for (var i = 0; i < 200000; i++) a = { a }; JSON.stringify(a)",
        "RangeError|done",
    ),
    (
        "var a = {}; for (var i = 0; i < 200000; i++) a = { a }; JSON.stringify(a, null, 1)",
        "RangeError|done",
    ),
    ("JSON.parse('['.repeat(200000) + ']'.repeat(200000))", "RangeError|done"),
    ("JSON.parse('{\"a\":'.repeat(200000) + '1' + '}'.repeat(200000))", "RangeError|done"),
    ("JSON.parse('['.repeat(200000) + ']'.repeat(200000), (k, v) => v)", "RangeError|done"),
    ("JSON.parse('['.repeat(200000))", "SyntaxError|RangeError"),
    ("var s = ''; for (var i = 0; i < 200000; i++) s += 'a'; s.charCodeAt(5)", "done"),
    ("var s = ''; for (var i = 0; i < 200000; i++) s = 'a' + s; s.charCodeAt(5)", "done"),
    (
        "var s = 'x'; for (var i = 0; i < 200000; i++) s = (i & 1) ? 'a' + s : s + 'b'; ({})[s]",
        "done",
    ),
    (
        "var f = function () {}; for (var i = 0; i < 100000; i++) f = f.bind(null); f()",
        "RangeError|done",
    ),
    (
        "var f = class {}; for (var i = 0; i < 100000; i++) f = f.bind(null); new f()",
        "RangeError|done",
    ),
    (
        "var f = function () {}; for (var i = 0; i < 100000; i++) f = f.bind(null); ({}) instanceof f",
        "RangeError|done",
    ),
    (
        "var o = null; for (var i = 0; i < 100000; i++) o = Object.create(o); o.x; 'x' in o",
        "RangeError|done",
    ),
    (
        "var o = null; for (var i = 0; i < 20000; i++) o = Object.create(o); o.x = 1; o.x",
        "RangeError|done",
    ),
    (
        "var o = null; for (var i = 0; i < 20000; i++) o = Object.create(o); for (var k in o);",
        "RangeError|done",
    ),
    ("var a = {}; for (var i = 0; i < 200000; i++) a = { a }; console.log(a)", "RangeError|done"),
    (
        "var e = new Error('x'); for (var i = 0; i < 20000; i++) e = new Error('x', { cause: e }); console.log(e.message)",
        "done",
    ),
    (
        "var e = new Error('x'); for (var i = 0; i < 20000; i++) e = new Error('x', { cause: e }); console.log(e)",
        "RangeError|done",
    ),
    ("new RegExp('('.repeat(100000) + ')'.repeat(100000))", "SyntaxError|RangeError|done"),
    ("new RegExp('(?:'.repeat(100000) + ')'.repeat(100000))", "SyntaxError|RangeError|done"),
    ("new RegExp('a' + '?'.repeat(100000))", "SyntaxError|RangeError"),
    ("new RegExp('[' + 'a-z'.repeat(100000) + ']').test('5')", "done|SyntaxError|RangeError"),
    (
        "new RegExp('(?:a|'.repeat(20000) + ')'.repeat(20000)).test('b')",
        "SyntaxError|RangeError|done",
    ),
    (
        "new RegExp('(?=' .repeat(20000) + ')'.repeat(20000)).test('b')",
        "SyntaxError|RangeError|done",
    ),
    ("new RegExp('a|'.repeat(16000)).test('b')", "done"),
    ("new RegExp('a|'.repeat(100000)).test('b')", "SyntaxError|RangeError|done"),
    (
        "/(?:a?){1000}/.test('b'); new RegExp('((a{0,1000}){0,1000}){0,1000}')",
        "SyntaxError|RangeError|done",
    ),
];

const SIZES: &[(&str, &str)] = &[
    ("/(?:a|aa)*b/.test('a'.repeat(5e6))", "RangeError"),
    ("'a'.repeat(5e6).replace(/(?:a|aa)*?b/g, '')", "RangeError"),
    ("'x'.repeat(2 ** 30)", "RangeError"),
    ("'x'.repeat(Infinity)", "RangeError"),
    ("'x'.repeat(-1)", "RangeError"),
    ("''.repeat(2 ** 30)", "done"),
    ("'a'.padEnd(2 ** 30)", "RangeError"),
    ("'a'.padStart(2 ** 31, 'abc')", "RangeError"),
    ("var s = 'x'; for (;;) s += s", "RangeError"),
    ("var s = 'x'.repeat(2 ** 20); for (;;) s = s + s + 'a'", "RangeError"),
    ("'x'.repeat(2 ** 20).replace(/x/g, '$`$`')", "RangeError"),
    ("new Float64Array(2 ** 40)", "RangeError"),
    ("new Float64Array(2 ** 53)", "RangeError"),
    ("new Uint8Array(-1)", "RangeError"),
    ("new ArrayBuffer(2 ** 50)", "RangeError"),
    ("new ArrayBuffer(8, { maxByteLength: 2 ** 50 })", "RangeError"),
    ("new ArrayBuffer(7e9)", "RangeError"),
    ("new Array(4294967295).length", "done"),
    ("new Array(4294967296)", "RangeError"),
    ("[].length = -1", "RangeError"),
    ("var a = []; a.length = 2 ** 32 - 1; a.push(1)", "TypeError|RangeError"),
    ("var a = []; a.length = 2 ** 32 - 1; a[5] = 1; a.pop(); a.length", "done"),
    ("var a = []; a[4294967294] = 1; if (a.length !== 4294967295) throw 1", "done"),
    (
        "var a = []; for (var i = 1; i < 2 ** 32 - 1; i *= 2) a[i] = i; if (a.length !== 2 ** 31 + 1 || a[2 ** 31] !== 2 ** 31) throw 1",
        "done",
    ),
    (
        "var o = {}; for (var i = 1; i < 2 ** 33; i *= 2) o[i] = i; if (o[2 ** 32] !== 2 ** 32) throw 1",
        "done",
    ),
    (
        "var a = []; for (var i = 0; i < 2 ** 28; i += 1000) a[i] = i; if (a[5000] !== 5000) throw 1",
        "done",
    ),
    ("Array(2 ** 31).join('x')", "RangeError"),
    ("Array(2 ** 29).join('xy')", "RangeError"),
    ("Array.prototype.push.call({ length: 2 ** 53 - 1 }, 1)", "TypeError"),
    ("Array.prototype.unshift.call({ length: 2 ** 53 - 1 }, 1)", "TypeError"),
    ("Array.from({ length: 2 ** 53 }).length", "RangeError|TypeError"),
    ("new Array(2 ** 27 + 1).fill(0, 0, 5)", "done"),
    ("String.fromCharCode.apply(null, { length: 2 ** 31 })", "RangeError|TypeError"),
    ("Math.max.apply(null, new Array(10000000))", "RangeError"),
    ("Math.max(...new Array(10000000))", "RangeError"),
    ("(function () {}).bind.apply(function () {}, new Array(100000))()", "RangeError|done"),
    ("1n << (2n ** 64n)", "RangeError"),
    ("1n << (2n ** 32n)", "RangeError"),
    ("1n << 2000000000n", "RangeError"),
    ("1n >> (2n ** 64n)", "done"),
    ("-1n << -(2n ** 64n)", "done"),
    ("0n << (2n ** 64n)", "done"),
    ("2n ** (2n ** 64n)", "RangeError"),
    ("2n ** 4000000000n", "RangeError"),
    ("1n ** (2n ** 64n)", "done"),
    ("var n = 2n; for (;;) n *= n", "RangeError"),
    ("BigInt.asUintN(2 ** 53 - 1, -1n)", "RangeError"),
    ("BigInt.asIntN(2 ** 53 - 1, -1n)", "done"),
    ("BigInt('1'.repeat(200000))", "done"),
    ("String(7n ** 100000n)", "done"),
    ("(1).toFixed(101)", "RangeError"),
    ("(1).toString(99)", "RangeError"),
    ("(1e308).toString(2)", "done"),
    ("new Date(8.64e15 + 1).toISOString()", "RangeError"),
    ("new Set().add(1).union({ size: NaN })", "TypeError|RangeError"),
    ("'x'.normalize('bad')", "RangeError"),
    ("String.fromCodePoint(0x110000)", "RangeError"),
    ("new Int32Array([1, 2, 3]).with(5, 1)", "RangeError"),
    ("new DataView(new ArrayBuffer(8)).getFloat64(2 ** 53)", "RangeError"),
    ("new Uint8Array(8).subarray(2 ** 40, -(2 ** 40))", "done"),
    ("new Uint8Array(8).set([1], 2 ** 53)", "RangeError"),
];

#[test]
fn recursion_on_a_small_stack() {
    run_all(SMALL_STACK, RECURSION);
}

#[test]
fn recursion_on_a_large_stack() {
    run_all(LARGE_STACK, RECURSION);
}

#[test]
fn deep_structures_on_a_small_stack() {
    run_all(SMALL_STACK, DEEP);
}

#[test]
fn deep_structures_on_a_large_stack() {
    run_all(LARGE_STACK, DEEP);
}

#[test]
fn sizes() {
    run_all(SMALL_STACK, SIZES);
}

/// Searches that would not end in anyone's time, by every method that searches.
const ENDLESS: &[&str] = &[
    "/(a+)+b/.test('a'.repeat(40))",
    "/(a*)*c/u.exec('\u{1F600}' + 'a'.repeat(40))",
    "'a'.repeat(40).replace(/(?:a|a)*b/g, x => x)",
    "'a'.repeat(40).match(/(?<=b(a|aa)*)$/g)",
    "'a'.repeat(40).split(/(?:a|aa)+$b/)",
    "[...'a'.repeat(40).matchAll(/(a+)+b/g)]",
    "'a'.repeat(40).search(/(?:a?){40}a{40}b/y)",
    "/(?:[ab][ab])+$c/.test('ab'.repeat(1 << 22))",
];

#[test]
fn a_time_limit_ends_regular_expressions() {
    for tier in TIERS {
        for text in ENDLESS {
            let mut context = Context::new(Options::new().tier(tier));
            let begun = Instant::now();
            let source = caught(text);
            let result = context.with_time_limit(Duration::from_millis(50), |context| {
                context.eval("limits.js", source.as_bytes())
            });
            let is_ended = matches!(result, Err(Error::Terminated(Termination::Interrupted)));
            assert!(is_ended, "{tier:?}: {text}: {:?}", result.err());
            // The rest is for a machine that is busy.
            assert!(begun.elapsed() < Duration::from_secs(10), "{tier:?}: {text}");
            assert_eq!(outcome(&mut context, "/(a+)+b/.exec('xaab')[1]"), "aa", "{tier:?}: {text}");
        }
    }
}

/// How a single request is refused that the limit leaves no room for.
const REFUSED: [&str; 2] =
    ["RangeError: Out of memory", "RangeError: Array buffer allocation failed"];

/// Scripts that allocate until the memory limit ends them.
const GREEDY: &[&str] = &[
    "var a = []; for (;;) a.push(a.length + 0.5)",
    "var a = []; for (;;) a.push({ x: 1 })",
    "var a = []; for (;;) a.push(new Array(1000))",
    "var a = []; for (var i = 0;; i += 10) a[i] = i",
    "var a = []; for (var i = 0;; i += 100000) a[i % 4294967291] = i",
    "var m = new Map(); for (;;) m.set(m.size, m)",
    "var s = new Set(); for (;;) s.add(s.size)",
    "var o = null; for (;;) o = { o }",
    "var o = {}; for (var i = 0;; i++) o['k' + i] = i",
    "var a = []; for (;;) a.push(new ArrayBuffer(4096))",
    "var a = []; for (;;) a.push(() => a)",
    "var a = [], s = 'x'.repeat(1000); for (;;) a.push(s + a.length)",
    "var a = [], s = 'x'.repeat(1 << 20); for (;;) { s = s + 'y'; a.push(s.charCodeAt(s.length - 1), s); }",
];

#[test]
fn the_memory_limit_ends_scripts() {
    let mut failures = Vec::new();
    for tier in TIERS {
        for text in GREEDY {
            let mut context = Context::new(Options::new().tier(tier).memory_limit(48 << 20));
            let begun = Instant::now();
            let source = format!("(function () {{ {text} }})()");
            match context.run_script("greedy.js", source.as_bytes()) {
                Err(Error::Terminated(_)) => {}
                // One cell or buffer too large for what is left is an exception: smaller ones may fit.
                Err(Error::Exception(report)) if REFUSED.contains(&&*report.summary) => {}
                other => failures.push(format!("{tier:?}: {text}\n    gave {other:?}")),
            }
            let after = outcome(&mut context, "[1, 2, 3].map(x => x * 2).join() + 'x'.repeat(3)");
            if after != "2,4,6xxx" {
                failures.push(format!("{tier:?}: {text}\n    leaves a context that gives {after}"));
            }
            if begun.elapsed() > PATIENCE {
                failures.push(format!("{tier:?}: {text}\n    took {:?}", begun.elapsed()));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Nothing recurses over a structure's depth: not marking, not sweeping.
#[test]
fn a_list_of_ten_million_nodes() {
    let text = "var list = null; for (var i = 0; i < 1e7; i++) list = { next: list };
        var n = 0; for (var l = list; l; l = l.next) n++; n";
    let run = move || {
        let mut context = Context::new(Options::new().tier(Tier::Auto).memory_limit(2 << 30));
        let count = context.eval("list.js", text.as_bytes()).expect("the list is built");
        assert_eq!(count.as_number(), Some(1e7));
        context.vm().heap.collect();
        let live = context.statistics().heap.live;
        assert!(live > 240_000_000, "the list is alive: {live}");
        context.run_script("list.js", b"list = l = null").expect("it runs");
        context.vm().heap.collect();
        let live = context.statistics().heap.live;
        assert!(live < 20_000_000, "the list is gone: {live}");
    };
    // Far less than a word for each node.
    let thread = std::thread::Builder::new().stack_size(1 << 20);
    thread.spawn(run).expect("a thread").join().expect("the list is marked");
}

/// Functions that call themselves in every way that goes through the runtime; each gives how deep it came.
const DEEP_CALLS: &str = r"
    function depth(start) {
        let d = 0;
        const go = start(() => { d++; });
        try { go(); } catch (e) { if (!(e instanceof RangeError)) throw e; }
        return d;
    }
    const ways = {
        plain: (count) => function f() { count(); f(); },
        spread: (count) => function f(...a) { count(); f(...a); },
        bound: (count) => { const f = () => { count(); g(); }, g = f.bind(null); return f; },
        call: (count) => function f() { count(); f.call(null); },
        apply: (count) => function f() { count(); f.apply(null, [1]); },
        construct: (count) => function F() { count(); new F(); },
        constructSpread: (count) => function F() { count(); new F(...[]); },
        boundConstruct: (count) => { function F() { count(); new G(); } const G = F.bind(); return F; },
        derived(count) {
            class A { constructor() { count(); new B(); } }
            class B extends A { constructor() { super(); } }
            return () => new B();
        },
        derivedByDefault(count) {
            class A { constructor() { count(); new B(); } }
            class B extends A { }
            return () => new B();
        },
    };
    Object.keys(ways).filter((way) => depth(ways[way]) < 20000).join();
";

#[test]
fn interpreted_calls_take_no_native_stack() {
    let run = || {
        let mut context = Context::new(Options::new().tier(Tier::Interpreter));
        assert_eq!(outcome(&mut context, DEEP_CALLS), "", "ways that ended early");
    };
    // So small that 20,000 nested calls would have 13 bytes each.
    let thread = std::thread::Builder::new().stack_size(256 << 10).spawn(run);
    assert!(thread.unwrap().join().is_ok());
}

/// What a script prints until no job is left, with so much memory.
fn printed(tier: Tier, memory: usize, text: &str) -> String {
    let mut context = Context::new(Options::new().tier(tier).memory_limit(memory));
    let lines = std::rc::Rc::new(std::cell::RefCell::new(String::new()));
    let sink = lines.clone();
    context.set_output(move |_, bytes| {
        sink.borrow_mut().push_str(&String::from_utf8_lossy(bytes));
    });
    let ended = context.run_script("limits.js", text.as_bytes()).and_then(|()| context.run_jobs());
    let end = ended.map_or_else(|error| error.to_string(), |()| String::new());
    let text = lines.borrow().clone();
    text + &end
}

#[test]
fn suspended_functions_take_constant_memory() {
    let cases = [
        ("(async () => { for (var i = 0; i < 1e6; i++) await i; print(i); })()", "1000000\n"),
        (
            "(async () => { for (var i = 0; i < 2e5; i++) await Promise.resolve(i); print(i); })()",
            "200000\n",
        ),
        (
            "(async () => { for await (var x of (function* () { for (var i = 0; i < 1e5; i++) yield i; })()); print(x); })()",
            "99999\n",
        ),
        (
            "var f = async n => { if (n === 0) print('end'); else { await n; queueMicrotask(() => f(n - 1)); } }; f(1e5)",
            "end\n",
        ),
        (
            "var n = 0; for (var i = 0; i < 3e5; i++) { var g = (function* () { yield g; })(); g.next(); n++; } print(n)",
            "300000\n",
        ),
        ("function* f(n) { if (n) yield* f(n - 1); else yield 5; } print(...f(2000))", "5\n"),
        (
            "var p = Promise.resolve(1); for (var i = 0; i < 2e4; i++) p = p.then(v => v); p.then(print)",
            "1\n",
        ),
        ("var f = async n => n && await f(n - 1); f(1000).then(print)", "0\n"),
    ];
    for tier in TIERS {
        for (text, expected) in cases {
            assert_eq!(printed(tier, 24 << 20, text), expected, "{tier:?}: {text}");
        }
    }
}
