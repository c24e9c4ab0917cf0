//! Programs that allocate for long at constant live size keep constant memory: the heap, memory that is accounted outside of
//! it, and machine code.
//!
//! Each runs for [`SECONDS`] or for as many as the variable `JSRUN_CONSTANCY_SECONDS` says. Invariant: what is compared is
//! measured after a full collection, so that only what is really kept counts.

use jsrun::context::{Context, Options};
use jsrun::interp::tier::Tier;
use std::time::{Duration, Instant};

/// Seconds for each program, unless more are asked for.
const SECONDS: f64 = 0.5;
/// Collections of growing heaps differ by so much.
const SLACK: usize = 2 << 20;
/// The memory of the process may grow by so much: allocators keep pieces.
const PROCESS_SLACK: usize = 48 << 20;

/// Each is called again and again; what `kept` holds is its live size.
const PROGRAMS: &[(&str, &str)] = &[
    (
        "objects",
        "function step() { for (var i = 0; i < 2000; i++) kept[i & 63] = { a: i, b: { c: [i, i + 1] }, d: i + 0.5 }; }",
    ),
    (
        "shapes",
        "function step() { for (var i = 0; i < 200; i++) { var o = {}; o['p' + n++] = 1; o['q' + n++] = 2; kept[i & 63] = o; } }",
    ),
    (
        "dictionaries",
        "function step() { var o = {}; for (var i = 0; i < 300; i++) o['k' + n++] = i; for (var k in o) delete o[k]; kept[0] = o; }",
    ),
    (
        "strings",
        "function step() { for (var i = 0; i < 300; i++) { var s = 'x' + n++; for (var j = 0; j < 6; j++) s += s; kept[i & 63] = s + s.slice(3) + s.toUpperCase(); } }",
    ),
    (
        "arrays",
        "function step() { for (var i = 0; i < 60; i++) { var a = []; for (var j = 0; j < 100; j++) a.push(j); a.length = 20; kept[i & 63] = a.map(x => x * 2).concat(a); } }",
    ),
    (
        "closures",
        "function step() { for (var i = 0; i < 1000; i++) { let v = i; kept[i & 63] = () => () => v++; } }",
    ),
    (
        "classes",
        "function step() { for (var i = 0; i < 50; i++) { class C { #p = i; m() { return this.#p; } static s = [i]; } kept[i & 63] = new (class extends C {})().m(); } }",
    ),
    (
        "buffers",
        "function step() { for (var i = 0; i < 30; i++) { kept[i & 15] = new ArrayBuffer(50000 + n++ % 7); kept[16 + (i & 15)] = new Float64Array(kept[i & 15], 0, 100); } }",
    ),
    (
        "functions from text",
        "function step() { for (var i = 0; i < 5; i++) { var f = new Function('a', 'b', 'return a + b * ' + n++); for (var j = 0; j < 3; j++) kept[i] = f(j, 2); } }",
    ),
    (
        "eval",
        "function step() { for (var i = 0; i < 5; i++) kept[i] = (0, eval)('(function (x) { var s = 0; for (var i = 0; i < 9; i++) s += x; return s + ' + n++ + '; })')(i); }",
    ),
    (
        "direct eval",
        "function step() { for (var i = 0; i < 5; i++) { let v = i; kept[i] = eval('(() => v + ' + n++ + ')()'); } }",
    ),
    (
        "exceptions",
        "function step() { for (var i = 0; i < 200; i++) try { null[n++]; } catch (e) { kept[i & 63] = e; } }",
    ),
    (
        "collections",
        "function step() { var m = new Map(), s = new Set(); for (var i = 0; i < 300; i++) { m.set(n++, {}); s.add('s' + n); } for (var k of m.keys()) if (k % 3) m.delete(k); kept[0] = m; kept[1] = s; }",
    ),
    (
        "weak collections",
        "var w = new WeakMap(); function step() { for (var i = 0; i < 300; i++) { var k = { i }; w.set(k, [k, n++]); kept[i & 63] = new WeakRef(k); } }",
    ),
    (
        "regular expressions",
        "function step() { for (var i = 0; i < 20; i++) { var r = new RegExp('(a+)(?<n>b' + (n++ % 1000) + ')?', 'g'); kept[i] = 'xaaab1'.replace(r, '$1').match(r); } }",
    ),
    (
        "bigints",
        "function step() { var b = 1n; for (var i = 0; i < 100; i++) { b = b * 7919n + BigInt(n++); kept[i & 63] = b; } }",
    ),
    (
        "JSON",
        "function step() { for (var i = 0; i < 20; i++) kept[i] = JSON.parse(JSON.stringify({ a: [n++, 'x'.repeat(100)], b: { c: kept[i] ? 1 : 2 } })); }",
    ),
    (
        "prototypes",
        "function step() { for (var i = 0; i < 100; i++) { var p = { x: n++ }, o = Object.create(p); kept[i & 63] = o.x + (p.y = 1) + o.y; } }",
    ),
    (
        "symbols",
        "function step() { for (var i = 0; i < 300; i++) { var s = Symbol('s' + n++); kept[i & 63] = { [s]: 1 }[s]; } }",
    ),
];

