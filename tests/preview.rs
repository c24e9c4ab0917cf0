//! Previews: which expressions have one, which must not, and that none of them changes anything.

use jsrun::context::{Context, Options, PreviewLimits};
use jsrun::interp::tier::Tier;
use std::cell::Cell;
use std::rc::Rc;
use std::time::{Duration, Instant};

const LIMITS: PreviewLimits =
    PreviewLimits { steps: 200_000, time: Duration::from_secs(10), bytes: 8 << 20 };

/// What the expressions below work on.
const WORLD: &str = r#"
    var n = 1;
    let lexical = 2;
    const fixed = 3;
    var list = [3, 1, 2];
    var object = { a: 1, b: { c: 2 }, get getter() { return this.a + 1 }, set setter(v) { this.a = v } };
    var counter = { get next() { return ++n } };
    var map = new Map([["k", "v"]]), set = new Set([1, 2]), weak = new WeakMap([[object, 1]]);
    var date = new Date(0), re = /a/g, plain = /a/, error = new TypeError("wrong"), symbol = Symbol("s");
    var frozen = Object.freeze({ x: 1 });
    var iterator = [1, 2, 3][Symbol.iterator](), mapIterator = map.entries(), stringIterator = "abc"[Symbol.iterator]();
    function* numbers() { yield 1; yield 2; yield 3 }
    var generator = numbers(); generator.next();
    function pure(x) { let y = x; for (let i = 0; i < 10; i++) y += i; return y }
    function impure() { n++; return n }
    function lazy() {}
    function* lazyGenerator() {}
    function make() { const made = { v: 1 }; made.v = 2; made.w = [made.v]; return made }
    var closure = (() => { let count = 0; return () => ++count })();
    var reader = (() => { let hidden = 5; return () => hidden })();
    class Point { #x = 1; constructor(y) { this.y = y } get x() { return this.#x } move() { this.#x++; return this } static count = 0 }
    class Counted { constructor() { Counted.total = (Counted.total || 0) + 1 } }
    class Old { constructor() { return object } }
    class Sub extends Array { static get [Symbol.species]() { return function () { return list } } }
    var sub = Sub.from([1, 2]);
    var point = new Point(2);
    var proxy = new Proxy({ z: 1 }, { get(target, key) { return key === "z" ? 26 : undefined } });
    var noisy = new Proxy({}, { get() { n++; return 1 } });
    var through = new Proxy(object, {});
    var promise = Promise.resolve(1), rejected = Promise.reject(1); rejected.catch(() => {});
    var bytes = new Uint8Array(4), view = new DataView(bytes.buffer);
    var tag = (parts) => parts;
    var args = (function () { return arguments })(1, 2);
    var converts = { valueOf() { return 7 }, toString() { return "seven" } };
    var converted = { valueOf() { return ++n } };
    async function later() { return 1 }
    async function waits() { await null; n++ }
    var bound = pure.bind(null, 1), boundImpure = impure.bind(null);
"#;

const HAVE: &[(&str, &str)] = &[
    ("1 + 1", "2"),
    ("'a' + n", "'a1'"),
    ("n", "1"),
    ("lexical * fixed", "6"),
    ("object.a", "1"),
    ("object.getter", "2"),
    ("object?.b?.c", "2"),
    ("{ a: 1 }", "{ a: 1 }"),
    ("[...list]", "[ 3, 1, 2 ]"),
    ("({ ...object.b, d: 4 })", "{ c: 2, d: 4 }"),
    ("list.map(x => x * 2)", "[ 6, 2, 4 ]"),
    ("list.filter(x => x > 1).join('-')", "'3-2'"),
    ("list.toSorted()", "[ 1, 2, 3 ]"),
    ("[...list].sort()", "[ 1, 2, 3 ]"),
    ("list.slice().reverse()", "[ 2, 1, 3 ]"),
    ("list.reduce((a, b) => a + b)", "6"),
    ("list.indexOf(2)", "2"),
    ("[1].concat(list, [[4]])", "[ 1, 3, 1, 2, [ 4 ] ]"),
    ("Array.from({ length: 3 }, (_, i) => i)", "[ 0, 1, 2 ]"),
    ("Array.from(set)", "[ 1, 2 ]"),
    ("new Array(3).fill(0)", "[ 0, 0, 0 ]"),
    ("(() => { const a = []; a.push(1); a.unshift(0); a.length = 1; return a })()", "[ 0 ]"),
    ("(() => { const o = {}; o.x = 1; o['y'] = 2; delete o.x; return o })()", "{ y: 2 }"),
    ("(() => { let s = 0; for (const x of list) s += x; return s })()", "6"),
    ("(() => { let s = ''; for (const k in object.b) s += k; return s })()", "'c'"),
    ("(function () { arguments[0] = 5; return arguments[0] })(1)", "5"),
    ("pure(1)", "46"),
    ("bound()", "46"),
    ("make()", "{ v: 2, w: [ 2 ] }"),
    ("reader()", "5"),
    ("(() => { let c = 0; const f = () => ++c; f(); return f() })()", "2"),
    ("new Point(5).y", "5"),
    ("new Point(5).move().x", "2"),
    ("point.x", "1"),
    ("(class { static x = 1 }).x", "1"),
    ("new (class A { #p = 1; m() { return this.#p++ + this.#p } })().m()", "3"),
    ("typeof nothing", "'undefined'"),
    ("symbol.description", "'s'"),
    ("map.get('k')", "'v'"),
    ("map.size", "1"),
    ("[...map]", "[ [ 'k', 'v' ] ]"),
    ("[...map.keys()]", "[ 'k' ]"),
    ("new Map(map).set('l', 1).size", "2"),
    ("new Set([1, 1, 2]).size", "2"),
    ("set.union(new Set([3]))", "Set(3) { 1, 2, 3 }"),
    ("weak.get(object)", "1"),
    ("Object.keys(object.b)", "[ 'c' ]"),
    ("Object.entries({ a: 1 })", "[ [ 'a', 1 ] ]"),
    ("Object.assign({}, object.b)", "{ c: 2 }"),
    ("Object.freeze({ q: 1 })", "{ q: 1 }"),
    ("Object.isFrozen(frozen)", "true"),
    ("Object.create({}, { a: { value: 1, enumerable: true } }).a", "1"),
    ("Object.fromEntries([['a', 1]])", "{ a: 1 }"),
    ("Object.getOwnPropertyNames(class { static a() {} }).includes('a')", "true"),
    ("JSON.stringify({ a: [1, { b: 2 }] })", "'{\"a\":[1,{\"b\":2}]}'"),
    ("JSON.parse('[1, {}]')", "[ 1, {} ]"),
    ("Math.max(...list)", "3"),
    ("parseInt('12px')", "12"),
    ("'abc'.toUpperCase().split('')", "[ 'A', 'B', 'C' ]"),
    ("'a-b'.replace('-', () => '+')", "'a+b'"),
    ("'abc'.at(-1)", "'c'"),
    ("[...'ab']", "[ 'a', 'b' ]"),
    ("`${n}${'x'.repeat(3)}`", "'1xxx'"),
    ("tag`a${1}b`[1]", "'b'"),
    ("plain.source", "'a'"),
    ("/b/g.flags", "'g'"),
    ("date.getTime()", "0"),
    ("new Date(0).setTime(5)", "5"),
    ("Date.UTC(2000, 0)", "946684800000"),
    ("error.message", "'wrong'"),
    ("new Error('e').message", "'e'"),
    ("String(error)", "'TypeError: wrong'"),
    ("proxy.z", "26"),
    ("new Proxy({}, { get: () => 3 }).anything", "3"),
    ("converts + 1", "8"),
    ("`${converts}`", "'seven'"),
    ("[...numbers()]", "[ 1, 2, 3 ]"),
    ("(() => { const g = numbers(); g.next(); return g.next().value })()", "2"),
    ("(() => { try { null.x } catch (e) { return e.name } finally { } })()", "'TypeError'"),
    ("(() => { switch (n) { case 1: return 'one' } })()", "'one'"),
    ("Reflect.ownKeys({ a: 1, [Symbol.iterator]: 2 }).length", "2"),
    ("Function.prototype.call.call(pure, null, 2)", "47"),
    ("new Old() === object", "true"),
    ("undefined, 1", "1"),
    ("10n ** 3n", "1000n"),
    ("BigInt.asUintN(8, 257n)", "1n"),
    ("Number('0x10')", "16"),
    ("Array.isArray(list)", "true"),
    ("lazy.name", "'lazy'"),
    ("(lazy.prototype, 1)", "1"),
    ("this === globalThis", "true"),
    ("if (n) 'yes'; else 'no'", "'yes'"),
];

/// Inputs that must not have a preview.
const HAVE_NONE: &[&str] = &[
    "1 +",
    "f(]",
    "nothing",
    "throw 1",
    "null.x",
    "let a = 1",
    "const a = 1; a",
    "var a = 1",
    "function f() {} 1",
    "class A {}",
    "n = 2",
    "n++",
    "lexical = 3",
    "fixed = 3",
    "created = 1",
    "delete globalThis.n",
    "delete n",
    "globalThis.n = 5",
    "this.n = 5",
    "[n] = [5]",
    "({ a: n } = { a: 5 })",
    "for (n of [1]) ;",
    "for (object.a in { x: 1 }) ;",
    "object.a = 2",
    "object['a']++",
    "object.setter = 5",
    "object.a ||= 0, object.q ??= 1",
    "delete object.a",
    "frozen.x = 2",
    "list.push(4)",
    "list.sort()",
    "list.reverse()",
    "list.pop()",
    "list.length = 0",
    "list[0] = 1",
    "list.fill(0)",
    "[].push.call(list, 1)",
    "Reflect.apply([].push, list, [1])",
    "Array.prototype.push.bind(list, 1)()",
    "[1].forEach(x => list.push(x))",
    "[1].map(list.push, list)",
    "impure()",
    "boundImpure()",
    "closure()",
    "counter.next",
    "converted + 1",
    "[1, 2].map(impure)",
    "noisy.x",
    "through.a = 5",
    "Object.defineProperty(through, 'a', { value: 5 })",
    "new Proxy(object, {}).a = 5",
    "Reflect.set(through, 'a', 1)",
    "point.move()",
    "Point.count = 1",
    "Point.prototype.q = 1",
    "new Counted()",
    "new Old().a = 9",
    "new (class extends Old { constructor() { super(); this.a = 8 } })()",
    "new (class extends Old { p = 1 })()",
    "new (class extends Old { #p = 1 })()",
    "sub.map(x => x)",
    "sub.filter(() => true)",
    "Array.from.call(function () { return list }, [1])",
    "Array.of.call(function () { return list }, 1)",
    "Object.assign(object, { a: 5 })",
    "Object.freeze(object)",
    "Object.preventExtensions(object)",
    "Object.setPrototypeOf(object, null)",
    "object.__proto__ = null",
    "Object.defineProperty(object, 'z', { value: 1 })",
    "Object.prototype.polluted = 1",
    "lazy.prototype.x = 1",
    "lazy.prototype.constructor = 1",
    "Object.assign(lazyGenerator.prototype, { x: 1 })",
    "Object.freeze(lazy.prototype)",
    "map.set('k', 'w')",
    "map.delete('k')",
    "set.add(3)",
    "set.clear()",
    "weak.set(object, 2)",
    "iterator.next()",
    "[...iterator]",
    "[...mapIterator]",
    "[...stringIterator]",
    "const [a] = iterator",
    "(([a]) => a)(iterator)",
    "Math.max(...iterator)",
    "new Set(iterator)",
    "Array.from(iterator)",
    "Object.fromEntries(mapIterator)",
    "generator.next()",
    "[...generator]",
    "(function* () { yield* generator })().next()",
    "(() => { for (const x of generator) return x })()",
    "generator.return(1)",
    "date.setTime(1)",
    "date.setFullYear(1)",
    "re.exec('a')",
    "re.test('a')",
    "'aa'.replace(re, 'b')",
    "'aa'.match(re)",
    "re.lastIndex = 1",
    "re.compile('b')",
    "/(a+)+$/.test('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab')",
    "error.message = 'x'",
    "Error.captureStackTrace(object)",
    "Error.stackTraceLimit = 1",
    "args[0] = 5",
    "bytes[0] = 1",
    "bytes.fill(1)",
    "view.setInt8(0, 1)",
    "bytes.buffer.resize(1)",
    "promise.then(() => n++)",
    "new Promise(r => r(1)).then(() => n++)",
    "Promise.reject(1)",
    "Promise.resolve({ then(f) { n++ } })",
    "later()",
    "waits()",
    "await 1",
    "await waits()",
    "(async () => { n++ })()",
    "queueMicrotask(() => n++)",
    "import('x')",
    "eval('n = 5')",
    "(0, eval)('n = 5')",
    "Function('n = 5')()",
    "new Function('return 1')",
    "with (object) a = 5",
    "print(1)",
    "console.log(1)",
    "[1].forEach(console.log)",
    "console.count()",
    "[1].map(print)",
    "Symbol.for('new')",
    "new FinalizationRegistry(() => {}).register({})",
    "Object.__defineGetter__('x', () => 1)",
    "Reflect.defineProperty(object, 'x', {})",
    "Reflect.deleteProperty(object, 'a')",
    "Atomics.store(bytes, 0, 1)",
    "(() => { try { n++ } catch { return 1 } finally { return 2 } })()",
    "(() => { try { list.push(1) } catch { } return 3 })()",
    "[1].map(() => { try { n++ } catch { } return 3 })",
    "JSON.stringify({ toJSON() { return ++n } })",
    "JSON.parse('[1]', function () { n++ })",
    "[3, 1].sort(() => n++)",
    "({ get a() { return n++ } }).a",
    "({ [n++]: 1 })",
    "(class { static x = n++ })",
    "new (class { x = n++ })()",
    "`${{ toString() { n++; return '' } }}`",
    "({ [Symbol.iterator]() { n++; return [][Symbol.iterator]() } })[Symbol.iterator]()",
    "[...{ [Symbol.iterator]() { n++; return [][Symbol.iterator]() } }]",
    "x => { } ]",
    "for (;;) ;",
    "(function f() { f() })()",
    "(function f() { return f() })()",
    "'x'.repeat(2 ** 28)",
    "9n ** 99999999n",
    "new Array(2 ** 25).fill(0)",
    "(() => { const a = []; for (;;) a.push([]) })()",
    "Array.from({ length: 1e9 })",
    "(() => { let s = ''; for (;;) s += 'abc' })()",
];

fn world(tier: Tier) -> (Context, Rc<Cell<usize>>) {
    let mut context = Context::new(Options::new().tier(tier).tier_threshold(2));
    let printed = Rc::new(Cell::new(0));
    let count = printed.clone();
    context.set_output(move |_, bytes| count.set(count.get() + bytes.len()));
    context.eval("world.js", WORLD.as_bytes()).expect("the world is made");
    context.run_jobs().expect("nothing is thrown");
    // Some of it is hot, and what is lazy in it stays so.
    context
        .eval(
            "warm.js",
            b"for (let i = 0; i < 20; i++) { pure(1); make(); reader(); new Point(1).x }",
        )
        .expect("it runs");
    (context, printed)
}

fn shown(context: &mut Context, text: &str) -> Option<String> {
    context.preview(text.as_bytes(), &LIMITS)
}

#[test]
fn inputs_that_have_a_preview() {
    for tier in [Tier::Auto, Tier::Interpreter, Tier::Jit] {
        let (mut context, printed) = world(tier);
        let mut wrong = Vec::new();
        for (text, expected) in HAVE {
            let found = shown(&mut context, text);
            if found.as_deref() != Some(expected) {
                wrong.push((text, found));
            }
            // What is shown is what comes of it.
            let value = context.eval_input("REPL1", text.as_bytes()).expect("it runs");
            assert_eq!(context.inspect(&value).expect("it can be shown"), *expected);
        }
        assert!(wrong.is_empty(), "{tier:?}: {wrong:#?}");
        assert_eq!(printed.get(), 0);
    }
}

#[test]
fn inputs_that_have_none() {
    for tier in [Tier::Auto, Tier::Jit] {
        let (mut context, printed) = world(tier);
        let before = snapshot(&mut context);
        let mut wrong = Vec::new();
        for text in HAVE_NONE {
            if let Some(found) = shown(&mut context, text) {
                wrong.push(format!("{text}: {found}"));
            }
            let after = snapshot(&mut context);
            assert_eq!(before, after, "{tier:?}: changed by {text}");
        }
        assert!(wrong.is_empty(), "{tier:?}: {wrong:#?}");
        assert_eq!(printed.get(), 0);
        context.run_jobs().expect("no job waits");
        context.check_rejections().expect("nothing was rejected");
        assert_eq!(before, snapshot(&mut context));
    }
}

/// Walks everything that a script can reach from the global object and from the lexical variables of the world, and writes
/// it down.
const SNAPSHOT: &str = r#"(() => {
    const known = new Map(), lines = [];
    const name = value => {
        if (typeof value === "symbol") return "symbol " + value.description;
        if ((typeof value !== "object" && typeof value !== "function") || value === null) {
            return typeof value + " " + (Object.is(value, -0) ? "-0" : String(value));
        }
        if (!known.has(value)) { known.set(value, known.size); todo.push(value) }
        return "@" + known.get(value);
    };
    const todo = [];
    const probes = [
        [v => Map.prototype.entries.call(v)], [v => Set.prototype.values.call(v)],
        [v => [Date.prototype.getTime.call(v)]],
        [v => { if (v.BYTES_PER_ELEMENT) return [Array.prototype.join.call(v)] }],
    ];
    [globalThis, lexical, fixed, Point, Counted, Old, Sub, reader].forEach(name);
    lines.push([lexical, fixed, n].join());
    while (todo.length) {
        const value = todo.shift();
        if (value === proxy || value === noisy || value === through) continue;
        lines.push(name(value), name(Object.getPrototypeOf(value)), Object.isExtensible(value));
        for (const key of Reflect.ownKeys(value)) {
            const own = Object.getOwnPropertyDescriptor(value, key);
            lines.push(String(key), own.writable, own.enumerable, own.configurable);
            if ("value" in own) lines.push(name(own.value)); else lines.push(name(own.get), name(own.set));
        }
        for (const [probe] of probes) {
            let found;
            try { found = probe(value) } catch {}
            if (found) for (const item of found) lines.push(Array.isArray(item) ? item.map(name).join() : name(item));
        }
        if (value === weak) lines.push(name(weak.get(object)));
        if (value === point) lines.push(point.x);
    }
    const statics = ["$1", "lastMatch", "input", "leftContext"].map(key => RegExp[key]);
    return lines.concat(statics, known.size).join("\n");
})()"#;

