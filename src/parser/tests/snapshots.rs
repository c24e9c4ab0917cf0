//! What the front end makes of small sources: tokens, trees, scopes and errors.
//! `INSTA_UPDATE=always cargo test -p jsrun-parser` writes the snapshots anew.

use bumpalo::Bump;
use jsrun_parser::print::{print_ast, print_scopes, print_tokens};
use jsrun_parser::{ParseOptions, parse};

fn ast(source: &str, options: &ParseOptions) -> String {
    let arena = Bump::new();
    match parse(&arena, source.as_bytes(), options) {
        Ok(program) => print_ast(&program),
        Err(error) => error.render("test.js", source.as_bytes()),
    }
}

fn scopes(source: &str, options: &ParseOptions) -> String {
    let arena = Bump::new();
    match parse(&arena, source.as_bytes(), options) {
        Ok(program) => print_scopes(&program),
        Err(error) => panic!("{}", error.render("test.js", source.as_bytes())),
    }
}

fn script() -> ParseOptions {
    ParseOptions::script()
}

fn module() -> ParseOptions {
    ParseOptions::module()
}

#[test]
fn tokens_settle_context() {
    insta::assert_snapshot!(print_tokens(
        b"a = b / c / 1; /re/g.test(x)\n++y\nif (a) {} else /x/\nfor (let {z} of w) ({v} = {u: 1}); async (q) => {}",
        &script()
    ));
}

#[test]
fn operators() {
    insta::assert_snapshot!(ast(
        "a + b * c ** d ** -e - f; a ?? (b || c); a in b == c; typeof a.b?.c[d](e); x = y = z ? 1 : 2; (a, b); c++;",
        &script()
    ));
    insta::assert_snapshot!(ast(
        "a || b && c | d ^ e & f == g < h << i + j * k; -(a ** b); new A.b(c).d; new new A(1)(2); a ||= b;",
        &script()
    ));
}