#[derive(Clone, Copy, Debug)]
struct Measured {
    /// Exact bytes of what is alive.
    live: usize,
    /// Blocks of the heap, and accounted memory outside.
    in_use: usize,
    machine_code: usize,
    /// Resident memory of the process.
    process: usize,
}

fn measure(context: &mut Context) -> Measured {
    // The tables that are cleared after marking let go in one collection of what dies in the next.
    context.vm().heap.collect();
    context.vm().heap.collect();
    let s = context.statistics();
    Measured {
        live: s.heap.live,
        in_use: s.heap.in_use,
        machine_code: s.compiled.map_or(0, |c| c.installed),
        process: resident(),
    }
}

/// Resident memory, in bytes; 0 where the system does not tell.
fn resident() -> usize {
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages = statm.split(' ').nth(1).and_then(|p| p.parse::<usize>().ok()).unwrap_or(0);
    pages * 4096
}

fn duration() -> Duration {
    let seconds = std::env::var("JSRUN_CONSTANCY_SECONDS").ok().and_then(|s| s.parse().ok());
    Duration::from_secs_f64(seconds.unwrap_or(SECONDS))
}

fn check(name: &str, program: &str, tier: Tier) {
    let mut context = Context::new(Options::new().tier(tier).memory_limit(1 << 30));
    let run = |context: &mut Context, text: &str| {
        if let Err(error) = context.run_script("constancy.js", text.as_bytes()) {
            panic!("{name}: {error}");
        }
    };
    run(&mut context, &format!("var kept = [], n = 1e6; {program}"));
    // Whatever a program makes once, it has made after some rounds; and how much garbage there is between two collections
    // shows after two of them.
    let round = "for (var round = 0; round < 10; round++) step();";
    let (begun, mut rounds) = (Instant::now(), 0);
    while rounds < 5
        || context.statistics().heap.collections < 2 && begun.elapsed() < 2 * duration()
    {
        run(&mut context, round);
        rounds += 1;
    }
    let first = measure(&mut context);
    let (begun, mut rounds) = (Instant::now(), 0);
    while begun.elapsed() < duration() || rounds < 5 {
        run(&mut context, round);
        rounds += 1;
    }
    let last = measure(&mut context);
    let what = format!("{name}, {tier:?}: {rounds} rounds\nfirst {first:?}\nlast  {last:?}");
    assert!(last.live < first.live + first.live / 4 + SLACK / 4, "what is alive grows: {what}");
    assert!(last.in_use < first.in_use + first.in_use / 4 + SLACK, "the heap grows: {what}");
    assert!(
        last.machine_code < first.machine_code + first.machine_code / 4 + (64 << 10),
        "machine code grows: {what}"
    );
    assert!(last.process < first.process + PROCESS_SLACK, "the process grows: {what}");
}

/// One test, since what the process takes is measured too.
#[test]
fn memory_is_constant() {
    for (i, (name, program)) in PROGRAMS.iter().enumerate() {
        check(name, program, Tier::Jit);
        if i % 4 == 0 {
            check(name, program, Tier::Interpreter);
        }
    }
}
