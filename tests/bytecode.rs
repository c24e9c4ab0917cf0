//! Scripts that use the whole language as far as it needs no library, run in both tiers.

use jsrun::context::{Context, Options};
use jsrun::interp::tier::Tier;
use std::fmt::Write;

fn run(tier: Tier, text: &str) {
    if let Err(error) =
        Context::new(Options::new().tier(tier)).run_script("test.js", text.as_bytes())
    {
        panic!("{error}");
    }
}

#[test]
fn the_language() {
    let text = include_str!("bytecode/language.js");
    run(Tier::Interpreter, text);
    run(Tier::Jit, text);
}

/// A function with 70,000 constants, calls and locals and a jump over 100,000 instructions.
#[test]
fn a_big_function() {
    let mut text = String::from("function big(n, f) {\n");
    for i in 0..70_000 {
        let _ = writeln!(text, "let v{i} = f({i}.5);");
    }
    text.push_str("if (n) {\n");
    text.push_str(&"n = n + v69999;\nn = n * 0.5;\n".repeat(35_000));
    text.push_str("}\nreturn n + v0; }\n");
    text.push_str("if (big(0, x => x) !== 0.5) throw 1;\n");
    text.push_str("let r = big(1, x => x);\nif (!(r > 69999 && r < 70001)) throw 2;\n");
    run(Tier::Interpreter, &text);
    run(Tier::Jit, &text);
}
