//! What a Rust value of a handler becomes while the handler is compiled.
//!
//! Invariant: the emission of a primitive takes and gives the handles of the types that its Rust meaning takes and gives,
//! so rustc type-checks emissions as well.

use crate::jit::emitter::Emitter;

/// A JavaScript value: an operand by its place, or the result in `rax`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Val(pub u8);

/// The value in `rax`.
pub const RESULT: Val = Val(254);

/// An int32 in a machine register or of the instruction.
#[derive(Clone, Copy, Debug)]
pub struct Int {
    /// The register; [`IMMEDIATE`] for a number that is known.
    pub register: u8,
    /// The number, if it is known.
    pub immediate: i32,
    /// Is the register this handle's own, with a zero upper half? Else it may be an operand with its tag.
    pub owned: bool,
}

/// Marks an [`Int`] that is known.
pub const IMMEDIATE: u8 = 255;

impl Int {
    /// A known number.
    pub fn immediate(i: i32) -> Int {
        Int { register: IMMEDIATE, immediate: i, owned: true }
    }

    /// A register of its own.
    pub fn owned(register: u8) -> Int {
        Int { register, immediate: 0, owned: true }
    }

    /// Is the number known?
    pub fn is_immediate(self) -> bool {
        self.register == IMMEDIATE
    }
}

/// A double in an xmm register.
#[derive(Clone, Copy, Debug)]
pub struct Double(pub u8);

/// An untagged pointer: it must not live across a slow call.
#[derive(Clone, Copy, Debug)]
pub struct Pointer {
    /// The register.
    pub register: u8,
    /// The number of slow calls before it was made.
    pub epoch: u16,
}

/// The address of an inline cache, known when code is made.
#[derive(Clone, Copy, Debug)]
pub struct CacheAddress(pub u64);

/// A register operand by its number.
#[derive(Clone, Copy, Debug)]
pub struct RegisterOperand(pub u32);

/// A constant's bits.
#[derive(Clone, Copy, Debug)]
pub struct ConstantBits(pub u64);

/// A jump's target, as a bytecode index.
#[derive(Clone, Copy, Debug)]
pub struct TargetIndex(pub u32);

/// The context: all of it is in pinned registers.
#[derive(Clone, Copy, Debug)]
pub struct Context;

/// The opcode has been left: by a jump, by falling to the next, by a return.
#[derive(Clone, Copy, Debug)]
pub struct Left;

/// An operand of a slow call.
pub enum Argument {
    /// A value: re-read from the frame, or in `rax`.
    Value(Val),
    /// A word that is known.
    Word(u64),
    /// An inline cache.
    Cache(CacheAddress),
}

/// What can be passed to a slow call.
pub trait ToArgument {
    /// As an operand.
    fn to_argument(self) -> Argument;
}

impl ToArgument for Val {
    fn to_argument(self) -> Argument {
        Argument::Value(self)
    }
}

impl ToArgument for Int {
    fn to_argument(self) -> Argument {
        assert!(self.is_immediate(), "only a known int32 is passed to a slow call");
        Argument::Word(self.immediate as i64 as u64)
    }
}

impl ToArgument for CacheAddress {
    fn to_argument(self) -> Argument {
        Argument::Cache(self)
    }
}

impl ToArgument for RegisterOperand {
    fn to_argument(self) -> Argument {
        Argument::Word(self.0 as u64)
    }
}

impl ToArgument for ConstantBits {
    fn to_argument(self) -> Argument {
        Argument::Word(self.0)
    }
}

/// How a handler's result ends the opcode.
pub trait Finish {
    /// Ends it.
    fn finish(self, e: &mut Emitter<'_>);
}

impl Finish for Left {
    fn finish(self, _: &mut Emitter<'_>) {}
}

impl Finish for Val {
    fn finish(self, e: &mut Emitter<'_>) {
        e.finish_value(self);
    }
}
