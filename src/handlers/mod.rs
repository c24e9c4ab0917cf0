//! Every opcode, once: plain Rust from which both tiers and all tables are generated.
//!
//! Invariant: nothing but the files listed in `modules!` defines an opcode, and an opcode's number is its place there.

pub mod arithmetic;
pub mod call;
pub mod comparison;
pub mod control;
pub mod data;
pub mod disposal;
pub mod dynamic;
pub mod iteration;
pub mod module;
pub mod object;
pub mod operand;
pub mod primitives;
pub mod property;
pub mod scope;
pub mod slow;
pub mod suspension;
#[cfg(feature = "disasm")]
pub mod text;

use crate::bytecode::instruction::{OperandKind, WIDE};
use crate::faults::{Fault, planted};

/// What handlers are written against.
pub(crate) mod prelude {
    pub use super::operand::*;
    pub use super::primitives::meaning::*;
    pub use super::slow::*;
    pub use crate::runtime::vm::Vm;
    pub use crate::value::{Res, Value};
    pub use jsrun_macros::handlers;
}

/// An opcode.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub struct Op(pub u8);

impl Op {
    /// What is known of it.
    pub fn info(self) -> &'static HandlerInfo {
        &TABLE[self.0 as usize]
    }
}

impl std::fmt::Debug for Op {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.info().name)
    }
}

/// What is known of an opcode: generated from its handler.
#[derive(Clone, Copy, Debug)]
pub struct HandlerInfo {
    /// The handler's name.
    pub name: &'static str,
    /// Its meaning, from its doc comment.
    pub doc: &'static str,
    /// Its operands, the destination first.
    pub operands: &'static [OperandKind],
    /// Where the handler's text is, and that of its slow paths.
    #[cfg(feature = "disasm")]
    pub source: text::HandlerSource,
    /// What it may change.
    pub effect: Effect,
}

/// What an opcode itself may change that existed before it, registers aside: from the attribute of its handler. What the
/// functions do that it calls is not counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Effect {
    /// Nothing.
    None,
    /// The object, environment or coroutine in the register that this operand names.
    Changes(u8),
    /// The environment so many levels above the callee's as this operand says.
    ChangesOuter(u8),
    /// Whatever else.
    Any,
}

macro_rules! modules {
    ($first:ident $(, $rest:ident)*) => {
        /// The number of the first opcode of each module.
        #[allow(non_upper_case_globals, reason = "named like the modules")]
        pub(crate) mod base {
            modules!(@base 0, $first $(, $rest)*);
        }

        /// How many opcodes there are.
        pub const OPCODES: usize = $first::ops::COUNT $( + $rest::ops::COUNT )*;
        const _: () = assert!(OPCODES <= WIDE as usize, "opcode numbers end before the mark of the wide form");

        /// What is known of each opcode, by its number.
        pub static TABLE: [HandlerInfo; OPCODES] = flatten!(HandlerInfo, INFO, $first $(, $rest)*);

        /// The complete handlers, by opcode number.
        pub static FULL: [crate::interp::FullHandler; OPCODES] = flatten!(crate::interp::FullHandler, FULL, $first $(, $rest)*);

        /// The tail-calling handlers, by the first byte of an instruction.
        #[cfg(tail_calls)]
        pub static TAIL: [crate::interp::TailHandler; 256] = {
            let mut table: [crate::interp::TailHandler; 256] = [crate::interp::leave_hot_path; 256];
            let mut at = 0;
            modules!(@fill table, at, TAIL, $first $(, $rest)*);
            assert!(at == OPCODES);
            table
        };

        /// The emitters, by opcode number.
        #[cfg(jit)]
        pub static EMIT: [crate::jit::emitter::EmitHandler; OPCODES] = flatten!(crate::jit::emitter::EmitHandler, EMIT, $first $(, $rest)*);
    };
    (@base $at:expr, $name:ident $(, $rest:ident)*) => {
        pub const $name: u8 = $at;
        modules!(@base $name + crate::handlers::$name::ops::COUNT as u8 $(, $rest)*);
    };
    (@base $at:expr) => {};
    (@fill $table:ident, $at:ident, $part:ident $(, $name:ident)*) => {
        $( {
            let part = $name::ops::$part;
            let mut i = 0;
            while i < part.len() {
                $table[$at] = part[i];
                $at += 1;
                i += 1;
            }
        } )*
    };
}

macro_rules! flatten {
    ($ty:ty, $part:ident, $first:ident $(, $rest:ident)*) => {{
        let mut table: [$ty; OPCODES] = [$first::ops::$part[0]; OPCODES];
        let mut at = 0;
        modules!(@fill table, at, $part, $first $(, $rest)*);
        assert!(at == OPCODES);
        table
    }};
}

modules!(
    data, arithmetic, comparison, control, property, scope, call, object, iteration, dynamic,
    suspension, module, disposal
);

/// The operand kinds of an opcode.
pub fn layout(op: u8) -> &'static [OperandKind] {
    TABLE[op as usize].operands
}

/// The opcode whose handler does an opcode: itself.
fn performed_by(op: u8, machine_code: bool) -> u8 {
    let (op, other) = match Op(op) {
        Op::JumpLt if machine_code && planted(Fault::HandlerInMachineCode) => (op, Op::JumpLe),
        Op::Shr if !machine_code && planted(Fault::HandlerInInterpreter) => (op, Op::Ushr),
        Op::StrictEq if planted(Fault::HandlerInBoth) => (op, Op::LooseEq),
        itself => (op, itself),
    };
    if cfg!(test) { other.0 } else { op }
}

/// The complete handler of an opcode.
#[inline(always)]
pub fn complete(op: u8) -> crate::interp::FullHandler {
    FULL[performed_by(op, false) as usize]
}

/// Emits an instruction.
#[cfg(jit)]
pub fn emit(
    e: &mut crate::jit::emitter::Emitter<'_>,
    instruction: crate::bytecode::instruction::Decoded,
) {
    EMIT[performed_by(instruction.op, true) as usize](e, instruction.operands);
}
