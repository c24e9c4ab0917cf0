//! Telling a listener of what happens to functions.
//!
//! Invariant: without a listener nothing is made of an event, not even its text.

use super::Jit;
use crate::bytecode::instruction::opcode;
use crate::handlers::TABLE;
use crate::interp::trace::{CodePlace, TierEvent, TierEventKind, TierListener};
use crate::runtime::code::Code;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

/// A listener, and since when it listens.
pub(super) struct Listener {
    tell: TierListener,
    since: Instant,
}

impl Jit {
    /// Sets who is told of events, or that nobody is.
    pub fn set_listener(&mut self, listener: Option<TierListener>) {
        self.listener = listener.map(|tell| Listener { tell, since: Instant::now() });
    }

    /// Tells of something that has happened to a function.
    pub(super) fn tell(&mut self, code: &Code, kind: TierEventKind) {
        if self.listener.is_some() {
            self.tell_listener(code, kind);
        }
    }

    /// The same of something that has happened at an instruction.
    pub(super) fn tell_place(
        &mut self,
        code: &Code,
        index: u32,
        kind: impl FnOnce(CodePlace) -> TierEventKind,
    ) {
        if self.listener.is_some() {
            let word = code.data().bytecode[index as usize];
            let place = code.data().source.locate(code.offset_at(index));
            let opcode = TABLE[opcode(word) as usize].name;
            self.tell_listener(code, kind(CodePlace { index, opcode, place }));
        }
    }

    #[cold]
    fn tell_listener(&mut self, code: &Code, kind: TierEventKind) {
        let Some(mut listener) = self.listener.take() else { return };
        let source = &code.data().source;
        let event = TierEvent {
            function: code.shown_name(),
            source: source.name.clone(),
            place: source.locate(code.data().span.0),
            at: listener.since.elapsed(),
            kind,
        };
        // Nothing may unwind through the collector, or through machine code.
        if catch_unwind(AssertUnwindSafe(|| (listener.tell)(&event))).is_ok() {
            self.listener = Some(listener);
        }
    }
}
