//! Functions that can be suspended: how they begin and end, `yield`, `yield*`, `await`.
//!
//! Invariants: the coroutine's register is written before anything suspends the function; behind each suspension the opcodes
//! that read what the function was resumed with come before all others; a function that can be suspended ends in `complete`
//! or `fail`, whatever ends its body.

use super::{Compiler, Result};
use crate::bytecode::builder::{HandlerId, Label, Register};
use crate::bytecode::error_kind;
use crate::runtime::coroutine::ResumeMode;
use crate::value::Value;
use jsrun_parser::ast::Expr;
use jsrun_parser::source::Span;

/// What can be suspended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum SuspensionKind {
    /// A generator.
    Generator,
    /// An async function, or the body of an async module.
    Async,
    /// An async generator.
    AsyncGenerator,
}

impl SuspensionKind {
    /// The kind of a function with these properties, if it is any.
    pub(super) fn of(is_async: bool, is_generator: bool) -> Option<SuspensionKind> {
        match (is_async, is_generator) {
            (false, false) => None,
            (false, true) => Some(SuspensionKind::Generator),
            (true, false) => Some(SuspensionKind::Async),
            (true, true) => Some(SuspensionKind::AsyncGenerator),
        }
    }
}

/// The part of the state of a function that can be suspended.
#[derive(Clone, Copy)]
pub(super) struct Suspension {
    pub(super) kind: SuspensionKind,
    /// The register of its coroutine.
    pub(super) coroutine: Register,
    /// The register of the exception that ends it.
    exception: Register,
    /// Where such an exception goes.
    failed: Label,
    handler: Option<HandlerId>,
}

