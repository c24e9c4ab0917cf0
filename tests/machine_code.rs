//! Machine code of small functions, a few of each module of handlers, with all addresses by name.
#![cfg(all(feature = "disasm", feature = "jit", target_arch = "x86_64", target_os = "linux"))]

use jsrun::context::{Context, Options};
use jsrun::interp::tier::Tier;

/// The listing of a script's functions, without the script's own code.
fn listing(text: &str) -> String {
    let mut context = Context::new(Options::new().tier(Tier::Jit));
    let all = context
        .list_machine_code("snapshot.js", text.as_bytes(), false, None)
        .expect("it compiles");
    let all = all.expect("there is a JIT");
    // The top-level code comes first.
    let (_, functions) = all.split_once("\n\n").expect("a function");
    format!("{text}\n\n{functions}")
}

macro_rules! snapshots {
    ($( $name:ident: $text:literal; )*) => {
        $(
            #[test]
            fn $name() {
                insta::assert_snapshot!(listing($text));
            }
        )*
    };
}

snapshots! {
    data: "function f(a) { var b = a; return b ? 'constant' : -7 }";
    arithmetic_of_integers: "function f() { var s = 0; for (var i = 0; i < 9; i++) s = s + i & 7; return s }";
    arithmetic_of_unknown: "function f(a, b) { return a * b }";
    arithmetic_of_doubles: "function f() { var d = 0.5; return d + 1.5 - d }";
    comparison: "function f(a, b) { if (a < b) return a === b; return a == null }";
    control: "function f(a) { while (a) { a = a - 1 } throw a }";
    property_load: "function f(o) { return o.p }";
    property_store: "function f(o, v) { o.p = v }";
    property_element: "function f(a, i) { a[i] = a[0] }";
    property_length: "function f(a) { return a.length }";
    property_global: "let g; function f() { g = 1; return g }";
    scope: "function f(a) { return () => a = a + 1 }";
    call: "function f(g, a) { return g(a) }";
    call_of_constructor: "function f(C) { return new C(1) }";
    object: "function f(p) { return { p, q: 1 } }";
    iteration: "function f(a) { for (var x of a) x() }";
    exceptions: "function f(g) { try { g() } catch (e) { return e } }";
    dynamic: "function f(o) { with (o) return p }";
}
