//! Promises: states, reactions, capabilities, resolution (https://tc39.es/ecma262/#sec-promise-abstract-operations).
//!
//! A capability of %Promise% itself has no resolving functions until a script can see them: the engine settles the promise
//! directly. An `await` is a reaction of a kind of its own, without functions and without a derived promise.
//!
//! Invariant: a pending promise has its reactions in the order in which they were added; a settled one has none.

use super::coroutine::Coroutine;
use super::error::Place;
use super::function::NativeFunction;
use super::intrinsics::Intrinsic;
use super::jobs::Job;
use super::kind::Kind;
use super::object::{Object, Values, trace_object};
use super::vm::{Arguments, Vm};
use crate::value::{Res, Thrown, Value};
use jsrun_gc::{Cell, Gc, Header, Layout, Marker, Slot, layout_mask};
use std::cell::Cell as StdCell;

/// [[PromiseState]]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PromiseState {
    /// Neither.
    Pending,
    /// With a value.
    Fulfilled,
    /// With a reason.
    Rejected,
}

/// A promise (https://tc39.es/ecma262/#sec-properties-of-promise-instances).
#[repr(C)]
pub struct Promise {
    /// The common part.
    pub object: Object,
    state: StdCell<PromiseState>,
    is_handled: StdCell<bool>,
    /// [[PromiseResult]]; `undefined` while it is pending.
    result: Slot<Value>,
    /// The first and the last of the reactions, or `undefined`.
    first: Slot<Value>,
    last: Slot<Value>,
}

// SAFETY: `repr(C)` and begins with `Object`; `trace` visits its references and those of the further fields.
unsafe impl Cell for Promise {
    const KIND: u8 = Kind::Promise as u8;
    const LAYOUT: Layout = Layout::Custom(trace);
}

unsafe fn trace(cell: usize, marker: &mut Marker) {
    // SAFETY: the collector passes a live `Promise`.
    unsafe {
        trace_object(cell, marker);
        let promise = &*std::ptr::with_exposed_provenance::<Promise>(cell);
        marker.visit(promise.result.get());
        marker.visit(promise.first.get());
        marker.visit(promise.last.get());
    }
}

impl Promise {
    /// [[PromiseState]]
    pub fn state(&self) -> PromiseState {
        self.state.get()
    }

    /// [[PromiseResult]]
    pub fn result(&self) -> Value {
        self.result.get()
    }

    /// [[PromiseIsHandled]]
    pub fn is_handled(&self) -> bool {
        self.is_handled.get()
    }

    /// The function that awaits it, if that is its first reaction.
    pub(super) fn awaiting(&self) -> Option<Gc<Coroutine>> {
        let reaction = self.first.get().as_kind::<PromiseReaction>()?;
        reaction.promise.get().as_kind::<Coroutine>()
    }

    /// The promise as the object that it is.
    pub fn as_object(promise: Gc<Promise>) -> Gc<Object> {
        // SAFETY: a `Promise` begins with `Object`.
        unsafe { promise.cast_unchecked() }
    }
}

/// A PromiseCapability Record (https://tc39.es/ecma262/#sec-promisecapability-records).
#[derive(Clone, Copy)]
pub struct Capability {
    /// [[Promise]]; `undefined` where nobody waits for the outcome.
    pub promise: Value,
    /// [[Resolve]]; `undefined` for a promise that the engine settles directly.
    pub resolve: Value,
    /// [[Reject]], likewise.
    pub reject: Value,
}

impl Capability {
    /// That of a promise which no resolving function knows.
    pub fn internal(promise: Gc<Promise>) -> Capability {
        Capability {
            promise: Value::cell(promise),
            resolve: Value::UNDEFINED,
            reject: Value::UNDEFINED,
        }
    }

    /// Nobody waits.
    const NONE: Capability = Capability {
        promise: Value::UNDEFINED,
        resolve: Value::UNDEFINED,
        reject: Value::UNDEFINED,
    };
}

/// What a reaction does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ReactionKind {
    /// Calls a handler and settles the derived promise.
    Then,
    /// Goes on in the function that awaits.
    Await,
    /// Ends the `return` that an async generator has been asked for.
    AsyncGeneratorReturn,
}

