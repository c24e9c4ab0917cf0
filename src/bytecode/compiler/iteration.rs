//! `for`-`in` and `for`-`of`.
//!
//! Invariant: an iterator is closed once on every way out of its loop, except where it is itself the cause.

use super::control::Control;
use super::disposal::disposes;
use super::pattern::Store;
use super::scope::Entered;
use super::{Compiler, Result};
use crate::bytecode::builder::{Label, Register};
use jsrun_parser::ast::{ForEach, ForEachKind, ForTarget};

impl<'a> Compiler<'_, 'a> {
    /// `for (left in right)`, `for (left of right)`
    /// (https://tc39.es/ecma262/#sec-runtime-semantics-forinofbodyevaluation)
    pub(super) fn for_each(&mut self, statement: &'a ForEach<'a>) -> Result {
        self.clear_completion();
        if let ForTarget::Variable(declaration) = statement.left
            && let Some(declarator) = declaration.declarators.first()
            && declarator.init.is_some()
        {
            self.declarator(declaration.kind, declarator)?;
        }
        // Closures of the head see the bindings of the loop, uninitialised.
        let entered = self.enter_scope(statement.scope.get())?;
        let state = self.temporary();
        let mark = self.f.b.mark();
        let right = self.operand(statement.right)?;
        self.f.b.at(statement.right.span.start).quote(statement.right.span);
        match statement.kind {
            ForEachKind::In => self.f.b.get_enumerator(state, right),
            ForEachKind::Of => self.f.b.get_iterator(state, right),
            ForEachKind::AwaitOf => self.f.b.get_async_iterator(state, right),
        }
        self.f.b.release(mark);
        let value = self.temporary();
        if statement.kind != ForEachKind::In {
            self.for_of_loop(statement, &entered, state, value)?;
        } else {
            self.for_in_loop(statement, &entered, state, value)?;
        }
        self.leave_scope(entered);
        Ok(())
    }

    fn for_in_loop(
        &mut self,
        statement: &'a ForEach<'a>,
        entered: &Entered,
        state: Register,
        value: Register,
    ) -> Result {
        let labels = self.begin_loop(None);
        let head = self.loop_head(statement.right.span.start);
        self.f.b.enumerator_next(value, state);
        self.f.b.jump_if_done(value, labels.end);
        self.renew_environment(statement.scope.get(), entered);
        self.for_each_body(statement, value, labels.next)?;
        self.f.b.jump_always(head);
        self.f.control.truncate(self.f.control.len() - 2);
        self.f.b.bind(labels.end);
        Ok(())
    }

    fn for_of_loop(
        &mut self,
        statement: &'a ForEach<'a>,
        entered: &Entered,
        state: Register,
        value: Register,
    ) -> Result {
        let span = statement.right.span;
        let exception = self.temporary();
        let failed = self.f.b.label();
        let head = self.loop_head(span.start);
        let is_async = statement.kind == ForEachKind::AwaitOf;
        if is_async {
            self.f.b.at(span.start).quote(span).async_iterator_next(value, state);
            self.await_register(value, value, span)?;
            self.f.b.iterator_result_value(value, value);
        } else {
            self.f.b.at(span.start).quote(span).iterator_step(value, state);
        }
        let handler = self.f.b.open_handler(failed, exception);
        // The step itself is not covered: an iterator that fails is not closed.
        let labels = self.begin_loop(Some(if is_async {
            Control::AsyncIterator { record: state, handler, span }
        } else {
            Control::Iterator { record: state, handler, span }
        }));
        self.f.b.jump_if_done(value, labels.end);
        self.renew_environment(statement.scope.get(), entered);
        self.for_each_body(statement, value, labels.next)?;
        self.f.b.jump_always(head);
        self.f.control.truncate(self.f.control.len() - 3);
        self.f.b.close_handler(handler);
        self.f.b.bind(failed);
        if is_async {
            self.close_async_iterator_throwing(state, exception, span)?;
        } else {
            self.f.b.iterator_close_silently(state);
            self.f.b.throw(exception);
        }
        self.f.b.bind(labels.end);
        Ok(())
    }

    /// Binds the value and runs the body; `next` is behind it.
    fn for_each_body(
        &mut self,
        statement: &'a ForEach<'a>,
        value: Register,
        next: Label,
    ) -> Result {
        let disposal = match statement.left {
            ForTarget::Variable(declaration) => disposes(declaration),
            ForTarget::Pattern(_) => None,
        };
        match disposal {
            None => self.for_each_iteration(statement, value)?,
            Some(is_async) => self.disposing(is_async, statement.body.span, |c| {
                c.for_each_iteration(statement, value)
            })?,
        }
        self.f.b.bind(next);
        Ok(())
    }

    fn for_each_iteration(&mut self, statement: &'a ForEach<'a>, value: Register) -> Result {
        let mark = self.f.b.mark();
        match statement.left {
            ForTarget::Pattern(pattern) => self.bind_pattern(pattern, value, Store::Assign)?,
            ForTarget::Variable(declaration) => {
                let store = super::statement::store_of(declaration.kind);
                self.add_disposable(declaration.kind, value, statement.right.span);
                for declarator in declaration.declarators {
                    self.bind_pattern(declarator.pattern, value, store)?;
                }
            }
        }
        self.f.b.release(mark);
        self.statement(statement.body)
    }
}