fn snapshot(context: &mut Context) -> String {
    let value = context.eval("snapshot.js", SNAPSHOT.as_bytes()).expect("it runs");
    context.to_display_string(&value).expect("it is a string")
}

/// A generator of numbers (https://prng.di.unimi.it/splitmix64.c): the same ones in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % end as u64) as usize
    }

    fn of<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.below(all.len())]
    }
}

/// A random expression over the world, which may well want to change it.
fn expression(random: &mut Random, depth: u32) -> String {
    const THINGS: &[&str] = &[
        "n",
        "lexical",
        "list",
        "object",
        "object.b",
        "map",
        "set",
        "weak",
        "date",
        "re",
        "error",
        "iterator",
        "mapIterator",
        "generator",
        "pure",
        "impure",
        "lazy",
        "lazyGenerator",
        "closure",
        "reader",
        "Point",
        "Counted",
        "Old",
        "Sub",
        "sub",
        "point",
        "proxy",
        "through",
        "promise",
        "bytes",
        "args",
        "converts",
        "converted",
        "bound",
        "Object.prototype",
        "Array.prototype",
        "Math",
        "globalThis",
        "[]",
        "{}",
        "'text'",
        "1",
        "null",
        "undefined",
        "x => x",
        "() => n++",
        "[1, 2]",
        "({ a: 1 })",
        "make()",
        "numbers()",
        "new Point(1)",
        "lazy.prototype",
        "Function.prototype",
        "frozen",
    ];
    const NAMES: &[&str] = &[
        "a",
        "b",
        "x",
        "length",
        "constructor",
        "prototype",
        "next",
        "push",
        "pop",
        "sort",
        "map",
        "set",
        "get",
        "add",
        "clear",
        "setTime",
        "move",
        "call",
        "apply",
        "bind",
        "forEach",
        "concat",
        "flat",
        "splice",
        "then",
        "values",
        "entries",
        "toString",
        "lastIndex",
        "__proto__",
        "return",
        "fill",
        "getter",
        "setter",
        "delete",
        "reduce",
        "toSorted",
        "from",
        "of",
        "valueOf",
    ];
    const STATICS: &[&str] = &[
        "Object.assign",
        "Object.freeze",
        "Object.setPrototypeOf",
        "Object.keys",
        "Object.create",
        "Object.fromEntries",
        "Object.entries",
        "Array.from",
        "Array.of",
        "Reflect.set",
        "Reflect.apply",
        "Reflect.construct",
        "JSON.stringify",
        "new Map",
        "new Set",
        "new Proxy",
        "String",
        "Object.groupBy",
        "Map.groupBy",
        "Array.from.call",
        "Object.defineProperty",
        "new Sub",
        "new Old",
        "new Counted",
        "[].push.call",
        "[].concat",
        "Object.seal",
        "Reflect.ownKeys",
        "Math.max",
    ];
    if depth == 0 {
        return random.of(THINGS).to_owned();
    }
    let part = |random: &mut Random| expression(random, depth - 1);
    match random.below(14) {
        0 => format!("({}).{}", part(random), random.of(NAMES)),
        1 => format!("({}).{}({})", part(random), random.of(NAMES), part(random)),
        2 => format!("({}).{} = ({})", part(random), random.of(NAMES), part(random)),
        3 => format!("({})[{}] = ({})", part(random), random.below(3), part(random)),
        4 => format!("delete ({}).{}", part(random), random.of(NAMES)),
        5 => format!("{}({}, {})", random.of(STATICS), part(random), part(random)),
        6 => format!("[...({})]", part(random)),
        7 => format!(
            "(() => {{ try {{ return {} }} catch {{ return {} }} }})()",
            part(random),
            part(random)
        ),
        8 => format!("({})({})", part(random), part(random)),
        9 => format!("new ({})({})", part(random), part(random)),
        10 => format!("(({}) ?? ({}))", part(random), part(random)),
        11 => format!("({}).map(x => ({}))", part(random), part(random)),
        12 => format!(
            "(() => {{ for (const v of ({})) {{ v.{} = 1 }} }})()",
            part(random),
            random.of(NAMES)
        ),
        _ => format!(
            "{}({}, '{}', {})",
            random.of(STATICS),
            part(random),
            random.of(NAMES),
            part(random)
        ),
    }
}

