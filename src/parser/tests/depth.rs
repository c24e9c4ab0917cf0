//! Every construct, nested or chained 100,000 times: no pass may recurse natively, and none may
//! take more than linear time.

use bumpalo::Bump;
use jsrun_parser::print::print_ast;
use jsrun_parser::{ParseOptions, parse};

const DEEP: usize = 100_000;

/// `open` n times, `middle`, `close` n times.
fn nest(open: &str, middle: &str, close: &str, n: usize) -> String {
    format!("{}{middle}{}", open.repeat(n), close.repeat(n))
}

/// Constructs that hold another of their kind, as (open, middle, close).
const NESTED: &[(&str, &str, &str)] = &[
    ("(", "1", ")"),
    ("[", "1", "]"),
    ("({a:", "1", "})"),
    ("({[", "1", "]:1})"),
    ("({...", "a", "})"),
    ("f(", "1", ")"),
    ("f(...", "a", ")"),
    ("new F(", "1", ")"),
    ("new ", "F", ""),
    ("a[", "1", "]"),
    ("a?.[", "1", "]"),
    ("`${", "1", "}`"),
    ("a`${", "1", "}`"),
    ("- ", "1", ""),
    ("!", "1", ""),
    ("typeof ", "1", ""),
    ("a=>", "1", ""),
    ("(a)=>{", "1", "}"),
    ("(a=", "1", ")=>1"),
    ("async a=>", "1", ""),
    ("(function(){", "1", "})"),
    ("(function(a=", "1", "){})"),
    ("(class{m(){", "1", "}})"),
    ("(class{a=", "1", "})"),
    ("(class{static{", "1", "}})"),
    ("(class{[", "1", "](){}})"),
    ("(class extends ", "A", "{})"),
    ("a=", "1", ""),
    ("a+=", "1", ""),
    ("a?b:", "1", ""),
    ("a?", "1", ":b"),
    ("a**", "1", ""),
    ("(a,", "1", ")"),
    ("import(", "1", ")"),
    ("{", "1", "}"),
    ("if(a)", "1", ""),
    ("if(a)b;else ", "1", ""),
    ("if(a){", "1", "}else{b}"),
    ("while(a)", "1", ""),
    ("do{", "1", "}while(a);"),
    ("do ", ";", "while(a);"),
    ("for(;;)", "1", ""),
    ("for(let a of b)", "1", ""),
    ("for(let a in b){", "1", "}"),
    ("for(a in b)", "1", ""),
    ("with(a)", "1", ""),
    ("switch(a){case 1:", "1", "}"),
    ("switch(a){case 1:{let b;", "1", "}}"),
    ("try{", "1", "}catch{}"),
    ("try{}catch(a){", "1", "}"),
    ("try{}catch(a){var a;", "1", "}"),
    ("try{}finally{", "1", "}"),
    ("function f(){", "1", "}"),
    ("{function f(){}", "1", "}"),
    ("{let a;a;", "b", "}"),
    ("{let a;(()=>a);", "b", "}"),
    ("class A{m(){", "1", "}}"),
    ("[", "a", "]=1"),
    ("({a:", "a", "}=1)"),
    ("async function f(){await ", "1", "}"),
    ("function*f(){yield ", "1", "}"),
    ("eval(", "1", ")"),
];

/// Pieces that follow one another, as (first, piece).
const CHAINED: &[(&str, &str)] = &[
    ("a", "+a"),
    ("a", "**a"),
    ("a", "&&a"),
    ("a", "||a"),
    ("a", "??a"),
    ("a", "|a&a"),
    ("a", " in a"),
    ("a", "==a+a*a"),
    ("a", ".a"),
    ("a", "?.a"),
    ("a", "[a]"),
    ("a", "()"),
    ("a", "``"),
    ("a", ",a"),
    ("a", ";a"),
    ("a", "\na"),
    ("var a", ",a"),
    ("let b", ";{let a}"),
    ("a", ";function f(){}"),
    ("a", ";{function f(){}}"),
    ("a", ";var a"),
    ("a", "\n/a/g"),
    ("a", ";a=>a"),
    ("'a'", ";'b'"),
    ("``", ";`\\n`"),
];