#[test]
fn functions_and_classes() {
    insta::assert_snapshot!(ast(
        "async function* f(a, [b, , ...c] = [], {d, e: g = 1, ...h}, ...i) { yield* a; await b }
         const j = async x => x, k = ({a}, b = 2) => ({a}), l = () => { return new.target };",
        &ParseOptions { allow_new_target: true, goal: jsrun_parser::Goal::Eval, ..script() }
    ));
    insta::assert_snapshot!(ast(
        "class A extends B { #x = 1; static y; constructor() { super(); super.z = this.#x } get a() {} set a(v) {}
         static async *['m']() {} static { this.#x; } has(o) { return #x in o } 'q' = 1; 1() {} }",
        &script()
    ));
}

#[test]
fn statements() {
    insta::assert_snapshot!(ast(
        "l: for (var i = 0, j; i < 1; i++) { if (i) continue l; else break } do x(); while (y) for (a.b of c) ;
         for (const [p] in q) {} switch (r) { case 1: s(); default: t() } try { u } catch ({v}) { w } finally { x }
         with (y) z; if (a) function f() {} debugger; throw `a${b}c\\n`; var let; let\nawait; yield: 1; async\n(x)",
        &script()
    ));
    insta::assert_snapshot!(ast(
        "var a\n(b)\nlet c, d\n[e]\nvar f\n/g/\nvar h\n= i\nvar j = k\n(l)\nvar m = n, o\n`p`\ndebugger\n(q)",
        &script()
    ));
    insta::assert_snapshot!(ast(
        "import d, {e as f, 'g' as h} from 'm' with {type: 'json'}; import * as ns from 'n'; export {f as 'x y'};
         export * as z from 'o'; export default class {} export const c = await import('p', {}); import.meta.url;
         { using u = v; await using w = x } for await (using y of z);",
        &module()
    ));
}

#[test]
fn literals() {
    insta::assert_snapshot!(ast(
        r#"0x1F; 0b1_0; 017; 089; 1e3; .5; 0xFFFFFFFFFFFFFFFFFFFF; 10n; 0X1Fn; 'a\u{62}\x63\n\0\101\
d'; "\ud83d\ude00"; tag`\u{} ${1} \x`; /[/]\//giu; `a
b`; ({__proto__: 1, 'b': 2, 3: 4, [c]: d, e, get f() {}, set f(g) {}, async *h() {}, ...i});"#,
        &script()
    ));
}

#[test]
fn scopes_and_captures() {
    insta::assert_snapshot!(scopes(
        "function f(a, b = () => a) { let c = 1; var d; for (let i = 0; i < 1; i++) { g(() => i + c) }
         return () => this + arguments.length }",
        &script()
    ));
    insta::assert_snapshot!(scopes(
        "class A extends B { #p; ['q'] = 1; constructor() { (() => super())() } static { var x; this.y } #m() {} }",
        &script()
    ));
    insta::assert_snapshot!(scopes(
        "function f() { { function g() {} } eval('') } function h() { let k; with (o) { k } } (function n() { n });
         try {} catch (e) { var e; let l }",
        &script()
    ));
    insta::assert_snapshot!(scopes(
        "import a from 'b'; export let c = a; export default function () {} const d = 1",
        &module()
    ));
}

#[test]
fn uses_that_must_check_or_look_up() {
    insta::assert_snapshot!(ast(
        "a; let a = a; a; function f() { a } g = () => a; { h; let h; () => h; function i() { h } { (function j() { h }); function k() { h } } }
         for (let l of l) l; switch (m) { case 0: let m; case 1: m } class N extends N { o() { N } } N;
         function p(q = r, r = q) { r } with (s) { a; t } function u() { var v; eval(w); v; x; a; () => v }
         class Y extends Z { constructor() { this; super() } }",
        &script()
    ));
}

#[test]
fn errors() {
    let cases = [
        "let a = ;",
        "foo(1 2)",
        "foo(1",
        "if (x) {",
        "a b",
        "1 2",
        "'abc",
        "`abc",
        "/* abc",
        "/abc",
        "let x; let x;",
        "let x; { var x }",
        "function f(a) { let a }",
        "const a;",
        "let [a];",
        "1 = 2",
        "a++ = 1",
        "++a++",
        "({a: 1} = 2)",
        "for (1 of a);",
        "return",
        "break",
        "continue",
        "while (1) { break x }",
        "x: { continue x }",
        "x: x: 1",
        "'use strict'; with (a) b",
        "'use strict'; delete a",
        "'use strict'; 010",
        "'use strict'; '\\01'",
        "'use strict'; eval = 1",
        "'use strict'; let static",
        "'use strict'; implements",
        "function f(a, a) { 'use strict' }",
        "(a, a) => 1",
        "function f(a = 1) { 'use strict' }",
        "super.x",
        "class A { constructor() { super() } }",
        "new.target",
        "class A { constructor() {} constructor() {} }",
        "class A { get constructor() {} }",
        "class A { #a; #a }",
        "a.#b",
        "import a from 'b'",
        "export let a",
        "a ?? b || c",
        "-a ** b",
        "async () => { function f() { await 1 } }",
        "function* g() { (x = yield) => 1 }",
        "({a = 1})",
        "v\\u0061r x",
        "\\u{110000}",
        "3in []",
        "throw\n1",
        "try {}",
        "let let = 1",
        "if (1) let x",
        "while (1) function f() {}",
        "if (1) class A {}",
        "enum",
        "class { }",
        "function () {}",
        "`\\u{`",
        "({get a(b) {}})",
        "[...a, b] = c",
        "a?.b = 1",
        "import.meta",
        "@",
        "a => {} ()",
        "()",
        "for (let x = 1 of y);",
        "switch (1) { default: default: }",
        "    var \u{1F600}x",
        "(a + b) + c = d",
        "({a, b = 1})",
        "async function f() { while (1) async function g() {} }",
        "(...a, b) => 1",
        "++a++",
        "x = {\n  a: 1,\n  b: 2 c: 3\n}",
    ];
    let mut out = String::new();
    for case in cases {
        let arena = Bump::new();
        match parse(&arena, case.as_bytes(), &script()) {
            Ok(_) => out += &format!("accepted: {case}\n\n"),
            Err(error) => {
                let more = if error.is_incomplete() { " (incomplete)" } else { "" };
                out += &format!("{}{more}\n\n", error.render("test.js", case.as_bytes()));
            }
        }
    }
    insta::assert_snapshot!(out);
}

#[test]
fn long_lines_are_cut() {
    let source = format!("{}let a = ;{}", "b; ".repeat(100), " c;".repeat(100));
    insta::assert_snapshot!(ast(&source, &script()));
}

#[test]
fn lone_surrogates_are_kept() {
    let arena = Bump::new();
    let source = [b"'".as_slice(), b"\xED\xA0\x80", b"' + '\\ud83d' + '\\ud83d\\ude00'"].concat();
    assert!(parse(&arena, &source, &script()).is_ok());
}