#[test]
fn random_previews_change_nothing() {
    let (mut context, printed) = world(Tier::Auto);
    let before = snapshot(&mut context);
    let mut random = Random(1);
    let (mut have, mut tried, mut group) = (0, 0, Vec::new());
    while tried < 6000 {
        let depth = 1 + random.below(3) as u32;
        let text = format!("({})", expression(&mut random, depth));
        tried += 1;
        have += usize::from(context.preview(text.as_bytes(), &LIMITS).is_some());
        group.push(text);
        if group.len() == 20 {
            assert_eq!(before, snapshot(&mut context), "changed by one of {group:#?}");
            group.clear();
        }
    }
    assert!(have > 500, "{have} of {tried} have a preview");
    assert_eq!(printed.get(), 0);
    context.run_jobs().expect("no job waits");
    assert_eq!(before, snapshot(&mut context));
}

#[test]
fn previews_under_stress() {
    let mut context = Context::new(Options::new().gc_stress(true));
    for text in [
        "[1, 2].map(x => ({ x }))",
        "make_ = 1",
        "(() => { const a = []; a.push({}); return a })()",
    ] {
        let expected = !text.contains("make_");
        assert_eq!(context.preview(text.as_bytes(), &LIMITS).is_some(), expected, "{text}");
    }
    assert!(context.eval_input("REPL1", b"[1].concat([2])").is_ok());
}

