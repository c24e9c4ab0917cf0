//! A generator of bytecode programs from the opcodes' layouts.
//!
//! A program is one function that takes values of all sorts ([`VALUES`] of them, `values.js` makes them) and a few inner
//! functions that it makes, calls and constructs. Each step is one opcode on random registers, constants and caches, with
//! an exception handler of its own that notes what was thrown and goes on; results are noted too, and all registers
//! at the end.
//!
//! Invariants: a program passes the validator and ends (loops count, inner functions spend fuel); registers that hold what no
//! script sees (environments, iterations, markers) are kept apart from those that hold values, as the compiler keeps
//! them. A new opcode is used by itself: one whose operands are more than values gets a way of its own in `steps.rs`.

mod function;
mod steps;

pub use steps::{ABSENT, opcodes_of};

use super::random::Random;
use function::{Kind, Writer};
use jsrun::bytecode::validator::validate;
use jsrun::bytecode::{CompiledScript, FunctionTemplate};
use jsrun::runtime::source::Source;
use std::rc::Rc;

/// How many values the program's function takes.
pub const VALUES: u32 = 8;
/// Behind them: what can be iterated to its end, and constructors.
pub const ITERABLES: u32 = 3;
/// See [`ITERABLES`].
pub const CONSTRUCTORS: u32 = 2;
/// All parameters.
pub const PARAMETERS: u32 = VALUES + ITERABLES + CONSTRUCTORS;

/// Steps have positions in a text of so many lines of this length, so that stack traces tell them apart.
const LINES: usize = 40;
const LINE: usize = 50;

/// Bytes of the text.
pub const TEXT: u32 = (LINES * LINE) as u32;

/// The program of a seed, with about `size` steps.
pub fn program(seed: u64, size: usize) -> CompiledScript {
    let mut random = Random(seed ^ 0x6279_7465_636f_6465);
    let mut functions: Vec<FunctionTemplate> = vec![];
    let mut kinds = vec![];
    for i in 0..3 + random.below(4) {
        // A derived class's constructor comes after what may be its parent's.
        let kind = Kind::ALL[random.below(Kind::ALL.len())];
        let name = format!("f{i}");
        functions.push(Writer::new(&mut random, &kinds, kind).inner(&name, 2 + size / 8));
        kinds.push(kind);
    }
    functions.push(Writer::new(&mut random, &kinds, Kind::Program).outer(size));
    for function in &functions {
        if let Err(error) = validate(function) {
            panic!("seed {seed}: {}: {error}", String::from_utf8_lossy(&function.name));
        }
    }
    let text = format!("{}\n", "x".repeat(LINE - 1)).repeat(LINES);
    CompiledScript { functions, source: Rc::new(Source::new("steps.js", text.into_bytes())) }
}