impl<'a> Compiler<'_, 'a> {
    /// Begins a function that can be suspended: before its parameters are bound. An async function has its promise from here
    /// on.
    pub(super) fn begin_suspension(&mut self, kind: SuspensionKind, offset: u32) {
        let (coroutine, exception) = (self.temporary(), self.temporary());
        let failed = self.f.b.label();
        let mut suspension = Suspension { kind, coroutine, exception, failed, handler: None };
        if kind == SuspensionKind::Async {
            self.f.b.at(offset).start_async(coroutine);
            suspension.handler = Some(self.f.b.open_handler(failed, exception));
        }
        self.f.suspension = Some(suspension);
    }

    /// Suspends a generator before its body, when its parameters are bound and its declarations instantiated.
    pub(super) fn suspend_before_body(&mut self, offset: u32) {
        let Some(mut suspension) = self.f.suspension else { return };
        if suspension.kind == SuspensionKind::Async {
            return;
        }
        let live = self.live();
        self.f.b.at(offset).start_generator(live);
        self.f.b.get_resumed_coroutine(suspension.coroutine);
        suspension.handler = Some(self.f.b.open_handler(suspension.failed, suspension.exception));
        self.f.suspension = Some(suspension);
    }

    /// Ends a function that can be suspended, behind its body.
    pub(super) fn end_suspension(&mut self) {
        let Some(suspension) = self.f.suspension else { return };
        let Some(handler) = suspension.handler else { return };
        self.f.b.close_handler(handler);
        self.f.b.bind(suspension.failed);
        let result = self.temporary();
        self.f.b.fail(result, suspension.coroutine, suspension.exception);
        self.f.b.ret(result);
    }

    /// How many registers the function may still read when it is suspended here.
    fn live(&self) -> i32 {
        self.f.b.mark().0 as i32
    }

    /// The register of the running function's coroutine.
    fn coroutine(&self, span: Span) -> Result<Register> {
        match self.f.suspension {
            Some(suspension) => Ok(suspension.coroutine),
            None => self.unsupported("Suspending this code is", span),
        }
    }

    fn is_async_generator(&self) -> bool {
        self.f.suspension.is_some_and(|s| s.kind == SuspensionKind::AsyncGenerator)
    }

    /// `await` of a register's value.
    pub(super) fn await_register(
        &mut self,
        value: Register,
        destination: Register,
        span: Span,
    ) -> Result {
        let (coroutine, live) = (self.coroutine(span)?, self.live());
        self.f.b.at(span.start).await_value(coroutine, value, live);
        self.f.b.take_resumed(destination);
        Ok(())
    }

    /// `await expr` (https://tc39.es/ecma262/#sec-async-function-definitions-runtime-semantics-evaluation)
    pub(super) fn await_expression(
        &mut self,
        argument: &'a Expr<'a>,
        destination: Register,
        span: Span,
    ) -> Result {
        let value = self.operand(argument)?;
        self.await_register(value, destination, span)
    }

    /// Awaits what an async generator returns.
    pub(super) fn await_returned(&mut self, value: Register, span: Span) -> Result<Register> {
        if !self.is_async_generator() {
            return Ok(value);
        }
        let awaited = self.temporary();
        self.await_register(value, awaited, span)?;
        Ok(awaited)
    }

    /// `yield`, `yield expr` (https://tc39.es/ecma262/#sec-generator-function-definitions-runtime-semantics-evaluation)
    pub(super) fn yield_expression(
        &mut self,
        argument: Option<&'a Expr<'a>>,
        destination: Register,
        span: Span,
    ) -> Result {
        let coroutine = self.coroutine(span)?;
        let mut value = match argument {
            Some(argument) => self.operand(argument)?,
            None => {
                let value = self.temporary();
                self.load(value, Value::UNDEFINED);
                value
            }
        };
        if self.is_async_generator() {
            let awaited = self.temporary();
            self.await_register(value, awaited, span)?;
            value = awaited;
        }
        let live = self.live();
        self.f.b.at(span.start).yield_value(coroutine, value, live);
        let received = self.temporary();
        self.f.b.take_resumed(received);
        let on = self.f.b.label();
        self.f.b.jump_if_resumed_by_next(on);
        let returned = self.await_returned(received, span)?;
        self.return_register(returned)?;
        self.f.b.bind(on);
        self.move_to(destination, received);
        Ok(())
    }

    /// `yield* expr` (https://tc39.es/ecma262/#sec-generator-function-definitions-runtime-semantics-evaluation)
    pub(super) fn delegate_expression(
        &mut self,
        argument: &'a Expr<'a>,
        destination: Register,
        span: Span,
    ) -> Result {
        let coroutine = self.coroutine(span)?;
        let is_async = self.is_async_generator();
        let value = self.operand(argument)?;
        let record = self.temporary();
        let b = self.f.b.at(argument.span.start).quote(argument.span);
        if is_async {
            b.get_async_iterator(record, value);
        } else {
            b.get_delegate(record, value);
        }
        let received = self.f.b.allocate_many(2);
        let mode = Register(received.0 + 1);
        let (result, done, expected) = (self.temporary(), self.temporary(), self.temporary());
        self.load(received, Value::UNDEFINED);
        self.f.b.load_int(mode, ResumeMode::Next as i32);
        let (absent, finished, end) = (self.f.b.label(), self.f.b.label(), self.f.b.label());
        let generator = self.f.b.label();
        if !is_async {
            self.f.b.jump_if_generator_record(record, generator);
        }

        let head = self.loop_head(span.start);
        self.f.b.at(span.start).delegate(result, record, received);
        self.f.b.jump_if_done(result, absent);
        if is_async {
            self.await_register(result, result, span)?;
        }
        self.f.b.at(span.start).iterator_complete(done, result);
        self.f.b.jump_if_true(done, finished);
        let live = self.live();
        if is_async {
            let cache = self.f.b.cache(b"value");
            self.f.b.get_property(result, result, cache);
            self.f.b.yield_value(coroutine, result, live);
        } else {
            self.f.b.yield_result(coroutine, result, live);
        }
        self.f.b.get_resumed_value(received);
        self.f.b.get_resumed_mode(mode);
        if is_async {
            // AsyncGeneratorUnwrapYieldResumption (https://tc39.es/ecma262/#sec-asyncgeneratorunwrapyieldresumption)
            self.f.b.load_int(expected, ResumeMode::Return as i32);
            self.f.b.jump_not_strict_eq(mode, expected, head);
            self.f.b.await_value(coroutine, received, live);
            self.f.b.get_resumed_value(received);
            self.f.b.jump_if_resumed_by_next(head);
            self.f.b.load_int(mode, ResumeMode::Throw as i32);
        }
        self.f.b.jump_always(head);

        // The iterator has no such method.
        self.f.b.bind(absent);
        let no_throw = self.f.b.label();
        self.f.b.load_int(expected, ResumeMode::Return as i32);
        self.f.b.jump_not_strict_eq(mode, expected, no_throw);
        let returned = self.await_returned(received, span)?;
        self.return_register(returned)?;
        self.f.b.bind(no_throw);
        self.f.b.at(span.start);
        if is_async {
            self.close_async_iterator(record, span)?;
        } else {
            self.f.b.iterator_close(record);
        }
        let message = "The iterator does not provide a 'throw' method";
        self.throw_error(error_kind::TYPE, message, span.start);

        self.f.b.bind(finished);
        let cache = self.f.b.cache(b"value");
        self.f.b.at(span.start).get_property(result, result, cache);
        self.f.b.load_int(expected, ResumeMode::Return as i32);
        self.f.b.jump_not_strict_eq(mode, expected, end);
        self.return_register(result)?;

        if !is_async {
            // While a generator is only sent values, neither it nor this one makes result objects for the other.
            self.f.b.bind(generator);
            let steps = self.loop_head(span.start);
            let returned = self.f.b.label();
            self.f.b.at(span.start).step_generator(result, record, received);
            self.f.b.jump_if_done(result, returned);
            self.f.b.yield_value(coroutine, result, live);
            self.f.b.get_resumed_value(received);
            self.f.b.jump_if_resumed_by_next(steps);
            self.f.b.get_resumed_mode(mode);
            self.f.b.jump_always(head);
            self.f.b.bind(returned);
            self.f.b.get_resumed_value(result);
        }
        self.f.b.bind(end);
        self.move_to(destination, result);
        Ok(())
    }

    /// AsyncIteratorClose (https://tc39.es/ecma262/#sec-asynciteratorclose) on a normal completion.
    pub(super) fn close_async_iterator(&mut self, record: Register, span: Span) -> Result {
        let mark = self.f.b.mark();
        let result = self.temporary();
        let skip = self.f.b.label();
        self.f.b.at(span.start).async_iterator_return(result, record);
        self.f.b.jump_if_done(result, skip);
        self.await_register(result, result, span)?;
        self.f.b.require_object(result);
        self.f.b.bind(skip);
        self.f.b.release(mark);
        Ok(())
    }

    /// AsyncIteratorClose (https://tc39.es/ecma262/#sec-asynciteratorclose) on a throw completion, which goes on.
    pub(super) fn close_async_iterator_throwing(
        &mut self,
        record: Register,
        exception: Register,
        span: Span,
    ) -> Result {
        let mark = self.f.b.mark();
        let (result, ignored) = (self.temporary(), self.temporary());
        let rethrow = self.f.b.label();
        let handler = self.f.b.open_handler(rethrow, ignored);
        self.f.b.at(span.start).async_iterator_return(result, record);
        self.f.b.jump_if_done(result, rethrow);
        self.await_register(result, result, span)?;
        self.f.b.close_handler(handler);
        self.f.b.bind(rethrow);
        self.f.b.throw(exception);
        self.f.b.release(mark);
        Ok(())
    }
}