/// The two PromiseReaction Records (https://tc39.es/ecma262/#sec-promisereaction-records) of one call of PerformPromiseThen.
#[repr(C)]
pub struct PromiseReaction {
    /// Kind `PromiseReaction`.
    pub header: Header,
    /// [[Capability]]'s promise; the `Coroutine` that awaits; the async generator.
    promise: Slot<Value>,
    resolve: Slot<Value>,
    reject: Slot<Value>,
    /// [[Handler]] of the one, or `undefined`.
    on_fulfilled: Slot<Value>,
    /// [[Handler]] of the other.
    on_rejected: Slot<Value>,
    /// The reaction that was added next.
    next: Slot<Value>,
    kind: ReactionKind,
}

// SAFETY: `repr(C)` with the header first; the mask names all references.
unsafe impl Cell for PromiseReaction {
    const KIND: u8 = Kind::PromiseReaction as u8;
    const LAYOUT: Layout =
        layout_mask!(PromiseReaction: promise, resolve, reject, on_fulfilled, on_rejected, next);
}

impl Vm {
    /// A pending promise with a prototype.
    pub fn new_promise_with_prototype(&mut self, prototype: Gc<Object>) -> Gc<Promise> {
        let shape = self.root_shape(Some(prototype), 0, super::shape::ShapeClass::Ordinary);
        self.alloc_object(Kind::Promise, shape, 0, |object| Promise {
            object,
            state: StdCell::new(PromiseState::Pending),
            is_handled: StdCell::new(false),
            result: Slot::new(Value::UNDEFINED),
            first: Slot::new(Value::UNDEFINED),
            last: Slot::new(Value::UNDEFINED),
        })
    }

    /// A pending promise of the current realm.
    pub fn new_promise(&mut self) -> Gc<Promise> {
        let prototype = self.intrinsic(Intrinsic::PromisePrototype);
        self.new_promise_with_prototype(prototype)
    }

    /// NewPromiseCapability (https://tc39.es/ecma262/#sec-newpromisecapability)
    pub fn new_promise_capability(&mut self, constructor: Value) -> Res<Capability> {
        if constructor == Value::cell(self.intrinsic(Intrinsic::Promise)) {
            return Ok(Capability::internal(self.new_promise()));
        }
        if !self.is_constructor(constructor) {
            return Err(self.throw_not_constructor(constructor));
        }
        let functions = self.new_values(2, Value::UNDEFINED)?;
        let key = self.names.empty;
        let executor = self.new_native_closure(key, 2, capability_executor, Value::cell(functions));
        let executor = Value::cell(NativeFunction::as_object(executor));
        let promise = self.construct(constructor, &[executor], constructor)?;
        let (resolve, reject) = (Values::get(functions, 0), Values::get(functions, 1));
        for function in [resolve, reject] {
            if !function.is_callable() {
                return Err(
                    self.throw_type_error("Promise resolve or reject function is not callable")
                );
            }
        }
        Ok(Capability { promise, resolve, reject })
    }

    /// Gives a capability the resolving functions that scripts are to see.
    pub fn expose_capability(&mut self, capability: Capability) -> Res<Capability> {
        match capability.promise.as_kind::<Promise>() {
            Some(promise) if capability.resolve.is_undefined() => {
                let (resolve, reject) = self.create_resolving_functions(promise)?;
                Ok(Capability { promise: capability.promise, resolve, reject })
            }
            _ => Ok(capability),
        }
    }

    /// CreateResolvingFunctions (https://tc39.es/ecma262/#sec-createresolvingfunctions)
    pub fn create_resolving_functions(&mut self, promise: Gc<Promise>) -> Res<(Value, Value)> {
        // The promise, until one of the two has been called.
        let shared = Value::cell(self.new_values(1, Value::cell(promise))?);
        let key = self.names.empty;
        let resolve = self.new_native_closure(key, 1, resolve_function, shared);
        let reject = self.new_native_closure(key, 1, reject_function, shared);
        Ok((
            Value::cell(NativeFunction::as_object(resolve)),
            Value::cell(NativeFunction::as_object(reject)),
        ))
    }

