//! Jumps out of statements: `break`, `continue`, `return`, and what they pass on their way.
//!
//! Invariant: `FunctionState::control` lists what stands around the current statement, outermost first. Code that is
//! emitted while leaving an entry is not covered by the handlers of that entry and of those within it.

use super::{Compiler, Result};
use crate::bytecode::builder::{HandlerId, Label, Register};
use crate::bytecode::completion;
use crate::value::Value;
use jsrun_parser::ast::Expr;
use jsrun_parser::name::Name;
use jsrun_parser::source::Span;

/// Something around a statement that jumps go to or through.
pub(super) enum Control {
    /// Where `break` goes.
    Break {
        /// The labels of the statement.
        labels: Vec<Name>,
        /// A loop or `switch`: also without a label.
        is_plain: bool,
        /// Behind the statement.
        target: Label,
    },
    /// Where `continue` goes.
    Continue {
        /// The labels of the loop.
        labels: Vec<Name>,
        /// Its next iteration.
        target: Label,
    },
    /// An iterator that is closed on the way out.
    Iterator {
        /// The iterator record.
        record: Register,
        /// What closes it when an exception passes.
        handler: HandlerId,
        /// The text that messages quote.
        span: Span,
    },
    /// The same, where closing it is awaited.
    AsyncIterator {
        /// The iterator record.
        record: Register,
        /// What closes it when an exception passes.
        handler: HandlerId,
        /// The text that messages quote.
        span: Span,
    },
    /// The block of a `try` with `catch`.
    Catch(HandlerId),
    /// A `try` or `catch` block whose `finally` is still to run.
    Finally(Finally),
}

/// A `finally` block that jumps must pass.
pub(super) struct Finally {
    pub(super) handler: HandlerId,
    /// Where it begins.
    pub(super) entry: Label,
    /// How the protected block ended: see `completion`, or 3 + the index into `exits`.
    pub(super) kind: Register,
    /// The exception or the value returned.
    pub(super) value: Register,
    /// The jumps that go on behind it.
    pub(super) exits: Vec<Exit>,
}

/// A jump to the `Break` or `Continue` entry at this index of the control list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Exit(usize);

/// What leaves the statements around it.
#[derive(Clone, Copy)]
enum Leaving {
    Jump(Exit),
    Return(Register),
}

