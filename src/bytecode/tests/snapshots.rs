//! Snapshots of the bytecode of each construct.

use super::disassembly;

macro_rules! snapshots {
    ($($name:ident: $text:expr;)*) => {
        $(
            #[test]
            fn $name() {
                insta::assert_snapshot!(stringify!($name), disassembly($text), $text);
            }
        )*
    };
}

snapshots! {
    arithmetic: "function f(a, b) { return (a + b) * 2 - a % 3 + 1; }";
    assignment_keeps_left_operand: "function f(a) { return a + (a = 1) + a; }";
    globals: "var a = 1; let b = a; const c = undefined; a = b; typeof d; delete e;";
    comparison_jumps: "function f(a, b) { if (a < b && !(a == null) || b === undefined) return 1; return 2; }";
    while_loop: "function f(n) { var s = 0; while (n > 0) { s += n; n--; } return s; }";
    for_loop: "function f(n) { let s = 0; for (let i = 0; i < n; i++) { if (i == 3) continue; s += i; } return s; }";
    for_loop_with_closures: "function f(n) { let s = []; for (let i = 0; i < n; i++) s.push(() => i); return s; }";
    do_while: "function f(n) { do n--; while (n); }";
    for_in: "function f(o) { for (var k in o) if (o[k]) return k; }";
    for_of: "function f(o) { for (const x of o) { if (x) break; if (!x) continue; g(x); } }";
    for_of_with_return: "function f(o) { for (const [a, b] of o) return a; }";
    labels: "function f(o) { a: for (;;) { b: { for (const x of o) { if (x) continue a; else break b; } } } }";
    switch_statement: "function f(x) { switch (x) { case 1: return 'a'; default: x = 2; case g(): break; } return x; }";
    try_catch: "function f() { try { return g(); } catch ({message}) { return message; } }";
    try_finally: "function f(o) { for (const x of o) { try { if (x) continue; return 1; } finally { g(); } } }";
    try_catch_finally: "function f() { try { g(); } catch { h(); } finally { i(); } }";
    calls: "function f(o, g) { g(); g(1, 2); o.m(3); o.a.b(); o[g](4); g(...o, 5); new g(6); new g; o.m()(7).n(8); }";
    optional_chains: "function f(o) { o?.a.b; o?.[1]; o.m?.(2); o?.m(3); (o?.m)(4); delete o?.a; return o?.x?.y; }";
    logical: "function f(a, b) { let x = a || b; x = x && a; x ??= b; x ||= a; return a ?? b; }";
    conditional: "function f(a) { return a ? 1 : a > 2 ? 2 : 3; }";
    updates: "function f(a, o) { a++; let b = a++; --o.x; b = o.x++; o[a]--; return b; }";
    compound_assignment: "function f(a, o) { a += 2; o.x -= a; o[a] <<= 1; return a **= 2; }";
    templates: "function f(a) { return `x${a}y${a}` + ``; }";
    tagged_templates: "function f(t, o) { return t`a${o}b` + o.t`c`; }";
    array_literals: "function f(a) { return [1, , a, ...a]; }";
    object_literals: "function f(a, k) { return { a, b: 1, [k]: 2, 3: 4, 'c': () => 5, ...a, m() { return super.m(); }, get g() { return 1; }, set g(v) {}, __proto__: a }; }";
    array_patterns: "function f(o) { let [a, , b = 2, ...c] = o; [o.x, a] = [a, o.x]; return a + b + c; }";
    object_patterns: "function f(o) { const { a, b: { c = 3 }, [o.k]: d, ...e } = o; ({ a: o.x, b: o[0] = 1 } = o); return a + c + d + e; }";
    parameters: "function f(a, b = a, { c } = {}, [d] = [], ...e) { return a + b + c + d + e; }";
    early_parameter: "function f(a = b, b) { return a; }";
    arguments_objects: "function f(a) { 'use strict'; return arguments[0]; } function g(a, b) { arguments[0] = 1; return a; }";
    closures: "function f(a) { let b = 1; function g() { b++; return a + b; } return () => g(this); }";
    named_function_expression: "x = function f(n) { f = 1; return n ? f(n - 1) : () => f; };";
    this_and_new_target: "function f() { return [this, new.target, () => this, () => new.target]; }";
    dead_zones: "function f(n) { g(() => x); if (n) x; let x = 1; { y; let y; } const z = 2; z = 3; return x; }";
    blocks_with_functions: "function f() { { function g() { return 1; } g(); } return g; }";
    classes: "class A extends B { static s = 1; f = 2; [k] = 3; constructor(a) { super(a); this.a = a; } m() { return super.m(); } static { this.t = 4; } get g() { return 1; } static sm() {} }";
    default_constructors: "class A { x = 1; } class B extends A {} class C {} let d = class { static n = 1; };";
    private_names: "class A { #f = 1; #m() { return this.#f; } static #s = 2; get #g() { return #f in this; } use() { this.#f++; return this.#m() + A.#s + this.#g; } }";
    super_in_arrows: "class A extends B { constructor() { const f = () => super(...arguments); f(); this.x = () => super.y; super.z = 1; } }";
    numbers: "function f() { return [1, -1, 0, -0, 1.5, 4294967296, 2147483647, 10n, NaN, 'x', true, null, /a/g]; }";
    unary: "function f(a) { return [!a, ~a, +a, -a, typeof a, void a, typeof b]; }";
    relational_values: "function f(a, b) { return [a < b, a >= b, a == b, a !== b, a in b, a instanceof b]; }";
    strings_as_keys: "function f(o) { o['a'] = o['0'] + o.length; }";
    generators: "function* g(a) { try { return yield a; } finally { yield 1; } }";
    delegation: "function* g(a) { return yield* a; }";
    async_functions: "async (a, b = 1) => { for (const x of a) b += await x; }";
    async_generators: "async function* g(a) { yield 1; for await (const x of a) if (x) return x; }";
}

#[test]
fn completion_values() {
    let script =
        super::compile("1; if (x) 2; for (;;) { 3; break; } try { 4 } finally { 5 }", true)
            .expect("it compiles");
    insta::assert_snapshot!("completion_values", super::disassemble_script(&script));
}