    /// Calls [[Resolve]] of a capability.
    pub fn resolve_capability(&mut self, capability: Capability, value: Value) -> Res<()> {
        match capability.promise.as_kind::<Promise>() {
            Some(promise) if capability.resolve.is_undefined() => {
                self.resolve_promise(promise, value)
            }
            _ => self.call(capability.resolve, Value::UNDEFINED, &[value]).map(|_| ()),
        }
    }

    /// Calls [[Reject]] of a capability.
    pub fn reject_capability(&mut self, capability: Capability, reason: Value) -> Res<()> {
        match capability.promise.as_kind::<Promise>() {
            Some(promise) if capability.resolve.is_undefined() => {
                self.reject_promise(promise, reason);
                Ok(())
            }
            _ => self.call(capability.reject, Value::UNDEFINED, &[reason]).map(|_| ()),
        }
    }

    /// Rejects a capability with the pending exception; a termination goes on.
    ///
    /// IfAbruptRejectPromise (https://tc39.es/ecma262/#sec-ifabruptrejectpromise)
    pub fn reject_capability_thrown(&mut self, capability: Capability, _: Thrown) -> Res<()> {
        let place = self.errors.thrown_at.clone();
        let reason = self.catch()?;
        match capability.promise.as_kind::<Promise>() {
            Some(promise) if capability.resolve.is_undefined() => {
                self.settle(promise, PromiseState::Rejected, reason, place);
                Ok(())
            }
            _ => self.call(capability.reject, Value::UNDEFINED, &[reason]).map(|_| ()),
        }
    }

    /// Rejects a promise with the pending exception; a termination goes on.
    pub fn reject_promise_thrown(&mut self, promise: Gc<Promise>, thrown: Thrown) -> Res<()> {
        self.reject_capability_thrown(Capability::internal(promise), thrown)
    }

    /// What a promise's resolve function does (https://tc39.es/ecma262/#sec-promise-resolve-functions). Fails only with a
    /// termination.
    pub fn resolve_promise(&mut self, promise: Gc<Promise>, resolution: Value) -> Res<()> {
        if resolution == Value::cell(promise) {
            let thrown = self.throw_type_error("Chaining cycle detected for promise #<Promise>");
            return self.reject_promise_thrown(promise, thrown);
        }
        let Some(object) = resolution.as_object() else {
            self.fulfill_promise(promise, resolution);
            return Ok(());
        };
        let key = self.names.then;
        match self.get(object, key) {
            Err(thrown) => self.reject_promise_thrown(promise, thrown),
            Ok(then) if then.is_callable() => {
                self.enqueue_job(Job::Thenable { promise, thenable: resolution, then });
                Ok(())
            }
            Ok(_) => {
                self.fulfill_promise(promise, resolution);
                Ok(())
            }
        }
    }

    /// FulfillPromise (https://tc39.es/ecma262/#sec-fulfillpromise)
    pub fn fulfill_promise(&mut self, promise: Gc<Promise>, value: Value) {
        self.settle(promise, PromiseState::Fulfilled, value, None);
    }

    /// RejectPromise (https://tc39.es/ecma262/#sec-rejectpromise)
    pub fn reject_promise(&mut self, promise: Gc<Promise>, reason: Value) {
        let place = if promise.is_handled.get() { None } else { self.current_place() };
        self.settle(promise, PromiseState::Rejected, reason, place);
    }

    fn settle(
        &mut self,
        promise: Gc<Promise>,
        state: PromiseState,
        result: Value,
        place: Option<Place>,
    ) {
        let mut next = promise.first.get();
        promise.first.set(&mut self.heap, promise, Value::UNDEFINED);
        promise.last.set(&mut self.heap, promise, Value::UNDEFINED);
        promise.result.set(&mut self.heap, promise, result);
        promise.state.set(state);
        let rejected = state == PromiseState::Rejected;
        if rejected && !promise.is_handled.get() {
            self.track_rejection(promise, place);
        }
        // TriggerPromiseReactions (https://tc39.es/ecma262/#sec-triggerpromisereactions)
        while let Some(reaction) = next.as_kind::<PromiseReaction>() {
            self.enqueue_job(Job::Reaction { reaction, rejected, argument: result });
            next = reaction.next.get();
        }
    }

