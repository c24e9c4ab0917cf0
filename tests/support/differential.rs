//! Runs a program in all ways and compares what it does: what `cargo test` does with a fixed number of programs and
//! `examples/fuzz.rs` without end.
//!
//! Invariant: a program and its inputs depend on the seed alone, so that a report names all that is needed to see it again.

use super::bytecode::{CONSTRUCTORS, ITERABLES, VALUES, program as bytecode};
use super::generate::program as text;
use super::random::Random;
use super::{INTERPRETER, Mode, context, output, run};
use jsrun::bytecode::CompiledScript;
use jsrun::bytecode::disassembler::disassemble_script;
use jsrun::bytecode::materialize::materialize_all;
use jsrun::context::Context;
use jsrun::interp::tier::Tier;
use jsrun::runtime::code::Code;
use jsrun::runtime::function::Function;
use jsrun::value::Value;
use jsrun_gc::Gc;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

/// A program that takes longer than this is ended, and says nothing.
const PATIENCE: Duration = Duration::from_secs(4);
/// How often a bytecode program is called, each time with other values.
const ROUNDS: i32 = 4;
/// More misses than any site counts: it is never filled, and only the cache that all sites share is used.
const WORN_OUT: u32 = 1000;

/// What a kind of programs came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// The same in all modes.
    Same,
    /// It took too long somewhere.
    Endless,
}

/// How a bytecode program's code is prepared.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Preparation {
    None,
    /// Caches are worn out.
    NoCaches,
    /// Each function becomes hot at a time of its own.
    Counters,
}

/// A way to run a bytecode program.
#[derive(Clone, Copy)]
struct Way {
    mode: Mode,
    preparation: Preparation,
}

const fn way(name: &'static str, tier: Tier, stress: bool, preparation: Preparation) -> Way {
    Way { mode: Mode { name, tier, threshold: 0, stress }, preparation }
}

const REFERENCE: Way = way("interp", Tier::Interpreter, false, Preparation::None);
const WAYS: [Way; 5] = [
    way("jit", Tier::Jit, false, Preparation::None),
    way("auto-0", Tier::Auto, false, Preparation::None),
    way("counters", Tier::Auto, false, Preparation::Counters),
    way("interp, no caches", Tier::Interpreter, false, Preparation::NoCaches),
    way("jit, no caches", Tier::Jit, false, Preparation::NoCaches),
];
const STRESSED: [Way; 2] = [
    way("interp, stress", Tier::Interpreter, true, Preparation::None),
    way("counters, stress", Tier::Auto, true, Preparation::Counters),
];

/// Compares a bytecode program.
///
/// # Errors
/// A report of the first difference.
pub fn compare_bytecode(seed: u64, size: usize, stress: bool) -> Result<Verdict, String> {
    let script = bytecode(seed, size);
    let rounds = if stress { 2 } else { ROUNDS };
    let Some(expected) = run_bytecode(&script, seed, rounds, REFERENCE) else {
        return Ok(Verdict::Endless);
    };
    let ways: &[Way] = if stress { &STRESSED } else { &WAYS };
    for way in ways {
        let Some(printed) = run_bytecode(&script, seed, rounds, *way) else {
            return Ok(Verdict::Endless);
        };
        if printed != expected {
            return Err(difference(seed, way.mode.name, &expected, &printed));
        }
    }
    Ok(Verdict::Same)
}

/// Prints the listing of a bytecode program, and what it does in each way.
pub fn show_bytecode(seed: u64, size: usize) {
    let script = bytecode(seed, size);
    println!("{}", disassemble_script(&script));
    for way in [&[REFERENCE], WAYS.as_slice()].concat() {
        println!("--- {}", way.mode.name);
        println!("{}", run_bytecode(&script, seed, ROUNDS, way).unwrap_or_default());
    }
}

