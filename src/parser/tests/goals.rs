//! The goals other than script and module, and what a library user meets first.

use bumpalo::Bump;
use jsrun_parser::ast::{ExprKind, StmtKind};
use jsrun_parser::scope::surroundings::Describer;
use jsrun_parser::scope::{BindingId, BindingKind};
use jsrun_parser::source::{LineIndex, Position, locate};
use jsrun_parser::{Goal, ParseOptions, parse};
use std::rc::Rc;

fn outcome(source: &str, options: &ParseOptions) -> Result<(), String> {
    parse(&Bump::new(), source.as_bytes(), options).map(|_| ()).map_err(|error| error.message)
}

#[test]
fn parameters_and_bodies_stand_alone() {
    let parameters = ParseOptions { goal: Goal::FormalParameters, ..ParseOptions::default() };
    for good in ["", "a", "a, b", "a,", "{a}, [b] = c, ...d", "a /* x */", "a // x", "\na\n"] {
        assert_eq!(outcome(good, &parameters), Ok(()), "{good}");
    }
    for bad in ["a) { }, (b", "/*", "*/", "a b", ",", "a,,", "...a,", "1", "a = "] {
        assert!(outcome(bad, &parameters).is_err(), "{bad}");
    }
    let body = ParseOptions { goal: Goal::FunctionBody, ..ParseOptions::default() };
    for good in ["", "return 1", "return new.target", "var a; { let a }", "// x"] {
        assert_eq!(outcome(good, &body), Ok(()), "{good}");
    }
    for bad in ["}, function () {", "*/", "super.a", "await 1", "yield 1"] {
        assert!(outcome(bad, &body).is_err(), "{bad}");
    }
    let in_generator = ParseOptions { is_async: true, is_generator: true, ..body };
    assert_eq!(outcome("yield await 1", &in_generator), Ok(()));
}

#[test]
fn a_dynamic_function_does_not_bind_its_name() {
    let arena = Bump::new();
    let options = ParseOptions { goal: Goal::DynamicFunction, ..ParseOptions::default() };
    let program = parse(&arena, b"(function anonymous(a\n) {\nreturn anonymous\n})", &options)
        .expect("valid");
    assert!(
        program.analysis.bindings.iter().all(|binding| binding.kind != BindingKind::FunctionName)
    );
}

#[test]
fn eval_knows_its_surroundings() {
    let eval = ParseOptions { goal: Goal::Eval, ..ParseOptions::default() };
    for bad in ["new.target", "super.a", "super()", "a.#b", "return"] {
        assert!(outcome(bad, &eval).is_err(), "{bad}");
    }
    let inside = inside("class A extends B { #b; constructor() { eval() } }");
    for good in ["new.target", "super.a", "super()", "a.#b", "() => super.a"] {
        assert_eq!(outcome(good, &inside), Ok(()), "{good}");
    }
    assert!(
        outcome("arguments", &ParseOptions { forbid_arguments: true, ..eval.clone() }).is_err()
    );
    assert!(outcome("with (a) b", &ParseOptions { strict: true, ..eval }).is_err());
}

/// The options for the code of the first direct `eval` of a script.
fn inside(script: &str) -> ParseOptions {
    let arena = Bump::new();
    let program = parse(&arena, script.as_bytes(), &ParseOptions::script()).expect("valid");
    let surroundings = Describer::default().surroundings(&program.analysis, &program.names, 0);
    ParseOptions::direct_eval(Rc::new(surroundings))
}

#[test]
fn eval_declares_variables_in_its_function() {
    let cases = [
        ("function f() { { let a; eval() } }", "var a", false),
        ("function f() { let a; eval() }", "var a", false),
        ("function f() { let a; eval() }", "let a", true),
        ("function f(a) { eval() }", "var a", true),
        ("function f(a = eval()) {}", "var a", false),
        ("function f(a, b = eval()) { var c }", "var c", true),
        ("function f() { try {} catch (a) { eval() } }", "var a", true),
        ("function f() { try {} catch (a) { eval() } }", "function a() {}", true),
        ("function f() { { let a; eval() } }", "{ function a() {} }", true),
        ("function f() { with (a) { eval() } }", "var a", true),
        ("let a; eval()", "var a", true),
        ("{ let a; eval() }", "var a", false),
        ("function f() { { let a; eval() } }", "'use strict'; var a", true),
    ];
    for (script, code, is_valid) in cases {
        assert_eq!(outcome(code, &inside(script)).is_ok(), is_valid, "{code} in {script}");
    }
}

#[test]
fn eval_sees_the_slots_around_it() {
    let options = inside("function f(a) { let b; { let a; (() => eval())() } }");
    let arena = Bump::new();
    let program = parse(&arena, b"a; b; c; var d", &options).expect("valid");
    let binding = |index: usize| match &program.body[index].kind {
        StmtKind::Expression(expr) => match &expr.kind {
            ExprKind::Ident(reference) => (reference.binding.get(), reference.is_dynamic.get()),
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    };
    let (inner, through_arrow) = binding(0);
    assert!(through_arrow);
    assert_eq!(program.analysis.binding(inner).kind, BindingKind::Let);
    let scope = program.analysis.binding(inner).scope;
    assert_eq!(program.analysis.environments_between(program.scope, scope), 1);
    assert_eq!(binding(2), (BindingId::UNRESOLVED, true));
    assert!(program.analysis.function(program.function).parent.is_some());
}

#[test]
fn references_lead_to_bindings() {
    let arena = Bump::new();
    let program = parse(&arena, b"let a = 1; a; b", &ParseOptions::script()).expect("valid");
    let reference = |index: usize| match &program.body[index].kind {
        StmtKind::Expression(expr) => match &expr.kind {
            ExprKind::Ident(reference) => reference,
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    };
    let binding = program.analysis.binding(reference(1).binding.get());
    assert_eq!(
        (binding.kind, program.names.bytes(binding.name)),
        (BindingKind::Let, b"a".as_slice())
    );
    assert_eq!(reference(2).binding.get(), BindingId::UNRESOLVED);
}

#[test]
fn positions_count_utf16_units() {
    let source = "a\r\n\u{1F600}b\u{2028}c\n".as_bytes();
    let lines = LineIndex::new(source);
    for (offset, line, column) in [(0, 1, 1), (3, 2, 1), (7, 2, 3), (11, 3, 1), (13, 4, 1)] {
        assert_eq!(lines.locate(source, offset), Position { line, column }, "{offset}");
        assert_eq!(locate(source, offset), Position { line, column }, "{offset}");
    }
    assert_eq!(lines.line(source, 2), "\u{1F600}b".as_bytes());
    assert_eq!(lines.line_count(), 4);
}

#[test]
fn malformed_text_is_only_an_error() {
    for source in [
        b"\xff".as_slice(),
        b"a\xed",
        b"'\xf0\x9f'",
        b"/\xe2\x80/",
        b"`\xed\xa0",
        b"\\u{",
        b"a\\",
        b"'\\",
    ] {
        let arena = Bump::new();
        if let Err(error) = parse(&arena, source, &ParseOptions::script()) {
            assert!(error.render("a.js", source).contains("SyntaxError"));
        }
    }
}
