//! Proper tail calls (https://tc39.es/ecma262/#sec-preparefortailcall).
//!
//! While the stack is shallow, a call in tail position is an ordinary one, so that stack traces are whole. From a depth of
//! thousands of frames on, the callee's frame replaces that of its caller: the caller ends as if it had thrown, with the
//! callee's frame ready above it, and whoever would have received its result moves that frame into its place and runs it.
//! Machine code thus returns before the next function is entered, so that no number of tail calls nests native frames.
//!
//! Invariant: between [`Vm::replace_frame`] and [`Vm::take_tail_call`] nothing runs, and nothing is allocated.

use super::Vm;
use super::frame::{ARGUMENT_COUNT, CALLER, Frame, RETURN};
use crate::value::{Res, Thrown, Value};

/// Bytes of frames, at most, that ordinary calls in tail position may take.
const SHALLOW: usize = 512 << 10;

impl Vm {
    /// Sets the depth from which on frames are replaced.
    pub(super) fn set_tail_call_depth(&mut self) {
        let (base, limit) = (self.stack.base(), self.stack.limit());
        self.tail_calls_from = base + SHALLOW.min((limit - base) / 4);
    }

    /// After a call in tail position of the topmost frame: if it has been prepared instead of made, and the stack is deep, the
    /// frame is replaced by the prepared one, for which purpose it ends as if it threw.
    pub fn replace_frame(&mut self, result: Value) -> Res {
        let frame = self.frame;
        // SAFETY: the topmost frame is live, and a prepared one complete.
        unsafe {
            // What `new` makes is known to the caller by the place of `this`, which would be lost. A frame that is resumed does
            // not begin at its beginning.
            let stays =
                (frame.0 as usize) < self.tail_calls_from || !frame.new_target().is_undefined();
            if result != Value::PREPARED || stays || self.prepared.is_resumed() {
                return Ok(result);
            }
            let prepared = self.prepared;
            *prepared.word(CALLER) = *frame.word(CALLER);
            *prepared.word(RETURN) = *frame.word(RETURN);
            *prepared.word(ARGUMENT_COUNT) |= *frame.word(ARGUMENT_COUNT) & !(u32::MAX as u64);
            self.replaced = frame.start();
        }
        Err(Thrown)
    }

    /// Is a frame to be replaced by the prepared one?
    #[inline]
    pub fn has_tail_call(&self) -> bool {
        !self.replaced.is_null()
    }

    /// The prepared frame, moved into the place of the one that it replaces. The caller's frame is the topmost one.
    pub fn take_tail_call(&mut self) -> Frame {
        let to = std::mem::replace(&mut self.replaced, std::ptr::null_mut());
        let from = self.prepared;
        // SAFETY: the prepared frame is complete; it lies above the one that it replaces, of which nothing is needed any
        // more.
        unsafe {
            let start = from.start();
            let own = from.0.offset_from(start) as usize;
            let words = own + 1 + from.code_unchecked().parameter_count as usize;
            std::ptr::copy(start, to, words);
            let frame = Frame(to.add(own));
            self.frame = frame.caller();
            frame
        }
    }
}