#[test]
fn limits_of_previews() {
    let mut context = Context::default();
    let within = |limits: PreviewLimits, context: &mut Context, text: &str| {
        let start = Instant::now();
        let found = context.preview(text.as_bytes(), &limits).is_some();
        (found, start.elapsed())
    };
    let short = PreviewLimits { steps: u32::MAX, time: Duration::from_millis(50), bytes: 1 << 30 };
    let (found, time) = within(short, &mut context, "for (;;) ;");
    assert!(!found && time >= Duration::from_millis(50) && time < Duration::from_secs(20));
    let few = PreviewLimits { steps: 100, ..LIMITS };
    assert!(within(few, &mut context, "[1, 2].map(x => x)").0);
    assert!(
        !within(few, &mut context, "(() => { let i = 0; while (i < 1000) i++; return i })()").0
    );
    let small = PreviewLimits { bytes: 1 << 16, ..LIMITS };
    assert!(within(small, &mut context, "[1]").0);
    assert!(!within(small, &mut context, "Array.from({ length: 10000 }, () => ({}))").0);
    // Afterwards everything goes on as before.
    assert!(
        context
            .eval_input(
                "REPL1",
                b"let big = Array.from({ length: 100000 }, () => ({})); big.length"
            )
            .is_ok()
    );
    assert!(within(LIMITS, &mut context, "big.length").0);
}

#[test]
fn a_preview_keeps_what_was_thrown() {
    let mut context = Context::default();
    context.eval_input("REPL1", b"throw 5").expect_err("it throws");
    assert!(context.preview(b"null.x", &LIMITS).is_none());
    assert_eq!(context.thrown_value().as_number(), Some(5.0));
}
