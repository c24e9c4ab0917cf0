//! Sessions: what counts as a whole input, what declarations of several inputs mean together, how inputs await.

use jsrun::context::{Context, Error, Options, check_input};
use jsrun::interp::tier::Tier;

fn is_incomplete(text: &str) -> bool {
    check_input(text.as_bytes()).is_err_and(|e| e.report().is_some_and(|r| r.is_incomplete))
}

/// What the inputs come to, each shown as within other values; an error by its summary.
#[track_caller]
fn session(inputs: &[(&str, &str)]) {
    for tier in [Tier::Interpreter, Tier::Jit] {
        let mut context = Context::new(Options::new().tier(tier));
        for (n, (text, expected)) in inputs.iter().enumerate() {
            let shown = match context.eval_input(&format!("REPL{n}"), text.as_bytes()) {
                Ok(value) => context.inspect(&value).expect("it can be shown"),
                Err(error) => summary(&error),
            };
            assert_eq!(shown, *expected, "{text}");
        }
    }
}

fn summary(error: &Error) -> String {
    match error.report() {
        Some(report) => report.summary.clone(),
        None => error.to_string(),
    }
}

#[test]
fn inputs_that_go_on() {
    for text in [
        "{",
        "(",
        "[",
        "f(",
        "f(1,",
        "a +",
        "a.",
        "a?.",
        "a ?",
        "a ? b :",
        "!",
        "typeof",
        "new",
        "new X(",
        "x =",
        "const x =",
        "let {a",
        "var x,",
        "if (x)",
        "if (x) {",
        "if",
        "if (x) y; else",
        "for (",
        "for (;;)",
        "for (let x of",
        "for (let x of y)",
        "while (",
        "while (x)",
        "do",
        "do {",
        "do {}",
        "do {} while",
        "do {} while (",
        "do {} while (x",
        "switch (x) {",
        "switch (x) { case 1:",
        "try {",
        "try {}",
        "try {} catch",
        "try {} catch (e) {",
        "try {} finally {",
        "function",
        "function f(",
        "function f() {",
        "function* g() { yield",
        "async function f() {",
        "async () => {",
        "async () =>",
        "() =>",
        "x =>",
        "(a, b",
        "class",
        "class A",
        "class A {",
        "class A extends",
        "class A { m() {",
        "class A { x =",
        "class A { static {",
        "`",
        "`abc",
        "`a${",
        "`a${b",
        "`a${b}",
        "`\n",
        "tag`a${`b",
        "/* c",
        "1 /* c\n",
        "'abc\\\n",
        "\"a\\\r\n",
        "x = {",
        "{ a:",
        "{ a: 1,",
        "{ a() {",
        "{ ...a",
        "{ [a]",
        "{ get a",
        "throw",
        "await",
        "await f(",
        "x = await",
        "for await (",
        "for await (const x of y) {",
        "import(",
        "import(x",
        "label:",
        "a ||",
        "a ?? (",
        "x => {",
        "1,",
        "x++ +",
        "a[",
        "a\n.",
        "@",
        "with (x)",
        "a = b ?",
        "async function f() { await",
        "class A { async *",
        "({ a",
        "delete",
        "void",
        "x instanceof",
        "'a' in",
        "function f(a = {",
    ] {
        let before = text.to_owned();
        if text == "@" {
            // Decorators are no syntax here.
            assert!(!is_incomplete(text));
            continue;
        }
        assert!(is_incomplete(text), "{text:?} can go on");
        // So it is with white space and comments behind it, where a comment can stand.
        if !text.contains('`') && !text.contains('\\') && !text.contains("/*") {
            assert!(is_incomplete(&format!("{before} // c\n\n")), "{text:?}, further down");
        }
    }
}

#[test]
fn inputs_that_are_whole() {
    for text in [
        "",
        " ",
        "\n",
        "// c",
        "/* c */",
        ";",
        "1",
        "a",
        "a\n",
        "{}",
        "{ a: 1 }",
        "{ a: 1 };",
        "{ f() }",
        "{ x; y }",
        "{ a, b }",
        "let x",
        "let x = 1",
        "function f() {}",
        "if (x) y",
        "if (x) {} else {}",
        "do {} while (x)",
        "a\n/b/g",
        "/x/",
        "`a${1}b`",
        "'a\\\nb'",
        "try {} catch {}",
        "await 1",
        "await = 1",
        "for await (const x of y) ;",
        "async () => await 1",
        "x => x",
        "class A { static { } }",
        "async function f() { await 1 }",
        "import('x')",
        "label: for (;;) break label",
        "#!/bin/js\n1",
        "({}).x",
        "{}\n[1]",
        "let a = 1; let b = await a",
        "{ await 1 }",
        "{ a: await 1 }",
        "function await() {}",
    ] {
        assert!(
            check_input(text.as_bytes()).is_ok(),
            "{text:?}: {:?}",
            check_input(text.as_bytes())
        );
    }
}