/// Runs a bytecode program; `None` if it was ended.
fn run_bytecode(script: &CompiledScript, seed: u64, rounds: i32, way: Way) -> Option<String> {
    let mut context = context(Mode { stress: false, ..way.mode });
    let values = include_str!("values.js");
    context.run_script("values.js", values.as_bytes()).expect("the values are made");
    let handle = context.interrupt_handle();
    let (done, waiting) = channel::<()>();
    let watch = std::thread::spawn(move || {
        let ended = waiting.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout);
        if ended {
            handle.terminate();
        }
        ended
    });
    let vm = context.vm();
    vm.heap.set_stress(way.mode.stress);
    let mut random = Random(seed);
    let result = vm.guard(|vm| {
        let realm = vm.realm();
        let codes = materialize_all(vm, script, realm)?;
        for code in codes.iter() {
            // SAFETY: the list holds `Code` cells, and keeps them alive.
            let code = unsafe { Gc::<Code>::from_addr(code.address()) };
            match way.preparation {
                Preparation::None => {}
                Preparation::Counters => code.counter.set(random.below(25) as i32),
                Preparation::NoCaches => {
                    for i in 0..code.data().caches.len() {
                        // SAFETY: it has so many caches, and nothing runs.
                        unsafe { (*code.caches.add(i)).misses = WORN_OUT };
                    }
                }
            }
        }
        // SAFETY: as above.
        let root = unsafe { Gc::<Code>::from_addr(codes[codes.len() - 1].address()) };
        let program = Value::cell(Function::as_object(vm.new_function(root, Value::UNDEFINED)));
        let key = vm.key_from_str("$run");
        let global = vm.global_object();
        let run = vm.get(global, key)?;
        for round in 0..rounds {
            let seed =
                (seed as i32).wrapping_mul(8191).wrapping_add(round.wrapping_mul(77_777) + 1);
            let counts = [VALUES, ITERABLES, CONSTRUCTORS].map(|n| Value::int(n as i32));
            let arguments = [program, Value::int(seed | 1), counts[0], counts[1], counts[2]];
            vm.call(run, Value::UNDEFINED, &arguments)?;
            vm.run_jobs()?;
        }
        Ok(Value::UNDEFINED)
    });
    drop(done);
    if watch.join().expect("the watch does not panic") {
        return None;
    }
    Some(ending(&mut context, result.is_err()))
}

/// What was printed, and how the run ended.
fn ending(context: &mut Context, threw: bool) -> String {
    context.vm().heap.set_stress(false);
    let mut last = String::new();
    if threw {
        last = match context.vm().catch() {
            Ok(_) => "an exception\n".to_owned(),
            Err(_) => format!("Terminated: {:?}\n", context.vm().engine_error()),
        };
        context.vm().clear_termination();
    }
    output(context) + &last
}

/// Compares a JavaScript program.
///
/// # Errors
/// A report of the first difference.
pub fn compare_language(seed: u64, size: usize, stress: bool) -> Result<Verdict, String> {
    let program = text(seed, size);
    let threshold = 1 + Random(seed).below(40) as i32;
    let tiers = [
        Mode { name: "jit", tier: Tier::Jit, threshold: 0, stress: false },
        Mode { name: "auto-0", tier: Tier::Auto, threshold: 0, stress: false },
        Mode { name: "auto-n", tier: Tier::Auto, threshold, stress: false },
    ];
    let stressed = [
        Mode { name: "interp-stress", tier: Tier::Interpreter, threshold: 0, stress: true },
        Mode { name: "jit-stress", tier: Tier::Jit, threshold: 0, stress: true },
    ];
    let modes: &[Mode] = if stress { &stressed } else { &tiers };
    let expected = run("fuzz.js", program.as_bytes(), INTERPRETER);
    if expected.contains("Terminated") || expected.starts_with("fuzz.js") {
        return Err(format!("seed {seed}: {expected}"));
    }
    for mode in modes {
        let printed = run("fuzz.js", program.as_bytes(), *mode);
        if printed != expected {
            return Err(difference(seed, mode.name, &expected, &printed));
        }
    }
    Ok(Verdict::Same)
}

fn difference(seed: u64, mode: &str, expected: &str, printed: &str) -> String {
    let lines = expected.lines().zip(printed.lines());
    let at = lines.into_iter().position(|(e, p)| e != p);
    let at = at.unwrap_or(expected.lines().count().min(printed.lines().count()));
    format!(
        "seed {seed}, {mode}: line {at}\nexpected {:?}\nprinted  {:?}",
        expected.lines().nth(at),
        printed.lines().nth(at)
    )
}
