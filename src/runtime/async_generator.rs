//! Async generators (https://tc39.es/ecma262/#sec-asyncgenerator-objects).
//!
//! Invariant: while there are requests, the body runs, awaits, or the end is being awaited: it is never left suspended at a
//! `yield`. Requests are answered in the order in which they were made.

use super::coroutine::{Coroutine, CoroutineState, ResumeMode};
use super::kind::Kind;
use super::object::{Object, trace_object};
use super::promise::{Capability, Promise, ReactionKind};
use super::shape::Shape;
use super::vm::Vm;
use crate::value::{Res, Value};
use jsrun_gc::{Cell, Gc, Header, Layout, Marker, Slot, layout_mask};

/// An async generator.
#[repr(C)]
pub struct AsyncGenerator {
    /// The common part.
    pub object: Object,
    /// Its body, suspended.
    pub coroutine: Slot<Gc<Coroutine>>,
    /// [[AsyncGeneratorQueue]]: the first and the last request, or `undefined`.
    first: Slot<Value>,
    last: Slot<Value>,
}

// SAFETY: `repr(C)` and begins with `Object`; `trace` visits its references and those of the further fields.
unsafe impl Cell for AsyncGenerator {
    const KIND: u8 = Kind::AsyncGenerator as u8;
    const LAYOUT: Layout = Layout::Custom(trace);
}

unsafe fn trace(cell: usize, marker: &mut Marker) {
    // SAFETY: the collector passes a live `AsyncGenerator`.
    unsafe {
        trace_object(cell, marker);
        let generator = &*std::ptr::with_exposed_provenance::<AsyncGenerator>(cell);
        marker.visit(generator.coroutine.get());
        marker.visit(generator.first.get());
        marker.visit(generator.last.get());
    }
}

/// An AsyncGeneratorRequest Record (https://tc39.es/ecma262/#sec-asyncgeneratorrequest-records).
#[repr(C)]
pub struct AsyncGeneratorRequest {
    /// Kind `AsyncGeneratorRequest`.
    pub header: Header,
    /// The value of [[Completion]].
    value: Slot<Value>,
    /// The promise of [[Capability]], always one of %Promise%.
    promise: Slot<Gc<Promise>>,
    /// The request made next.
    next: Slot<Value>,
    /// The type of [[Completion]].
    mode: ResumeMode,
}

// SAFETY: `repr(C)` with the header first; the mask names all references.
unsafe impl Cell for AsyncGeneratorRequest {
    const KIND: u8 = Kind::AsyncGeneratorRequest as u8;
    const LAYOUT: Layout = layout_mask!(AsyncGeneratorRequest: value, promise, next);
}

impl AsyncGenerator {
    /// The promise of the first request.
    pub(super) fn requested(&self) -> Option<Gc<Promise>> {
        self.first().map(|request| request.promise.get())
    }

    fn first(&self) -> Option<Gc<AsyncGeneratorRequest>> {
        self.first.get().as_kind()
    }
}

impl Vm {
    /// An async generator with a coroutine.
    pub(super) fn new_async_generator(
        &mut self,
        shape: Gc<Shape>,
        coroutine: Gc<Coroutine>,
    ) -> Gc<AsyncGenerator> {
        self.alloc_object(Kind::AsyncGenerator, shape, 0, |object| AsyncGenerator {
            object,
            coroutine: Slot::new(coroutine),
            first: Slot::new(Value::UNDEFINED),
            last: Slot::new(Value::UNDEFINED),
        })
    }

    /// %AsyncGeneratorPrototype%.next, return and throw (https://tc39.es/ecma262/#sec-asyncgenerator-prototype-next), behind
    /// the test of `this`. Fails only with a termination.
    pub fn async_generator_request(
        &mut self,
        generator: Gc<AsyncGenerator>,
        mode: ResumeMode,
        value: Value,
    ) -> Res<Gc<Promise>> {
        use CoroutineState::{Completed, DrainingQueue, SuspendedStart, SuspendedYield};
        let promise = self.new_promise();
        let coroutine = generator.coroutine.get();
        let state = &coroutine.state;
        if state.get() == SuspendedStart && mode == ResumeMode::Throw {
            state.set(Completed);
        }
        match (mode, state.get()) {
            (ResumeMode::Next, Completed) => {
                let result = self.iterator_result(Value::UNDEFINED, true);
                self.resolve_promise(promise, result)?;
                return Ok(promise);
            }
            (ResumeMode::Throw, Completed) => {
                self.reject_promise(promise, value);
                return Ok(promise);
            }
            _ => {}
        }
        self.enqueue_request(generator, mode, value, promise);
        match (mode, state.get()) {
            (ResumeMode::Return, SuspendedStart | Completed) => {
                state.set(DrainingQueue);
                self.async_generator_await_return(generator)?;
            }
            (_, SuspendedStart | SuspendedYield) => self.async_generator_continue(coroutine)?,
            _ => {}
        }
        Ok(promise)
    }

    /// AsyncGeneratorEnqueue (https://tc39.es/ecma262/#sec-asyncgeneratorenqueue)
    fn enqueue_request(
        &mut self,
        generator: Gc<AsyncGenerator>,
        mode: ResumeMode,
        value: Value,
        promise: Gc<Promise>,
    ) {
        let request = Value::cell(self.heap.alloc(AsyncGeneratorRequest {
            header: Header::new(AsyncGeneratorRequest::KIND, 0),
            value: Slot::new(value),
            promise: Slot::new(promise),
            next: Slot::new(Value::UNDEFINED),
            mode,
        }));
        match generator.last.get().as_kind::<AsyncGeneratorRequest>() {
            Some(last) => last.next.set(&mut self.heap, last, request),
            None => generator.first.set(&mut self.heap, generator, request),
        }
        generator.last.set(&mut self.heap, generator, request);
    }