    /// PromiseResolve (https://tc39.es/ecma262/#sec-promise-resolve)
    pub fn promise_resolve(&mut self, constructor: Value, value: Value) -> Res {
        if let Some(promise) = value.as_kind::<Promise>() {
            let key = self.names.constructor;
            if self.get(Promise::as_object(promise), key)? == constructor {
                return Ok(value);
            }
        }
        let capability = self.new_promise_capability(constructor)?;
        self.resolve_capability(capability, value)?;
        Ok(capability.promise)
    }

    /// PromiseResolve (https://tc39.es/ecma262/#sec-promise-resolve) with %Promise%.
    pub fn intrinsic_promise_resolve(&mut self, value: Value) -> Res<Gc<Promise>> {
        let constructor = Value::cell(self.intrinsic(Intrinsic::Promise));
        if let Some(promise) = value.as_kind::<Promise>() {
            let key = self.names.constructor;
            if self.get(Promise::as_object(promise), key)? == constructor {
                return Ok(promise);
            }
        }
        let promise = self.new_promise();
        self.resolve_promise(promise, value)?;
        Ok(promise)
    }

    /// PerformPromiseThen (https://tc39.es/ecma262/#sec-performpromisethen)
    pub fn perform_promise_then(
        &mut self,
        promise: Gc<Promise>,
        on_fulfilled: Value,
        on_rejected: Value,
        capability: Option<Capability>,
    ) {
        let handler = |value: Value| if value.is_callable() { value } else { Value::UNDEFINED };
        let handlers = (handler(on_fulfilled), handler(on_rejected));
        let capability = capability.unwrap_or(Capability::NONE);
        self.add_reaction(promise, ReactionKind::Then, capability, handlers);
    }

    /// PerformPromiseThen (https://tc39.es/ecma262/#sec-performpromisethen) with what the engine itself does next: `owner` is
    /// the coroutine or the async generator.
    pub fn react_to_promise(&mut self, promise: Gc<Promise>, kind: ReactionKind, owner: Value) {
        let rejected = promise.state.get() == PromiseState::Rejected;
        if kind == ReactionKind::Await && promise.state.get() != PromiseState::Pending {
            if rejected && !promise.is_handled.replace(true) {
                self.track_handling(promise);
            }
            // SAFETY: such a reaction is asked for by a coroutine.
            let coroutine = unsafe { Coroutine::of(owner) };
            let argument = promise.result.get();
            self.enqueue_job(Job::Resume { coroutine, rejected, argument });
            return;
        }
        let capability = Capability { promise: owner, ..Capability::NONE };
        self.add_reaction(promise, kind, capability, (Value::UNDEFINED, Value::UNDEFINED));
    }

    fn add_reaction(
        &mut self,
        promise: Gc<Promise>,
        kind: ReactionKind,
        capability: Capability,
        handlers: (Value, Value),
    ) {
        let reaction = self.heap.alloc(PromiseReaction {
            header: Header::new(PromiseReaction::KIND, 0),
            promise: Slot::new(capability.promise),
            resolve: Slot::new(capability.resolve),
            reject: Slot::new(capability.reject),
            on_fulfilled: Slot::new(handlers.0),
            on_rejected: Slot::new(handlers.1),
            next: Slot::new(Value::UNDEFINED),
            kind,
        });
        match promise.state.get() {
            PromiseState::Pending => {
                let added = Value::cell(reaction);
                match promise.last.get().as_kind::<PromiseReaction>() {
                    Some(last) => last.next.set(&mut self.heap, last, added),
                    None => promise.first.set(&mut self.heap, promise, added),
                }
                promise.last.set(&mut self.heap, promise, added);
            }
            state => {
                let rejected = state == PromiseState::Rejected;
                if rejected && !promise.is_handled.get() {
                    self.track_handling(promise);
                }
                let argument = promise.result.get();
                self.enqueue_job(Job::Reaction { reaction, rejected, argument });
            }
        }
        promise.is_handled.set(true);
    }

