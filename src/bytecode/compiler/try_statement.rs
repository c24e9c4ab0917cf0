//! `try`, `catch`, `finally`.
//!
//! Invariant: there is one copy of each `finally` block. How the protected block ended stands in two registers,
//! and behind the `finally` block a sequence of comparisons goes on accordingly.

use super::control::{Control, Finally};
use super::pattern::Store;
use super::{Compiler, Result};
use crate::bytecode::builder::{Label, Register};
use crate::bytecode::completion;
use crate::value::Value;
use jsrun_parser::ast::{Block, Catch, Try};

impl<'a> Compiler<'_, 'a> {
    /// `try` (https://tc39.es/ecma262/#sec-try-statement)
    pub(super) fn try_statement(&mut self, statement: &'a Try<'a>) -> Result {
        self.clear_completion();
        match statement.finalizer {
            Some(finalizer) => self.try_finally(statement, finalizer),
            None => self.try_catch(statement),
        }
    }

    /// The block with its `catch`, if there is one.
    fn try_catch(&mut self, statement: &'a Try<'a>) -> Result {
        let Some(catch) = statement.handler else { return self.block(statement.block) };
        let mark = self.f.b.mark();
        let exception = self.temporary();
        let (target, end) = (self.f.b.label(), self.f.b.label());
        let handler = self.f.b.open_handler(target, exception);
        self.f.control.push(Control::Catch(handler));
        self.block(statement.block)?;
        self.f.control.pop();
        self.f.b.close_handler(handler);
        self.f.b.jump_always(end);
        self.f.b.bind(target);
        self.catch(catch, exception)?;
        self.f.b.bind(end);
        self.f.b.release(mark);
        Ok(())
    }

    fn catch(&mut self, catch: &'a Catch<'a>, exception: Register) -> Result {
        self.clear_completion();
        let entered = self.enter_scope(catch.scope.get())?;
        if let Some(parameter) = catch.parameter {
            let mark = self.f.b.mark();
            self.bind_pattern(parameter, exception, Store::Initialize)?;
            self.f.b.release(mark);
        }
        self.block(catch.body)?;
        self.leave_scope(entered);
        Ok(())
    }

    fn try_finally(&mut self, statement: &'a Try<'a>, finalizer: &'a Block<'a>) -> Result {
        self.protected(
            |c| c.try_catch(statement),
            |c, _, _| {
                // A `finally` block that ends normally does not change the completion value.
                let saved = c.f.completion.map(|register| {
                    let saved = c.temporary();
                    c.f.b.mov(saved, register);
                    (saved, register)
                });
                c.clear_completion();
                c.block(finalizer)?;
                if let Some((saved, register)) = saved {
                    c.f.b.mov(register, saved);
                }
                Ok(())
            },
        )
    }

    /// Code, and what is done on every way out of it: `finalizer` gets the registers that tell how the code ended, and with
    /// which value.
    pub(super) fn protected(
        &mut self,
        body: impl FnOnce(&mut Self) -> Result,
        finalizer: impl FnOnce(&mut Self, Register, Register) -> Result,
    ) -> Result {
        let mark = self.f.b.mark();
        let (kind, value) = (self.temporary(), self.temporary());
        let (target, entry) = (self.f.b.label(), self.f.b.label());
        let handler = self.f.b.open_handler(target, value);
        let finally = Finally { handler, entry, kind, value, exits: Vec::new() };
        self.f.control.push(Control::Finally(finally));
        body(self)?;
        let finally = self.f.control.pop();
        self.f.b.close_handler(handler);
        let Some(Control::Finally(Finally { exits, .. })) = finally else { return Ok(()) };

        self.load(value, Value::UNDEFINED);
        self.f.b.load_int(kind, completion::NORMAL);
        self.f.b.jump_always(entry);
        self.f.b.bind(target);
        self.f.b.load_int(kind, completion::THROW);
        self.f.b.bind(entry);
        finalizer(self, kind, value)?;

        let expected = self.temporary();
        let end = self.f.b.label();
        self.f.b.load_int(expected, completion::NORMAL);
        self.f.b.jump_strict_eq(kind, expected, end);
        let next = self.other_completion(kind, expected, completion::RETURN);
        self.return_register(value)?;
        self.f.b.bind(next);
        for (index, exit) in exits.into_iter().enumerate() {
            let next = self.other_completion(kind, expected, completion::FIRST_EXIT + index as i32);
            self.exit(exit)?;
            self.f.b.bind(next);
        }
        self.f.b.throw(value);
        self.f.b.bind(end);
        self.f.b.release(mark);
        Ok(())
    }

    /// Jumps to the label that it returns unless the block ended in this way.
    fn other_completion(&mut self, kind: Register, expected: Register, completion: i32) -> Label {
        let next = self.f.b.label();
        self.f.b.load_int(expected, completion);
        self.f.b.jump_not_strict_eq(kind, expected, next);
        next
    }
}
