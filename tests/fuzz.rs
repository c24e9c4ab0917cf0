//! Random JavaScript programs must print the same in both tiers and on every way between them.
//!
//! `examples/fuzz.rs` runs the same without end. A failing seed is reported with its program.

mod support;

use jsrun::interp::tier::Tier;
use support::generate::program;
use support::random::Random;
use support::{INTERPRETER, Mode, run};

/// Programs of moderate size in four modes.
const PROGRAMS: u64 = 250;
/// Small programs with a collection at each allocation.
const STRESSED: u64 = 12;

fn compare(seed: u64, size: usize, modes: &[Mode]) {
    let text = program(seed, size);
    let expected = run("fuzz.js", text.as_bytes(), INTERPRETER);
    assert!(!expected.contains("Terminated"), "seed {seed}: {expected}\n{text}");
    for mode in modes {
        let printed = run("fuzz.js", text.as_bytes(), *mode);
        if printed != expected {
            let at = expected.lines().zip(printed.lines()).position(|(e, p)| e != p).unwrap_or(0);
            panic!(
                "seed {seed}, {}: line {at}\nexpected {:?}\nprinted  {:?}\n{text}",
                mode.name,
                expected.lines().nth(at),
                printed.lines().nth(at)
            );
        }
    }
}

#[test]
fn programs_print_the_same_in_both_tiers() {
    for seed in 0..PROGRAMS {
        let threshold = 1 + Random(seed).below(40) as i32;
        let modes = [
            Mode { name: "jit", tier: Tier::Jit, threshold: 0, stress: false },
            Mode { name: "auto-0", tier: Tier::Auto, threshold: 0, stress: false },
            Mode { name: "auto-n", tier: Tier::Auto, threshold, stress: false },
        ];
        compare(seed, 6, &modes);
    }
}

#[test]
fn small_programs_print_the_same_while_everything_is_collected() {
    let modes = [
        Mode { name: "interp-stress", tier: Tier::Interpreter, threshold: 0, stress: true },
        Mode { name: "jit-stress", tier: Tier::Jit, threshold: 0, stress: true },
    ];
    for seed in 0..STRESSED {
        compare(1_000_000 + seed, 2, &modes);
    }
}
