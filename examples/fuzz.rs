//! Compares the tiers on random programs without end: `cargo run --example fuzz [FIRST_SEED [COUNT]]`. Prints each
//! seed whose output differs, with the mode and the first line that does; `--show SEED` prints a program.

#[path = "../tests/support/mod.rs"]
mod support;

use jsrun::interp::tier::Tier;
use support::generate::program;
use support::random::Random;
use support::{INTERPRETER, Mode, run};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.first().is_some_and(|a| a == "--show") {
        let seed = arguments[1].parse().expect("a seed");
        print!("{}", program(seed, size(seed)));
        return;
    }
    let number =
        |i: usize, default: u64| arguments.get(i).map_or(default, |a| a.parse().expect("a number"));
    let (first, count) = (number(0, 0), number(1, u64::MAX));
    let mut failures = 0;
    for seed in first..first.saturating_add(count) {
        let report = difference(seed);
        if let Some(report) = report {
            failures += 1;
            println!("seed {seed}: {report}");
        }
    }
    println!("{failures} of {count} differ");
}

fn size(seed: u64) -> usize {
    3 + (seed % 7) as usize
}

fn difference(seed: u64) -> Option<String> {
    let text = program(seed, size(seed));
    let expected = run("fuzz.js", text.as_bytes(), INTERPRETER);
    if expected.contains("Terminated") || expected.starts_with("fuzz.js") {
        return Some(expected);
    }
    let threshold = 1 + Random(seed).below(40) as i32;
    let modes = [
        Mode { name: "jit", tier: Tier::Jit, threshold: 0, stress: false },
        Mode { name: "auto-0", tier: Tier::Auto, threshold: 0, stress: false },
        Mode { name: "auto-n", tier: Tier::Auto, threshold, stress: false },
    ];
    for mode in modes {
        let printed = run("fuzz.js", text.as_bytes(), mode);
        if printed != expected {
            let at = expected.lines().zip(printed.lines()).position(|(e, p)| e != p).unwrap_or(0);
            return Some(format!(
                "{} line {at}: {:?}, not {:?}",
                mode.name,
                printed.lines().nth(at),
                expected.lines().nth(at)
            ));
        }
    }
    None
}