#[test]
fn inputs_that_can_never_become_right() {
    for text in [
        ")",
        "]",
        "}",
        "f(]",
        "(}",
        "a b",
        "1 2",
        "let let",
        "let x; let x",
        "if )",
        "for (;;))",
        "'abc",
        "'abc\ndef'",
        "\"",
        "/abc",
        "/(/",
        "var 1",
        "1 = 2",
        "f(a b",
        "{ a b",
        "function f() { return 1 2",
        "if (a b",
        "class A { m() { x y",
        "`${a b",
        "return",
        "break",
        "x ===== y",
        "class A { x y }",
        "{ a: 1 ]",
        "await f(]",
        "new.target",
        "import x from 'y'",
        "export let x",
        "a => { ]",
        "`${ ] }`",
        "yield 1 2",
        "0b2",
        "3in []",
        "#a + 1",
        "super()",
        "await 1 2",
        "'use strict'; with (a) {}",
        "{{ }} ]",
        "async () => { await 1 2",
        "let [a, a] = []",
        "({ a = 1 })",
    ] {
        let Err(error) = check_input(text.as_bytes()) else { panic!("{text:?} is no input") };
        assert!(!is_incomplete(text), "{text:?}: {}", summary(&error));
    }
}

#[test]
fn checking_takes_linear_time() {
    let deep = "[".repeat(100_000);
    assert!(is_incomplete(&deep));
    let long = format!("f({}", "{ a: await 1 }, ".repeat(20_000));
    assert!(is_incomplete(&long));
}

#[test]
fn values_of_inputs() {
    session(&[
        ("1 + 1", "2"),
        ("'a'", "'a'"),
        ("let x = 1", "undefined"),
        ("if (x) 'yes'", "'yes'"),
        ("function f() { return this }", "undefined"),
        ("f() === globalThis", "true"),
        ("this === globalThis", "true"),
        ("y = 3", "3"),
        ("y", "3"),
        ("z", "ReferenceError: z is not defined"),
        ("", "undefined"),
    ]);
}

#[test]
fn declarations_may_be_repeated() {
    session(&[
        ("let a = 1", "undefined"),
        ("const f = () => a", "undefined"),
        ("let a = 2; a", "2"),
        ("f()", "2"),
        ("const a = 3", "undefined"),
        ("a = 4", "TypeError: Assignment to constant variable."),
        ("const a = 5; a = 6", "TypeError: Assignment to constant variable."),
        ("let a; a", "undefined"),
        ("a = 7", "7"),
        ("class a { static x = 8 }", "undefined"),
        ("a.x", "8"),
        ("var v = 1", "undefined"),
        ("let v = 2; v", "2"),
        ("globalThis.v", "1"),
        ("let v = 3; v", "3"),
        ("var v", "SyntaxError: Identifier 'v' has already been declared"),
        ("let b = b", "ReferenceError: Cannot access 'b' before initialization"),
        ("b", "ReferenceError: Cannot access 'b' before initialization"),
        ("let b = 1; b", "1"),
        ("let c = 1; let c = 2", "SyntaxError: Identifier 'c' has already been declared"),
        ("let undefined = 1", "SyntaxError: Identifier 'undefined' has already been declared"),
        ("let g = 1; function h() { return g++ } for (let i = 0; i < 1000; i++) h(); g", "1001"),
        ("const g = 10", "undefined"),
        ("h()", "TypeError: Assignment to constant variable."),
        ("let g = 20; h(); h()", "21"),
        ("let parseInt = 5; parseInt", "5"),
        ("let Array = 6; [].constructor === globalThis.Array", "true"),
    ]);
}

#[test]
fn ordinary_scripts_keep_their_rules() {
    let mut context = Context::default();
    context.eval("s", b"let x = 1").expect("it runs");
    let error = context.eval("s", b"let x = 2").expect_err("a declaration that is taken");
    assert_eq!(summary(&error), "SyntaxError: Identifier 'x' has already been declared");
    context.eval_input("s", b"let x = 3").expect("a session may");
    let value = context.eval("s", b"x").expect("it runs");
    assert_eq!(context.inspect(&value).expect("it can be shown"), "3");
}

#[test]
fn objects_come_first() {
    session(&[
        ("{ a: 1 }", "{ a: 1 }"),
        ("{ a: 1 };", "1"),
        ("  { a: 1, 'b': [2] }  ", "{ a: 1, b: [ 2 ] }"),
        ("{}", "{}"),
        ("{};", "undefined"),
        ("{ let x = 5; x }", "5"),
        ("{ a: 1 }.a", "1"),
        ("{ f() { return 1 } }.f()", "1"),
        ("{ a: 1 }; 2", "2"),
        ("{ a: 1 } 2", "2"),
        ("{ await: await 3 }", "{ await: 3 }"),
        ("{ ...{ a: 1 }, ...await { b: 2 } }", "{ a: 1, b: 2 }"),
    ]);
}