impl<'a> Compiler<'_, 'a> {
    /// `break`
    pub(super) fn break_statement(&mut self, label: Option<Name>, span: Span) -> Result {
        let found = self.f.control.iter().rposition(|entry| match entry {
            Control::Break { labels, is_plain, .. } => {
                label.map_or(*is_plain, |label| labels.contains(&label))
            }
            _ => false,
        });
        self.jump_to(found, span)
    }

    /// `continue`
    pub(super) fn continue_statement(&mut self, label: Option<Name>, span: Span) -> Result {
        let found = self.f.control.iter().rposition(|entry| match entry {
            Control::Continue { labels, .. } => label.is_none_or(|label| labels.contains(&label)),
            _ => false,
        });
        self.jump_to(found, span)
    }

    fn jump_to(&mut self, found: Option<usize>, span: Span) -> Result {
        match found {
            Some(index) => self.exit(Exit(index)),
            None => self.unsupported("Jumps out of nothing are", span),
        }
    }

    /// Goes on with a jump, from within or from behind a `finally` block.
    pub(super) fn exit(&mut self, exit: Exit) -> Result {
        self.leave(Leaving::Jump(exit))
    }

    /// `return` without a value.
    pub(super) fn return_undefined(&mut self, span: Span) -> Result {
        let mark = self.f.b.mark();
        let value = self.temporary();
        self.load(value, Value::UNDEFINED);
        self.f.b.at(span.start);
        self.leave(Leaving::Return(value))?;
        self.f.b.release(mark);
        Ok(())
    }

    /// `return expr`
    pub(super) fn return_value(&mut self, expr: &'a Expr<'a>) -> Result {
        if self.has_tail_calls() && super::tail::may_have_tail_call(expr) {
            return self.return_in_tail_position(expr);
        }
        let mark = self.f.b.mark();
        let value = self.operand(expr)?;
        let value = self.await_returned(value, expr.span)?;
        self.f.b.at(expr.span.start);
        self.leave(Leaving::Return(value))?;
        self.f.b.release(mark);
        Ok(())
    }

    /// Goes on returning a value behind a `finally` block.
    pub(super) fn return_register(&mut self, value: Register) -> Result {
        self.leave(Leaving::Return(value))
    }

    /// Leaves the statements around the current one until a `finally` block takes over or the goal is reached.
    fn leave(&mut self, leaving: Leaving) -> Result {
        if !self.f.b.is_reachable() {
            return Ok(());
        }
        let goal = match leaving {
            Leaving::Jump(exit) => exit.0 + 1,
            Leaving::Return(_) => 0,
        };
        let mut paused = Vec::new();
        let mut is_done = false;
        for index in (goal..self.f.control.len()).rev() {
            let b = &mut self.f.b;
            match &mut self.f.control[index] {
                Control::Break { .. } | Control::Continue { .. } => {}
                Control::Catch(handler) => {
                    b.pause_handler(*handler);
                    paused.push(*handler);
                }
                Control::Iterator { record, handler, span } => {
                    b.pause_handler(*handler);
                    paused.push(*handler);
                    b.at(span.start).quote(*span).iterator_close(*record);
                }
                Control::AsyncIterator { record, handler, span } => {
                    let (record, handler, span) = (*record, *handler, *span);
                    b.pause_handler(handler);
                    paused.push(handler);
                    self.close_async_iterator(record, span)?;
                }
                Control::Finally(finally) => {
                    b.pause_handler(finally.handler);
                    paused.push(finally.handler);
                    let kind = match leaving {
                        Leaving::Return(value) => {
                            if value != finally.value {
                                b.mov(finally.value, value);
                            }
                            completion::RETURN
                        }
                        Leaving::Jump(exit) => {
                            // Nothing reads it, but that takes more than a look at the paths to see.
                            b.load_special(finally.value, Value::UNDEFINED.bits() as i32);
                            completion::FIRST_EXIT + finally.exit_index(exit)
                        }
                    };
                    b.load_int(finally.kind, kind);
                    b.jump_always(finally.entry);
                    is_done = true;
                    break;
                }
            }
        }
        if !is_done {
            self.arrive(leaving);
        }
        for handler in paused {
            self.f.b.resume_handler(handler);
        }
        Ok(())
    }

    /// Nothing stands between here and the goal.
    fn arrive(&mut self, leaving: Leaving) {
        match leaving {
            Leaving::Jump(Exit(index)) => {
                if let Control::Break { target, .. } | Control::Continue { target, .. } =
                    self.f.control[index]
                {
                    self.f.b.jump_always(target);
                }
            }
            Leaving::Return(value) if self.f.is_derived => {
                let mark = self.f.b.mark();
                let this_binding = self.program.analysis.function(self.f.id).this_binding;
                let this = if this_binding.is_some() {
                    self.load_binding(this_binding)
                } else {
                    Register(0)
                };
                let result = self.temporary();
                self.f.b.derived_result(result, value, this);
                self.f.b.ret(result);
                self.f.b.release(mark);
            }
            Leaving::Return(value) => match self.f.suspension {
                Some(suspension) => {
                    let mark = self.f.b.mark();
                    let result = self.temporary();
                    self.f.b.complete(result, suspension.coroutine, value);
                    self.f.b.ret(result);
                    self.f.b.release(mark);
                }
                None => self.f.b.ret(value),
            },
        }
    }
}

impl Finally {
    /// The number of an exit among those that pass this block.
    fn exit_index(&mut self, exit: Exit) -> i32 {
        let found = self.exits.iter().position(|other| *other == exit);
        found.unwrap_or_else(|| {
            self.exits.push(exit);
            self.exits.len() - 1
        }) as i32
    }
}