fn source_of_nested(case: &(&str, &str, &str), n: usize) -> String {
    match *case {
        // A pattern in a pattern, as one assignment or declaration.
        ("[", "a", "]=1") => format!("{}=1", nest("[", "a", "]", n)),
        ("({a:", "a", "}=1)") => format!("({}=1)", nest("{a:", "a", "}", n)),
        ("async function f(){await ", ..) => {
            format!("async function f(){{{}1}}", "await ".repeat(n))
        }
        ("function*f(){yield ", ..) => format!("function*f(){{{}1}}", "yield ".repeat(n)),
        (open, middle, close) => nest(open, middle, close, n),
    }
}

/// The processor time of this thread: what else the machine does hardly counts.
fn cpu_seconds() -> f64 {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the call only writes to the structure that it is given.
    unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &mut time) };
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

/// Parses on a thread with little stack, so that recursion shows.
fn parse_small(source: String, print: bool) -> (Result<(), String>, f64) {
    let thread = std::thread::Builder::new().stack_size(256 * 1024).spawn(move || {
        let arena = Bump::new();
        let start = cpu_seconds();
        let result = parse(&arena, source.as_bytes(), &ParseOptions::script());
        let time = cpu_seconds() - start;
        let result = result.map(|program| {
            if print {
                assert!(!print_ast(&program).is_empty());
            }
        });
        (result.map_err(|error| error.message), time)
    });
    thread.expect("a thread").join().expect("no stack overflow")
}

#[test]
fn nesting_is_no_danger() {
    for case in NESTED {
        let (result, _) = parse_small(source_of_nested(case, DEEP), true);
        assert_eq!(result, Ok(()), "{case:?}");
    }
}

#[test]
fn chains_are_no_danger() {
    for (first, piece) in CHAINED {
        let (result, _) = parse_small(format!("{first}{}", piece.repeat(DEEP)), true);
        assert_eq!(result, Ok(()), "{first} {piece}");
    }
}

#[test]
fn unclosed_brackets_are_only_errors() {
    for open in [
        "(",
        "[",
        "{",
        "({a:",
        "`${",
        "f(",
        "a=>",
        "if(",
        "class{m(){",
        "a?",
        "[{a:",
        "async(",
        "function f(",
    ] {
        let (result, _) = parse_small(open.repeat(DEEP), false);
        assert!(result.is_err(), "{open}");
    }
}

/// Four times the input may take little more than four times as long. Time is a coarse measure, so
/// the bound is wide and each case has several tries: what is quadratic misses it by far.
fn assert_linear(name: &str, make: impl Fn(usize) -> String) {
    let n = DEEP / 8;
    let mut ratios = Vec::new();
    for _ in 0..6 {
        let (_, small) = parse_small(make(n), false);
        let (_, large) = parse_small(make(4 * n), false);
        let ratio = large / small.max(0.002);
        if ratio < 12.0 {
            return;
        }
        ratios.push(ratio);
    }
    panic!("{name}: four times the input takes {ratios:?} times as long");
}

#[test]
fn time_is_linear() {
    for case in NESTED {
        assert_linear(&format!("{case:?}"), |n| source_of_nested(case, n));
    }
    for (first, piece) in CHAINED {
        assert_linear(&format!("{first} {piece}"), |n| format!("{first}{}", piece.repeat(n)));
    }
    assert_linear("arrows and in", |n| format!("{}a{}", "a=>".repeat(n), " in b".repeat(n)));
    assert_linear("labels", |n| {
        let labels: String = (0..n).map(|i| format!("l{i}:")).collect();
        format!("{labels}for(;;){{{}}}", "break l0;".repeat(n))
    });
    assert_linear("functions using an outer variable", |n| {
        format!("let v;{}{}", "(function(){v;".repeat(n), "})".repeat(n))
    });
    assert_linear("arrows using this and arguments", |n| {
        format!("function f(){{{}this,arguments{}}}", "(()=>(".repeat(n), "))".repeat(n))
    });
    assert_linear("blocks and vars", |n| {
        format!("function f(){{{}{}}}", "{let a;var b;".repeat(n), "}".repeat(n))
    });
    assert_linear("private names", |n| {
        let fields: String = (0..n).map(|i| format!("#a{i};")).collect();
        let uses: String = (0..n).map(|i| format!("this.#a{i};")).collect();
        format!("class C{{{fields} m(){{{uses}}}}}")
    });
    assert_linear("escapes in strings", |n| format!("'{}'", "\\u0041".repeat(n)));
    assert_linear("comments", |n| "/* */ // \n".repeat(n));
}
