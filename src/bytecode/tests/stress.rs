//! Sizes: many constants, locals and calls, far jumps, deep and long syntax.

use super::compile;
use std::fmt::Write;

/// A function with 70,000 constants, calls and locals and a jump over 100,000 instructions.
#[test]
fn wide_operands_and_far_jumps() {
    let mut text = String::from("function big(n, f) {\n");
    for i in 0..70_000 {
        let _ = writeln!(text, "let v{i} = f({i}.5);");
    }
    text.push_str("if (n) {\n");
    for _ in 0..35_000 {
        text.push_str("n = n + v69999;\nn = n * 2;\n");
    }
    text.push_str("}\nreturn n; }\n");
    let script = compile(&text, false).expect("it compiles");
    let big = &script.functions[0];
    assert!(big.constants.len() >= 70_000);
    assert!(big.register_count >= 70_000);
    assert!(big.bytecode.len() > 300_000);
}

#[test]
fn many_call_sites_have_many_caches() {
    let mut text = String::from("function big(o) {\n");
    for i in 0..70_000 {
        let _ = writeln!(text, "o.m{i}({i});");
    }
    text.push('}');
    let script = compile(&text, false).expect("it compiles");
    assert_eq!(script.functions[0].caches.len(), 70_000);
    assert!(script.functions[0].register_count < 32);
}

#[test]
fn long_chains_are_loops() {
    let chains = [
        format!("x = 1{}", " + a".repeat(100_000)),
        format!("x = a{}", " && a".repeat(100_000)),
        format!("if (a{}) b", " || a".repeat(100_000)),
        format!("x = a{}", ".b".repeat(100_000)),
        format!("x = a{}", ".b()".repeat(100_000)),
        format!("x = a{}", "()".repeat(100_000)),
        format!("x = a{}", "[0]".repeat(100_000)),
        format!("x = {}b", "a ? 1 : ".repeat(100_000)),
        format!("{}b", "if (a) c; else ".repeat(50_000)),
        format!("x = 1{}", ", a".repeat(100_000)),
        format!("x = {}1{}", "(".repeat(100_000), ")".repeat(100_000)),
    ];
    for text in &chains {
        let script = compile(text, false);
        assert!(script.is_ok(), "{:?}: {}", script.err(), &text[..40]);
    }
}

#[test]
fn deep_nesting_compiles_or_is_refused() {
    for depth in [1_000, 50_000] {
        let texts = [
            format!("x = {}1{}", "[".repeat(depth), "]".repeat(depth)),
            format!("x = {}1", "- ".repeat(depth)),
            format!("x = {}1", "a = ".repeat(depth)),
            format!("{}1{}", "{".repeat(depth), "}".repeat(depth)),
            format!("x = {}1", "a => ".repeat(depth)),
            format!("x = a{}", " ** a".repeat(depth)),
        ];
        for text in &texts {
            let result = compile(text, false);
            assert!(depth > 1_000 || result.is_ok(), "{:?}: {}", result.err(), &text[..40]);
            if let Err(error) = result {
                assert!(error.to_string().contains("Maximum call stack size exceeded"), "{error}");
            }
        }
    }
}
