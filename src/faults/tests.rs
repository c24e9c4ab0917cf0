//! Each planted fault is found by the engine's own tests: in a process of its own, which is to fail.
//!
//! Invariant: what a process runs depends on the fault alone. Without a fault the same tests pass, which `cargo test`
//! shows elsewhere: `tests/fuzz.rs` and `tests/scripts.rs` run them.

use super::{ALL, Fault, plant};
use crate::support::differential::{compare_bytecode, compare_language};
use crate::support::{MODES, Mode, run};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Names the fault for the process that is to find it.
const VARIABLE: &str = "JSRUN_PLANTED_FAULT";

/// How a fault is looked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Finder {
    /// Programs in bytecode.
    Bytecode,
    /// Programs in JavaScript.
    Language,
    /// The scripts of a folder, whose output is known.
    Scripts(&'static str),
    /// The same with a collection at each allocation.
    Stressed(&'static str),
}

use Finder::{Bytecode, Language, Scripts, Stressed};

/// Programs that a finder compares at the most.
const PROGRAMS: u64 = 150;

/// The finder of a fault.
fn finder(fault: Fault) -> Finder {
    match fault {
        Fault::EmitNegZero
        | Fault::EmitMulZero
        | Fault::EmitLessEqualNaN
        | Fault::EmitNullishNull
        | Fault::EmitPosition
        | Fault::HandlerInMachineCode
        | Fault::HandlerInInterpreter
        | Fault::ToInt32Saturates
        | Fault::CacheTransition => Bytecode,
        Fault::EmitLessUnsigned | Fault::GreaterEqualNaN => Language,
        Fault::EmitHole | Fault::EmitAppendLength => Scripts("arrays"),
        Fault::EmitValid | Fault::Valid | Fault::CacheNoInvalidation | Fault::CacheReadOnly => {
            Scripts("objects")
        }
        Fault::CacheFirstOfChain => Scripts("cache"),
        Fault::AddWraps | Fault::HandlerInBoth | Fault::SlowAddOrder => Scripts("operators"),
        Fault::SlowCloseNothing => Scripts("iteration"),
        Fault::HandlerRangeStart => Scripts("control"),
        Fault::CacheKeepsDead | Fault::GcConstants | Fault::GcBindings | Fault::GcFrames => {
            Stressed("gc")
        }
    }
}

/// Can this build make the mistake, and has it what finds it?
fn is_possible(fault: Fault) -> bool {
    if cfg!(not(jit)) {
        // There is one tier: only known outputs tell.
        let is_emission = format!("{fault:?}").starts_with("Emit");
        return !is_emission && matches!(finder(fault), Scripts(_) | Stressed(_));
    }
    // Tail-calling handlers call each other without a table of complete ones.
    !(cfg!(tail_calls) && fault == Fault::HandlerInInterpreter)
}

fn scripts(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scripts").join(folder);
    let entries = std::fs::read_dir(folder).expect("a folder of scripts");
    let mut files: Vec<PathBuf> = entries.map(|e| e.expect("an entry").path()).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "js"));
    files.sort();
    files
}

fn check_scripts(folder: &str, modes: &[Mode]) {
    for file in scripts(folder) {
        let text = std::fs::read(&file).expect("a script");
        let expected =
            std::fs::read_to_string(file.with_extension("expected")).expect("its output");
        for mode in modes {
            if mode.stress && text.starts_with(b"// gc-stress: no") {
                continue;
            }
            let printed = run(&file.display().to_string(), &text, *mode);
            assert_eq!(printed, expected, "{} {}", file.display(), mode.name);
        }
    }
}

fn find(finder: Finder) {
    match finder {
        Bytecode => (0..PROGRAMS).for_each(|seed| {
            compare_bytecode(seed, 60, false).expect("the same in all modes");
        }),
        Language => (0..PROGRAMS).for_each(|seed| {
            compare_language(seed, 6, false).expect("the same in all modes");
        }),
        Scripts(folder) => check_scripts(folder, &MODES[..5]),
        Stressed(folder) => check_scripts(folder, &MODES[5..]),
    }
    // Where no program of these seeds meets the mistake, a script does.
    if matches!(finder, Bytecode | Language) {
        for folder in ["language", "operators", "control"] {
            check_scripts(folder, &MODES[..5]);
        }
    }
}

/// What the process of a fault runs; nothing without one.
#[test]
fn find_the_planted_fault() {
    let Ok(name) = std::env::var(VARIABLE) else { return };
    let fault = ALL.iter().find(|fault| format!("{fault:?}") == name);
    let fault = *fault.expect("a fault of this name");
    plant(fault);
    find(finder(fault));
}

#[test]
fn every_planted_fault_is_found() {
    let mut missed = vec![];
    for fault in ALL.iter().filter(|fault| is_possible(**fault)) {
        let mut command = Command::new(std::env::current_exe().expect("this program"));
        command.args(["--exact", "faults::tests::find_the_planted_fault"]);
        command.env(VARIABLE, format!("{fault:?}"));
        command.stdout(Stdio::null()).stderr(Stdio::null());
        if command.status().expect("it runs").success() {
            missed.push((fault, finder(*fault)));
        }
    }
    assert!(missed.is_empty(), "not found: {missed:?}");
}
