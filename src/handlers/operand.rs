//! What handlers are written in: the context, operands, results.
//!
//! Invariant: every type here is one machine word or less, so operands travel in registers between tiers and runtime.

use crate::runtime::cache::InlineCache;
use crate::runtime::code::Code;
use crate::runtime::vm::Vm;
use crate::runtime::vm::frame::Frame;
use crate::value::{Res, Thrown, Value};

/// The context of a running handler: the machine, the frame, the instruction.
#[derive(Clone, Copy)]
pub struct Cx {
    /// The machine.
    pub vm: *mut Vm,
    /// Register 0 of the frame.
    pub fp: *mut Value,
    /// The instruction.
    pub pc: *const u64,
}

impl Cx {
    /// The frame.
    #[inline(always)]
    pub fn frame(self) -> Frame {
        Frame(self.fp)
    }

    /// The code that runs.
    ///
    /// # Safety
    /// The context is live.
    #[inline(always)]
    pub unsafe fn code(self) -> *const Code {
        // SAFETY: the callee of a frame that runs bytecode is a `Function`.
        unsafe { self.frame().code_unchecked().as_ptr() }
    }

    /// A constant.
    ///
    /// # Safety
    /// The context is live, and the function has so many constants.
    #[inline(always)]
    pub unsafe fn constant(self, index: u32) -> Constant {
        // SAFETY: promised by the caller.
        Constant(unsafe { *(*self.code()).constants.add(index as usize) })
    }

    /// An inline cache.
    ///
    /// # Safety
    /// The context is live, and the function has so many caches.
    #[inline(always)]
    pub unsafe fn cache(self, index: u32) -> Cache {
        // SAFETY: promised by the caller.
        Cache(unsafe { (*self.code()).caches.add(index as usize) })
    }

    /// Saves where the frame is.
    ///
    /// # Safety
    /// The context is live.
    #[inline(always)]
    pub unsafe fn save_index(self) {
        // SAFETY: the instruction belongs to the code that runs, and the header word to the frame.
        unsafe {
            let index = self.pc.offset_from((*self.code()).bytecode) as u64;
            *self.frame().word(crate::runtime::vm::frame::SAVED_INDEX) = index;
        }
    }
}

/// A constant of the function.
#[derive(Clone, Copy)]
pub struct Constant(pub Value);

/// An inline cache of the function.
#[derive(Clone, Copy)]
pub struct Cache(pub *mut InlineCache);

/// A register by its number.
#[derive(Clone, Copy)]
pub struct Reg(pub u32);

/// A jump's distance in words from the start of its instruction.
#[derive(Clone, Copy)]
pub struct Target(pub i32);

/// A signed number of the instruction.
pub type Imm = i32;

/// Where control goes after an opcode without a result.
pub enum Flow {
    /// To the next instruction.
    Next,
    /// So many words on.
    Jump(i32),
    /// Back to the caller.
    Return(Value),
    /// Into machine code, at this address.
    Compiled(usize),
}

/// The same, of an opcode that can throw.
pub type FlowRes = Result<Flow, Thrown>;

/// What became of a call.
pub enum CallFlow {
    /// It is done.
    Done(Value),
    /// This frame, whose header is complete but for the link to the caller, is to be entered.
    Enter(Frame, *const Code),
    /// This frame, complete likewise, goes on where it was suspended.
    Resume(Frame, *const Code),
}

/// The same, of an opcode that can throw.
pub type CallRes = Result<CallFlow, Thrown>;

/// An operand of a slow path, as the word that machine code passes.
pub trait Operand {
    /// As a word.
    fn to_word(self) -> u64;
    /// From a word.
    ///
    /// # Safety
    /// The word came from `to_word` of the same type, or from machine code that passes one.
    unsafe fn from_word(word: u64) -> Self;
}

impl Operand for Value {
    #[inline(always)]
    fn to_word(self) -> u64 {
        self.bits()
    }

    #[inline(always)]
    unsafe fn from_word(word: u64) -> Value {
        // SAFETY: promised by the caller.
        unsafe { Value::from_bits(word) }
    }
}

impl Operand for Constant {
    #[inline(always)]
    fn to_word(self) -> u64 {
        self.0.bits()
    }

    #[inline(always)]
    unsafe fn from_word(word: u64) -> Constant {
        // SAFETY: promised by the caller.
        Constant(unsafe { Value::from_bits(word) })
    }
}

impl Operand for Cache {
    #[inline(always)]
    fn to_word(self) -> u64 {
        self.0 as u64
    }

    #[inline(always)]
    unsafe fn from_word(word: u64) -> Cache {
        Cache(word as *mut InlineCache)
    }
}

impl Operand for Reg {
    #[inline(always)]
    fn to_word(self) -> u64 {
        self.0 as u64
    }

    #[inline(always)]
    unsafe fn from_word(word: u64) -> Reg {
        Reg(word as u32)
    }
}

impl Operand for Imm {
    #[inline(always)]
    fn to_word(self) -> u64 {
        self as i64 as u64
    }

    #[inline(always)]
    unsafe fn from_word(word: u64) -> Imm {
        word as i32
    }
}

/// A result as the word that machine code tests: 0 is "threw".
#[inline(always)]
pub fn to_word(result: Res) -> u64 {
    match result {
        Ok(v) => v.bits(),
        Err(Thrown) => 0,
    }
}