    /// What a reaction job does (https://tc39.es/ecma262/#sec-newpromisereactionjob). Fails only with a termination, or if the
    /// functions of a foreign capability throw.
    pub(super) fn run_reaction(
        &mut self,
        reaction: Gc<PromiseReaction>,
        rejected: bool,
        argument: Value,
    ) -> Res<()> {
        let owner = reaction.promise.get();
        match reaction.kind {
            ReactionKind::Then => {}
            ReactionKind::Await => {
                // SAFETY: such a reaction was made for a coroutine.
                let coroutine = unsafe { Coroutine::of(owner) };
                return self.resume_awaiting(coroutine, rejected, argument);
            }
            ReactionKind::AsyncGeneratorReturn => {
                return self.async_generator_returned(owner, rejected, argument);
            }
        }
        let capability = Capability {
            promise: owner,
            resolve: reaction.resolve.get(),
            reject: reaction.reject.get(),
        };
        let handler =
            if rejected { reaction.on_rejected.get() } else { reaction.on_fulfilled.get() };
        let result = if !handler.is_undefined() {
            self.entered_realm = Some(self.job_realm(handler));
            self.call(handler, Value::UNDEFINED, &[argument])
        } else if rejected {
            return match capability.promise {
                Value::UNDEFINED => Ok(()),
                _ => self.reject_capability(capability, argument),
            };
        } else {
            Ok(argument)
        };
        match result {
            Err(thrown) if capability.promise.is_undefined() => self.forget_exception(thrown),
            Ok(_) if capability.promise.is_undefined() => Ok(()),
            Ok(value) => self.resolve_capability(capability, value),
            Err(thrown) => self.reject_capability_thrown(capability, thrown),
        }
    }

    /// Drops the pending exception unless it is a termination.
    fn forget_exception(&mut self, _: Thrown) -> Res<()> {
        self.catch().map(|_| ())
    }

    /// What the job of a thenable does (https://tc39.es/ecma262/#sec-newpromiseresolvethenablejob).
    pub(super) fn resolve_thenable(
        &mut self,
        promise: Gc<Promise>,
        thenable: Value,
        then: Value,
    ) -> Res<()> {
        let (resolve, reject) = self.create_resolving_functions(promise)?;
        match self.call(then, thenable, &[resolve, reject]) {
            Ok(_) => Ok(()),
            Err(_) => {
                let reason = self.catch()?;
                self.call(reject, Value::UNDEFINED, &[reason]).map(|_| ())
            }
        }
    }
}

/// The closure of NewPromiseCapability (https://tc39.es/ecma262/#sec-newpromisecapability), step 4
fn capability_executor(vm: &mut Vm, arguments: Arguments) -> Res {
    // SAFETY: the closure was made with a `Values` cell of two.
    let functions = unsafe { Gc::<Values>::from_addr(closure_data(arguments).address()) };
    for index in 0..2 {
        if !Values::get(functions, index).is_undefined() {
            return Err(vm.throw_type_error(
                "Promise executor has already been invoked with non-undefined arguments",
            ));
        }
    }
    for index in 0..2 {
        vm.values_set(functions, index, arguments.get(index));
    }
    Ok(Value::UNDEFINED)
}

/// What the closure that runs was made with.
fn closure_data(arguments: Arguments) -> Value {
    arguments.callee().as_native_function().map_or(Value::UNDEFINED, |f| f.data.get())
}

/// The promise of a resolving function, the first time that one of the pair is called.
fn take_promise(vm: &mut Vm, arguments: Arguments) -> Option<Gc<Promise>> {
    // SAFETY: the closure was made with a `Values` cell of one.
    let shared = unsafe { Gc::<Values>::from_addr(closure_data(arguments).address()) };
    let promise = Values::get(shared, 0).as_kind::<Promise>();
    vm.values_set(shared, 0, Value::UNDEFINED);
    promise
}

/// Promise resolve functions (https://tc39.es/ecma262/#sec-promise-resolve-functions)
fn resolve_function(vm: &mut Vm, arguments: Arguments) -> Res {
    if let Some(promise) = take_promise(vm, arguments) {
        vm.resolve_promise(promise, arguments.get(0))?;
    }
    Ok(Value::UNDEFINED)
}

/// Promise reject functions (https://tc39.es/ecma262/#sec-promise-reject-functions)
fn reject_function(vm: &mut Vm, arguments: Arguments) -> Res {
    if let Some(promise) = take_promise(vm, arguments) {
        vm.reject_promise(promise, arguments.get(0));
    }
    Ok(Value::UNDEFINED)
}