#[test]
fn inputs_await() {
    session(&[
        ("await 1", "1"),
        ("const x = await Promise.resolve([1])", "undefined"),
        ("x", "[ 1 ]"),
        (
            "let { a, b } = await { a: 1, b: 2 }; class C { static p = 3 } function f() { return a + b + C.p }",
            "undefined",
        ),
        ("f()", "6"),
        ("await null; Promise.resolve(4)", "Promise { 4 }"),
        ("await null; ({ then(f) { f(1) } })", "{ then: [Function: then] }"),
        ("await Promise.reject(new TypeError('no'))", "TypeError: no"),
        ("throw await 5", "5"),
        ("for await (const x of [Promise.resolve(1), 2]) globalThis.last = x", "2"),
        ("last", "2"),
        ("async function g() { return await 8 }", "undefined"),
        ("await g()", "8"),
        ("g()", "Promise { <pending> }"),
        ("await new Promise(() => {})", "Error: The input awaits what nothing is left to settle"),
        ("var await = 9", "undefined"),
        ("await (1)", "1"),
        ("const y = 1; const y = await 2", "SyntaxError: Identifier 'y' has already been declared"),
        ("const y = await 10; y = 11", "TypeError: Assignment to constant variable."),
        ("const y = await 12; y", "12"),
        ("(await 1) + (await 2) + this.last", "5"),
        ("var w = await 13", "undefined"),
        ("globalThis.w", "13"),
    ]);
}

#[test]
fn thrown_values_and_variables_of_the_host() {
    let mut context = Context::default();
    let shown = |context: &mut Context, text: &str| {
        let value = context.eval_input("REPL1", text.as_bytes()).expect("it runs");
        context.inspect(&value).expect("it can be shown")
    };
    for (text, expected) in
        [("throw 5", "5"), ("throw { a: 1 }", "{ a: 1 }"), ("throw undefined", "undefined")]
    {
        context.eval_input("REPL1", text.as_bytes()).expect_err("it throws");
        let thrown = context.thrown_value();
        assert_eq!(context.inspect(&thrown).expect("it can be shown"), expected);
    }
    context.eval_input("REPL1", b"f(]").expect_err("it is no input");
    let thrown = context.thrown_value();
    assert_eq!(context.set_session_variable("_error", &thrown).ok(), Some(true));
    assert_eq!(shown(&mut context, "_error instanceof SyntaxError"), "true");
    let value = context.eval_input("REPL1", b"[1]").expect("it runs");
    assert_eq!(context.set_session_variable("_", &value).ok(), Some(true));
    assert_eq!(shown(&mut context, "_"), "[ 1 ]");
    assert_eq!(context.set_session_variable("_", &value).ok(), Some(true));
    assert_eq!(shown(&mut context, "_ = 2"), "2");
    assert_eq!(context.set_session_variable("_", &value).ok(), Some(false));
    assert_eq!(shown(&mut context, "_"), "2");
    assert_eq!(shown(&mut context, "let _error = 3; _error"), "3");
    assert_eq!(context.set_session_variable("_error", &value).ok(), Some(false));
    assert_eq!(context.set_session_variable("Array", &value).ok(), Some(false));
}

#[test]
fn a_session_goes_on_after_a_limit() {
    let mut context = Context::new(Options::new().memory_limit(64 << 20));
    let handle = context.interrupt_handle();
    let thread = std::thread::spawn(move || {
        std::thread::sleep(std::time::Duration::from_millis(50));
        handle.terminate();
    });
    assert!(matches!(context.eval_input("REPL1", b"for (;;) ;"), Err(Error::Terminated(_))));
    thread.join().expect("it ends");
    assert!(context.eval_input("REPL2", b"1").is_ok());
    assert!(context.eval_input("REPL3", b"let a = []; for (;;) a = [a, a]").is_err());
    assert!(context.eval_input("REPL4", b"a = null; let b = 1").is_ok());
    context.interrupt_handle().terminate();
    context.forget_interrupt();
    assert!(context.eval_input("REPL5", b"b").is_ok());
}

#[test]
fn errors_name_the_input() {
    let mut context = Context::default();
    context.eval_input("REPL1", b"function f() {\n  throw new Error('x')\n}").expect("it runs");
    let error = context.eval_input("REPL2", b" f()").expect_err("it throws");
    let report = error.report().expect("an exception");
    assert_eq!((report.source_name.as_deref(), report.position), (Some("REPL1"), (2, 3)));
    assert_eq!(report.stack, "Error: x\n    at f (REPL1:2:9)\n    at REPL2:1:2");
    let error = context.eval_input("REPL3", b"{ a: ]").expect_err("it is no input");
    let report = error.report().expect("a syntax error");
    assert_eq!((report.source_name.as_deref(), report.position), (Some("REPL3"), (1, 6)));
}
