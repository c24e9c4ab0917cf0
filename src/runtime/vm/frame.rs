//! Frames on the VM stack: the header below register 0. See `docs/contract.md`, "Frames".
//!
//! Invariant: while code of a frame runs or is suspended under a call, its header words have the meaning
//! given here, whichever tier runs it.

use crate::runtime::code::{Code, flags};
use crate::runtime::function::Function;
use crate::runtime::kind::Kind;
use crate::value::Value;
use jsrun_gc::{Gc, Header};

/// Words of header below `fp`.
pub const HEADER_WORDS: usize = 6;
/// The callee's word.
pub const CALLEE: isize = -6;
/// The word of `new.target`.
pub const NEW_TARGET: isize = -5;
/// The word of the argument count.
pub const ARGUMENT_COUNT: isize = -4;
/// Set beside an argument count of 0 in a frame that has been resumed.
pub const RESUMED: u32 = 1 << 31;
/// Set beside it in a frame whose function has been suspended: what is thrown there is not for its handlers.
pub const SUSPENDED: u32 = 1 << 30;
/// The word of the saved bytecode index.
pub const SAVED_INDEX: isize = -3;
/// The word of the caller's `fp`.
pub const CALLER: isize = -2;
/// The word of the instruction where an interpreted caller goes on.
pub const RETURN: isize = -1;

/// A pointer to register 0 of a frame.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(transparent)]
pub struct Frame(pub *mut Value);

impl Frame {
    /// No frame: the end of the chain.
    pub const NONE: Frame = Frame(std::ptr::null_mut());

    /// Is this the end of the chain?
    pub fn is_none(self) -> bool {
        self.0.is_null()
    }

    /// The word at an offset from `fp`.
    ///
    /// # Safety
    /// The frame is live and the word belongs to it.
    #[inline(always)]
    pub unsafe fn word(self, offset: isize) -> *mut u64 {
        // SAFETY: the caller promises that the word belongs to the frame.
        unsafe { self.0.offset(offset).cast() }
    }

    /// The callee.
    ///
    /// # Safety
    /// The frame is live.
    #[inline(always)]
    pub unsafe fn callee(self) -> Value {
        // SAFETY: each live frame has its callee there.
        unsafe { *self.0.offset(CALLEE) }
    }

    /// The code that runs in the frame, if the callee was compiled from source.
    ///
    /// # Safety
    /// The frame is live.
    pub unsafe fn code(self) -> Option<Gc<Code>> {
        // SAFETY: the callee of a live frame is a function cell.
        unsafe {
            let callee = self.callee().address();
            let header = std::ptr::with_exposed_provenance::<Header>(callee);
            if (*header).kind() != Kind::Function as u8 {
                return None;
            }
            Some(Gc::<Function>::from_addr(callee).code.get())
        }
    }

    /// The code of a frame whose callee was compiled from source.
    ///
    /// # Safety
    /// The frame is live and its callee is a `Function`.
    #[inline(always)]
    pub unsafe fn code_unchecked(self) -> Gc<Code> {
        // SAFETY: promised by the caller.
        unsafe { Gc::<Function>::from_addr(self.callee().address()).code.get() }
    }

    /// The first word that is the frame's own: of its header, or of the surplus arguments below that.
    ///
    /// # Safety
    /// The frame is complete and its callee a `Function`.
    pub unsafe fn start(self) -> *mut Value {
        // SAFETY: surplus arguments that the function can see lie right below its header.
        unsafe {
            let (code, count) = (self.code_unchecked(), self.argument_count());
            let keeps = code.has(flags::KEEPS_SURPLUS) && count > code.parameter_count;
            self.0.sub(HEADER_WORDS + if keeps { count as usize } else { 0 })
        }
    }

    /// The caller's frame.
    ///
    /// # Safety
    /// The frame is live.
    pub unsafe fn caller(self) -> Frame {
        // SAFETY: each live frame has its caller there.
        Frame(unsafe { *self.word(CALLER) } as *mut Value)
    }

    /// The number of arguments passed.
    ///
    /// # Safety
    /// The frame is live.
    pub unsafe fn argument_count(self) -> u32 {
        // SAFETY: each live frame has the count there.
        unsafe { *self.word(ARGUMENT_COUNT) as u32 & !(RESUMED | SUSPENDED) }
    }

    /// Has its function been suspended while it ran?
    ///
    /// # Safety
    /// The frame is live.
    pub unsafe fn is_suspended(self) -> bool {
        // SAFETY: each live frame has the count there.
        unsafe { *self.word(ARGUMENT_COUNT) as u32 & SUSPENDED != 0 }
    }

    /// Has it been suspended and resumed?
    ///
    /// # Safety
    /// The frame is live.
    pub unsafe fn is_resumed(self) -> bool {
        // SAFETY: each live frame has the count there.
        unsafe { *self.word(ARGUMENT_COUNT) as u32 & RESUMED != 0 }
    }

    /// `new.target`, `undefined` for a call.
    ///
    /// # Safety
    /// The frame is live.
    pub unsafe fn new_target(self) -> Value {
        // SAFETY: each live frame has it there.
        unsafe { *self.0.offset(NEW_TARGET) }
    }

    /// Where the frame is, as a bytecode index.
    ///
    /// # Safety
    /// The frame is live and something above it runs, or it has just saved its index.
    pub unsafe fn saved_index(self) -> u32 {
        // SAFETY: promised by the caller.
        unsafe { *self.word(SAVED_INDEX) as u32 }
    }
}

/// The arguments that were passed to the function of a frame.
///
/// # Safety
/// The frame is live and of a `Function` that keeps surplus arguments; if there is no surplus, it has not written its
/// parameters yet. The slice is used only while the frame is live.
pub unsafe fn frame_arguments<'a>(frame: Frame) -> &'a [Value] {
    // SAFETY: by the contract the arguments lie behind `this`, or below the header if there are more than parameters.
    unsafe {
        let count = frame.argument_count() as usize;
        let parameters = frame.code().map_or(0, |code| code.parameter_count as usize);
        let first =
            if count <= parameters { frame.0.add(1) } else { frame.0.sub(HEADER_WORDS + count) };
        std::slice::from_raw_parts(first, count)
    }
}
