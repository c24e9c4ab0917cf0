//! Random programs must do the same in both tiers and on every way between them: JavaScript from a grammar, and bytecode
//! from the opcodes' layouts.
//!
//! `examples/fuzz.rs` runs the same without end, and shows the program of a seed.

mod support;

use jsrun::handlers::{OPCODES, Op};
use std::collections::HashSet;
use support::bytecode::{ABSENT, opcodes_of, program};
use support::differential::{Verdict, compare_bytecode, compare_language};

/// JavaScript programs in four modes.
const PROGRAMS: u64 = 250;
/// Small ones with a collection at each allocation.
const STRESSED: u64 = 12;
/// Bytecode programs in six modes.
const BYTECODE: u64 = 300;
/// Small ones with a collection at each allocation.
const BYTECODE_STRESSED: u64 = 10;
/// Steps of a bytecode program.
const STEPS: usize = 60;

fn same(result: Result<Verdict, String>) -> bool {
    match result {
        Ok(verdict) => verdict == Verdict::Same,
        Err(report) => panic!("{report}"),
    }
}

#[test]
fn programs_print_the_same_in_both_tiers() {
    for seed in 0..PROGRAMS {
        assert!(same(compare_language(seed, 6, false)));
    }
}

#[test]
fn small_programs_print_the_same_while_everything_is_collected() {
    for seed in 0..STRESSED {
        assert!(same(compare_language(1_000_000 + seed, 2, true)));
    }
}

#[test]
fn bytecode_does_the_same_in_both_tiers() {
    let ended = (0..BYTECODE).filter(|seed| same(compare_bytecode(*seed, STEPS, false))).count();
    assert!(ended as u64 * 20 > BYTECODE * 19, "only {ended} programs ended");
}

#[test]
fn small_bytecode_does_the_same_while_everything_is_collected() {
    for seed in 0..BYTECODE_STRESSED {
        same(compare_bytecode(1_000_000 + seed, 25, true));
    }
}

#[test]
fn every_opcode_is_in_some_bytecode_program() {
    let mut found = HashSet::new();
    for seed in 0..BYTECODE {
        found.extend(opcodes_of(&program(seed, STEPS)));
    }
    let all = (0..OPCODES as u8).map(Op);
    let missing: Vec<Op> =
        all.filter(|op| !found.contains(&op.0) && !ABSENT.iter().any(|(o, _)| o == op)).collect();
    assert!(missing.is_empty(), "no program has {missing:?}");
    for (op, reason) in ABSENT {
        assert!(!found.contains(&op.0), "some program has {op:?}, though {reason}");
    }
}