    /// Takes the first request from the queue.
    fn take_request(&mut self, generator: Gc<AsyncGenerator>) -> Option<Gc<AsyncGeneratorRequest>> {
        let request = generator.first()?;
        let next = request.next.get();
        generator.first.set(&mut self.heap, generator, next);
        if next.is_undefined() {
            generator.last.set(&mut self.heap, generator, Value::UNDEFINED);
        }
        Some(request)
    }

    /// Goes on for as long as the body waits at its beginning or at a `yield`, and there are requests.
    ///
    /// AsyncGeneratorResume (https://tc39.es/ecma262/#sec-asyncgeneratorresume)
    pub(super) fn async_generator_continue(&mut self, coroutine: Gc<Coroutine>) -> Res<()> {
        use CoroutineState::{SuspendedStart, SuspendedYield};
        let Some(generator) = coroutine.owner.get().as_kind::<AsyncGenerator>() else {
            return Ok(());
        };
        while matches!(coroutine.state.get(), SuspendedStart | SuspendedYield)
            && let Some(request) = generator.first()
        {
            self.resume(coroutine, request.mode, request.value.get())?;
        }
        Ok(())
    }

    /// AsyncGeneratorCompleteStep (https://tc39.es/ecma262/#sec-asyncgeneratorcompletestep)
    pub(super) fn async_generator_answer(
        &mut self,
        coroutine: Gc<Coroutine>,
        completion: Result<Value, Value>,
        done: bool,
    ) -> Res<()> {
        let owner = coroutine.owner.get().as_kind::<AsyncGenerator>();
        let Some(request) = owner.and_then(|generator| self.take_request(generator)) else {
            return Ok(());
        };
        let promise = request.promise.get();
        match completion {
            Ok(value) => {
                let result = self.iterator_result(value, done);
                self.resolve_promise(promise, result)
            }
            Err(reason) => {
                self.reject_promise(promise, reason);
                Ok(())
            }
        }
    }

    /// The body has ended: the last steps of AsyncGeneratorStart (https://tc39.es/ecma262/#sec-asyncgeneratorstart).
    pub(super) fn async_generator_ended(
        &mut self,
        coroutine: Gc<Coroutine>,
        completion: Result<Value, Value>,
    ) -> Res<()> {
        coroutine.state.set(CoroutineState::DrainingQueue);
        self.async_generator_answer(coroutine, completion, true)?;
        match coroutine.owner.get().as_kind::<AsyncGenerator>() {
            Some(generator) => self.async_generator_drain(generator),
            None => Ok(()),
        }
    }

    /// AsyncGeneratorDrainQueue (https://tc39.es/ecma262/#sec-asyncgeneratordrainqueue)
    fn async_generator_drain(&mut self, generator: Gc<AsyncGenerator>) -> Res<()> {
        let coroutine = generator.coroutine.get();
        while let Some(request) = generator.first() {
            let completion = match request.mode {
                ResumeMode::Return => return self.async_generator_await_return(generator),
                ResumeMode::Next => Ok(Value::UNDEFINED),
                ResumeMode::Throw => Err(request.value.get()),
            };
            self.async_generator_answer(coroutine, completion, true)?;
        }
        coroutine.state.set(CoroutineState::Completed);
        Ok(())
    }

    /// AsyncGeneratorAwaitReturn (https://tc39.es/ecma262/#sec-asyncgeneratorawaitreturn)
    fn async_generator_await_return(&mut self, generator: Gc<AsyncGenerator>) -> Res<()> {
        let Some(request) = generator.first() else { return Ok(()) };
        match self.intrinsic_promise_resolve(request.value.get()) {
            Ok(promise) => {
                let kind = ReactionKind::AsyncGeneratorReturn;
                self.react_to_promise(promise, kind, Value::cell(generator));
                Ok(())
            }
            Err(_) => {
                let reason = self.catch()?;
                self.async_generator_answer(generator.coroutine.get(), Err(reason), true)?;
                self.async_generator_drain(generator)
            }
        }
    }

    /// What a `return` asked for has been awaited.
    pub(super) fn async_generator_returned(
        &mut self,
        generator: Value,
        rejected: bool,
        argument: Value,
    ) -> Res<()> {
        let Some(generator) = generator.as_kind::<AsyncGenerator>() else { return Ok(()) };
        let completion = if rejected { Err(argument) } else { Ok(argument) };
        let coroutine = generator.coroutine.get();
        let entered = self.entered_realm;
        self.entered_realm = coroutine.realm().or(entered);
        let answered = self.async_generator_answer(coroutine, completion, true);
        self.entered_realm = entered;
        answered?;
        self.async_generator_drain(generator)
    }

    /// A promise that is rejected with the pending exception; a termination goes on.
    pub fn rejected_promise(&mut self, thrown: crate::value::Thrown) -> Res {
        let promise = self.new_promise();
        self.reject_capability_thrown(Capability::internal(promise), thrown)?;
        Ok(Value::cell(promise))
    }
}
