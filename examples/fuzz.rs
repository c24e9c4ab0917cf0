//! Compares the tiers on random programs without end: `cargo run --example fuzz KIND [FIRST_SEED [COUNT]]`, where `KIND` is
//! `language` (JavaScript from a grammar), `bytecode` (from the opcodes' layouts) or `both`. Prints each seed that differs,
//! with the mode and the first line that does. Each hundredth program also runs with a collection at each allocation.
//! `--show language SEED` and `--show bytecode SEED` print a program, with what it does.

#[path = "../tests/support/mod.rs"]
mod support;

use support::differential::{Verdict, compare_bytecode, compare_language, show_bytecode};
use support::generate::program;

/// One in so many programs is run under GC stress.
const STRESSED: u64 = 100;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let word = |i: usize| arguments.get(i).map_or("", String::as_str);
    let number = |i: usize, default: u64| match arguments.get(i) {
        Some(text) => text.parse().unwrap_or_else(|_| fail()),
        None => default,
    };
    if word(0) == "--show" {
        let seed = number(2, 0);
        let size_of = |size: usize| number(3, size as u64) as usize;
        match word(1) {
            "language" => print!("{}", program(seed, size_of(language_size(seed)))),
            "bytecode" => show_bytecode(seed, size_of(bytecode_size(seed))),
            _ => fail(),
        }
        return;
    }
    let (language, bytecode) = match word(0) {
        "language" => (true, false),
        "bytecode" => (false, true),
        "both" => (true, true),
        _ => fail(),
    };
    let (first, count) = (number(1, 0), number(2, u64::MAX));
    let (mut ran, mut failures, mut endless) = (0u64, 0u64, 0u64);
    for seed in first..first.saturating_add(count) {
        let mut results = vec![];
        if language {
            results.push(compare_language(seed, language_size(seed), false));
        }
        if bytecode {
            results.push(compare_bytecode(seed, bytecode_size(seed), false));
        }
        if seed % STRESSED == 0 {
            if language {
                results.push(compare_language(seed, 2, true));
            }
            if bytecode {
                results.push(compare_bytecode(seed, 25, true));
            }
        }
        for result in results {
            ran += 1;
            match result {
                Ok(Verdict::Same) => {}
                Ok(Verdict::Endless) => endless += 1,
                Err(report) => {
                    failures += 1;
                    println!("{report}");
                }
            }
        }
        if (seed - first) % 1000 == 999 {
            println!("{ran} programs: {failures} differ, {endless} took too long");
        }
    }
    println!("{ran} programs: {failures} differ, {endless} took too long");
    std::process::exit(i32::from(failures > 0));
}

fn fail() -> ! {
    eprintln!(
        "fuzz language|bytecode|both [FIRST_SEED [COUNT]]\nfuzz --show language|bytecode SEED"
    );
    std::process::exit(2);
}

fn language_size(seed: u64) -> usize {
    3 + (seed % 7) as usize
}

fn bytecode_size(seed: u64) -> usize {
    20 + 20 * (seed % 5) as usize
}
