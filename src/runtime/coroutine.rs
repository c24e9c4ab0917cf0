//! Suspended frames: what generators, async functions and async generators are resumed from.
//!
//! A function that can be suspended has a `Coroutine` in one of its registers. To suspend it, an opcode copies the frame's
//! registers there, with the index of the next instruction, and returns to whoever resumed the function. To resume it, the
//! frame is built again at the top of the stack and entered at that index, in whichever tier the function runs.
//!
//! Invariant: a coroutine is resumed only while it is suspended. Its words are those of the registers that the function may
//! still read; some of them may never have been written, so before each collection what is no live cell among the words of
//! frames that were suspended since the last one is replaced by `undefined`.

use super::async_generator::AsyncGenerator;
use super::function::Function;
use super::kind::Kind;
use super::promise::{Promise, ReactionKind};
use super::realm::Realm;
use super::vm::Vm;
use super::vm::frame::{ARGUMENT_COUNT, CALLER, Frame, HEADER_WORDS, SAVED_INDEX, SUSPENDED};
use crate::value::{Res, Thrown, Value};
use jsrun_gc::{Cell, ConservativeScan, Gc, Header, Layout, Marker, Slot, is_cell_word};
use std::cell::Cell as StdCell;

/// What a coroutine belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum CoroutineKind {
    /// A generator.
    Generator,
    /// A call of an async function, or the body of an async module.
    Async,
    /// An async generator.
    AsyncGenerator,
}

/// [[GeneratorState]], [[AsyncGeneratorState]]. A generator can be resumed in the first two.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[repr(u8)]
pub enum CoroutineState {
    /// Before the body.
    SuspendedStart,
    /// At a `yield`.
    SuspendedYield,
    /// At an `await`: for generators this is still "executing".
    SuspendedAwait,
    /// It runs.
    Executing,
    /// An async generator that has ended and still has requests to answer.
    DrainingQueue,
    /// It has ended.
    Completed,
}

/// How a suspended function goes on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u32)]
pub enum ResumeMode {
    /// With a value.
    Next = 0,
    /// By throwing it.
    Throw = 1,
    /// By returning it.
    Return = 2,
}

/// What a function that is being resumed is to find: read by the first opcodes behind the suspension, before anything else
/// can be resumed. And what a generator has returned, for one that delegates to it: read as soon as it has.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Resumption {
    /// The value that was sent, or returned.
    pub value: Value,
    /// The coroutine.
    pub coroutine: Value,
    /// How it goes on.
    pub mode: ResumeMode,
}

impl Default for Resumption {
    fn default() -> Resumption {
        Resumption { value: Value::UNDEFINED, coroutine: Value::UNDEFINED, mode: ResumeMode::Next }
    }
}

/// What is saved of a frame.
#[derive(Clone, Copy)]
pub struct SavePoint {
    /// How many registers.
    pub live: u32,
    /// The bytecode index where it goes on.
    pub index: u32,
}

/// A frame that can be suspended.
#[repr(C)]
pub struct Coroutine {
    /// Kind `Coroutine`, `aux` = how many words there is room for.
    pub header: Header,
    /// The generator object, or the promise of an async function.
    pub owner: Slot<Value>,
    /// The function.
    pub callee: Slot<Value>,
    /// Its `new.target`.
    pub new_target: Slot<Value>,
    /// Where machine code goes on that has suspended it; 0: it was suspended elsewhere.
    pub entry: StdCell<usize>,
    /// The bytecode index where it goes on.
    pub index: StdCell<u32>,
    /// How many of the words hold registers; 0 while the function runs.
    pub live: StdCell<u32>,
    /// What it is part of.
    pub kind: CoroutineKind,
    /// Where it is.
    pub state: StdCell<CoroutineState>,
    /// A generator is being asked for values, not for result objects.
    pub raw: StdCell<bool>,
    /// It has been suspended since the last collection.
    pub dirty: StdCell<bool>,
}

// SAFETY: `repr(C)` with the header first; `trace` visits the three fields and the words that hold registers, which
// `clean_coroutines` has made values.
unsafe impl Cell for Coroutine {
    const KIND: u8 = Kind::Coroutine as u8;
    const LAYOUT: Layout = Layout::Custom(trace);
}

unsafe fn trace(cell: usize, marker: &mut Marker) {
    // SAFETY: the collector passes a live `Coroutine`.
    unsafe {
        let coroutine = &*std::ptr::with_exposed_provenance::<Coroutine>(cell);
        marker.visit(coroutine.owner.get());
        marker.visit(coroutine.callee.get());
        marker.visit(coroutine.new_target.get());
        let words = std::ptr::with_exposed_provenance::<u64>(cell + COROUTINE_WORDS);
        marker.visit_words(words, words.add(coroutine.live.get() as usize));
    }
}

/// Where the registers begin, in bytes.
pub const COROUTINE_WORDS: usize = size_of::<Coroutine>();

impl Coroutine {
    /// The coroutine that a register of the running function holds.
    ///
    /// # Safety
    /// The value is one.
    pub unsafe fn of(value: Value) -> Gc<Coroutine> {
        // SAFETY: promised by the caller.
        unsafe { Gc::from_addr(value.address()) }
    }

    /// Where its registers are kept.
    pub fn words(coroutine: Gc<Coroutine>) -> *mut Value {
        std::ptr::with_exposed_provenance_mut(coroutine.addr() + COROUTINE_WORDS)
    }

    /// Is it in the middle of something?
    pub fn is_running(&self) -> bool {
        matches!(self.state.get(), CoroutineState::Executing | CoroutineState::SuspendedAwait)
    }

    /// Is it a generator that can be resumed?
    pub fn is_suspended(&self) -> bool {
        self.state.get() <= CoroutineState::SuspendedYield
    }

    /// The realm of its function.
    pub fn realm(&self) -> Option<Gc<Realm>> {
        self.callee.get().as_kind::<Function>().map(|function| function.code.get().realm)
    }

    /// What is wanted of a generator: the values that it yields, and `DONE`, or result objects.
    pub fn set_raw(&self, raw: bool) {
        self.raw.set(raw);
    }

    /// The bytecode index of the last word of the instruction that suspended it.
    pub fn suspended_at(&self) -> u32 {
        self.index.get().saturating_sub(1)
    }

    /// The coroutine that awaits the outcome of this one, if it does so directly.
    pub fn awaiting(&self) -> Option<Gc<Coroutine>> {
        match self.owner.get().as_kind::<AsyncGenerator>() {
            Some(generator) => generator.requested()?.awaiting(),
            None => self.owner.get().as_kind::<Promise>()?.awaiting(),
        }
    }

    /// The function.
    pub fn callee(&self) -> Value {
        self.callee.get()
    }
}

impl Vm {
    /// A coroutine for the running frame, which executes.
    pub fn new_coroutine(&mut self, kind: CoroutineKind, owner: Value) -> Res<Gc<Coroutine>> {
        let frame = self.frame;
        // SAFETY: the topmost frame is live and runs bytecode.
        let (callee, new_target, bytes) =
            unsafe { (frame.callee(), frame.new_target(), frame.code_unchecked().frame_bytes) };
        let header = Header::new(Coroutine::KIND, (bytes / size_of::<Value>()) as u32);
        // SAFETY: all fields are written at once; no word is traced while none is live. `Coroutine` has no finalizer.
        unsafe {
            let cell = self.alloc_large(header, COROUTINE_WORDS + bytes, false)?;
            let address = cell.as_ptr().expose_provenance();
            let new = Coroutine {
                header: std::ptr::read(cell.as_ptr().cast::<Header>()),
                owner: Slot::new(owner),
                callee: Slot::new(callee),
                new_target: Slot::new(new_target),
                entry: StdCell::new(0),
                index: StdCell::new(0),
                live: StdCell::new(0),
                kind,
                state: StdCell::new(CoroutineState::Executing),
                raw: StdCell::new(false),
                dirty: StdCell::new(false),
            };
            cell.as_ptr().cast::<Coroutine>().write(new);
            Ok(Gc::from_addr(address))
        }
    }

    /// Saves the topmost frame.
    pub(super) fn suspend_frame(
        &mut self,
        coroutine: Gc<Coroutine>,
        state: CoroutineState,
        SavePoint { live, index }: SavePoint,
    ) {
        debug_assert!(live <= coroutine.header.aux());
        let frame = self.frame;
        self.heap.barrier(coroutine.addr());
        // SAFETY: the frame is live and has as many registers, for which there is room.
        unsafe {
            std::ptr::copy_nonoverlapping(frame.0, Coroutine::words(coroutine), live as usize);
        }
        coroutine.entry.set(0);
        coroutine.index.set(index);
        coroutine.live.set(live);
        coroutine.state.set(state);
        if !coroutine.dirty.replace(true) {
            self.suspended.push(coroutine.addr());
        }
    }

    /// Goes on with a suspended frame until it is suspended again or ends. The result is what it returns then.
    pub(super) fn resume(
        &mut self,
        coroutine: Gc<Coroutine>,
        mode: ResumeMode,
        value: Value,
    ) -> Res {
        let frame = self.rebuild_frame(coroutine, mode, value)?;
        self.run_resumption(coroutine, frame)
    }

    /// Goes on in the frame that has been built of a coroutine.
    pub(super) fn run_resumption(&mut self, coroutine: Gc<Coroutine>, frame: Frame) -> Res {
        let caller = self.frame;
        // SAFETY: the frame is complete, and goes on where it was suspended.
        let result = unsafe { (self.resume_function)(self, frame) };
        self.frame = caller;
        if result.is_err() && coroutine.state.get() == CoroutineState::Executing {
            // A termination: no handler of the function has seen it.
            coroutine.state.set(CoroutineState::Completed);
        }
        result
    }

    /// Prepares going on with a suspended frame as the last step of what the topmost frame does: see [`Vm::prepare_call`].
    pub(super) fn prepare_resumption(
        &mut self,
        coroutine: Gc<Coroutine>,
        mode: ResumeMode,
        value: Value,
    ) -> Res {
        self.prepared = self.rebuild_frame(coroutine, mode, value)?;
        self.prepared_entry = match coroutine.entry.get() {
            0 => self.resume_entry,
            entry => entry,
        };
        Ok(Value::PREPARED)
    }

    /// The same for a built-in function, whose own frame is replaced.
    pub(super) fn tail_resumption(
        &mut self,
        coroutine: Gc<Coroutine>,
        mode: ResumeMode,
        value: Value,
    ) -> Res {
        let result = self.prepare_resumption(coroutine, mode, value)?;
        // SAFETY: both frames are live, and the builtin's is the topmost.
        unsafe { *self.prepared.word(CALLER) = *self.frame.word(CALLER) };
        Ok(result)
    }

    /// Builds a suspended frame again above the topmost one, and notes what it is resumed with.
    fn rebuild_frame(
        &mut self,
        coroutine: Gc<Coroutine>,
        mode: ResumeMode,
        value: Value,
    ) -> Res<Frame> {
        let callee = coroutine.callee.get();
        // SAFETY: the callee was that of a frame that runs bytecode.
        let code = unsafe { Gc::<Function>::from_addr(callee.address()).code.get() };
        let start = self.stack_top() + size_of::<Value>() * HEADER_WORDS;
        self.check_stacks(start + code.frame_bytes)?;
        let frame = Frame(std::ptr::with_exposed_provenance_mut(start));
        let live = coroutine.live.get() as usize;
        // SAFETY: all words from the top of the stack to the frame's end are free, and there is room for them. The header's
        // count of arguments says that none is surplus: nothing behind a suspension asks for them.
        unsafe {
            std::ptr::copy_nonoverlapping(Coroutine::words(coroutine), frame.0, live);
            self.write_resumed_header(frame, callee, coroutine.new_target.get());
            *frame.word(SAVED_INDEX) = coroutine.index.get() as u64;
        }
        coroutine.live.set(0);
        coroutine.state.set(CoroutineState::Executing);
        self.resumption = Resumption { value, coroutine: Value::cell(coroutine), mode };
        Ok(frame)
    }

    /// Replaces what is no live cell among the words of frames that were suspended since the last collection.
    ///
    /// # Safety
    /// To be called at the beginning of a collection, with the coroutines that are noted in the VM.
    pub(super) unsafe fn clean_coroutines(noted: &mut Vec<usize>, scan: &ConservativeScan<'_>) {
        for address in noted.drain(..) {
            // SAFETY: no collection has come between, so that the cell is still there, dead or alive.
            unsafe {
                let coroutine = Gc::<Coroutine>::from_addr(address);
                coroutine.dirty.set(false);
                for i in 0..coroutine.live.get() as usize {
                    let word = Coroutine::words(coroutine).add(i).cast::<u64>();
                    if is_cell_word(*word) && !scan.is_cell(*word as usize) {
                        *word = Value::UNDEFINED.bits();
                    }
                }
            }
        }
    }

    // What the opcodes of suspended functions do

    /// Makes the generator or async generator of the running function, which is suspended before its body.
    ///
    /// EvaluateGeneratorBody (https://tc39.es/ecma262/#sec-runtime-semantics-evaluategeneratorbody)
    pub fn start_generator(&mut self, at: SavePoint) -> Res {
        // SAFETY: the topmost frame is live and runs bytecode.
        let (callee, is_async) = unsafe {
            let code = self.frame.code_unchecked();
            (self.frame.callee(), code.has(super::code::flags::ASYNC))
        };
        let kind = if is_async { CoroutineKind::AsyncGenerator } else { CoroutineKind::Generator };
        let shape = self.generator_shape(callee, is_async)?;
        let coroutine = self.new_coroutine(kind, Value::UNDEFINED)?;
        let object = if is_async {
            Value::cell(self.new_async_generator(shape, coroutine))
        } else {
            Value::cell(self.new_generator(shape, coroutine))
        };
        coroutine.owner.set(&mut self.heap, coroutine, object);
        self.suspend_frame(coroutine, CoroutineState::SuspendedStart, at);
        Ok(object)
    }

    /// Makes the coroutine of the async function that begins to run.
    ///
    /// EvaluateAsyncFunctionBody (https://tc39.es/ecma262/#sec-runtime-semantics-evaluateasyncfunctionbody)
    pub fn start_async(&mut self) -> Res {
        let promise = self.new_promise();
        let coroutine = self.new_coroutine(CoroutineKind::Async, Value::cell(promise))?;
        self.note_module_body(coroutine);
        Ok(Value::cell(coroutine))
    }

    /// `yield`: what the frame returns. `is_result`: the value is the result object of an iterator that is delegated to; whoever
    /// asks for values is given what that holds, as if it had looked itself: an exception is its own.
    ///
    /// GeneratorYield (https://tc39.es/ecma262/#sec-generatoryield),
    /// AsyncGeneratorYield (https://tc39.es/ecma262/#sec-asyncgeneratoryield)
    pub fn yield_value(
        &mut self,
        coroutine: Gc<Coroutine>,
        value: Value,
        at: SavePoint,
        is_result: bool,
    ) -> Res {
        if coroutine.kind == CoroutineKind::AsyncGenerator {
            self.suspend_frame(coroutine, CoroutineState::SuspendedYield, at);
            self.async_generator_answer(coroutine, Ok(value), false)?;
            return Ok(Value::UNDEFINED);
        }
        let raw = coroutine.raw.get();
        let result = if raw || is_result { value } else { self.iterator_result(value, false) };
        self.suspend_frame(coroutine, CoroutineState::SuspendedYield, at);
        if !(raw && is_result) {
            return Ok(result);
        }
        let value = self.iterator_result_value(result);
        if value.is_err() {
            // SAFETY: the frame is live; its function is suspended.
            unsafe { *self.frame.word(ARGUMENT_COUNT) |= SUSPENDED as u64 };
        }
        value
    }

    /// `await`: what the frame returns.
    ///
    /// Await (https://tc39.es/ecma262/#await)
    pub fn await_value(&mut self, coroutine: Gc<Coroutine>, value: Value, at: SavePoint) -> Res {
        if value.is_object() {
            let promise = self.intrinsic_promise_resolve(value)?;
            self.suspend_frame(coroutine, CoroutineState::SuspendedAwait, at);
            self.react_to_promise(promise, ReactionKind::Await, Value::cell(coroutine));
        } else {
            // A promise that is fulfilled at once would enqueue this job.
            self.suspend_frame(coroutine, CoroutineState::SuspendedAwait, at);
            self.enqueue_job(super::jobs::Job::Resume {
                coroutine,
                rejected: false,
                argument: value,
            });
        }
        Ok(match coroutine.kind {
            CoroutineKind::Async => coroutine.owner.get(),
            _ => Value::UNDEFINED,
        })
    }

    /// The function has ended with a value: what the frame returns.
    pub fn complete_coroutine(&mut self, coroutine: Gc<Coroutine>, value: Value) -> Res {
        match coroutine.kind {
            CoroutineKind::Generator => {
                coroutine.state.set(CoroutineState::Completed);
                if coroutine.raw.get() {
                    // For a generator that delegates to this one.
                    self.resumption.value = value;
                    return Ok(Value::DONE);
                }
                Ok(self.iterator_result(value, true))
            }
            CoroutineKind::Async => {
                coroutine.state.set(CoroutineState::Completed);
                let promise = coroutine.owner.get();
                if let Some(promise) = promise.as_kind::<Promise>() {
                    self.resolve_promise(promise, value)?;
                }
                Ok(promise)
            }
            CoroutineKind::AsyncGenerator => {
                self.async_generator_ended(coroutine, Ok(value))?;
                Ok(Value::UNDEFINED)
            }
        }
    }

    /// The function has ended with an exception: what the frame returns, or throws.
    pub fn fail_coroutine(&mut self, coroutine: Gc<Coroutine>, exception: Value) -> Res {
        match coroutine.kind {
            CoroutineKind::Generator => {
                coroutine.state.set(CoroutineState::Completed);
                Err(self.rethrow(exception))
            }
            CoroutineKind::Async => {
                coroutine.state.set(CoroutineState::Completed);
                let promise = coroutine.owner.get();
                if let Some(promise) = promise.as_kind::<Promise>() {
                    let thrown = self.rethrow(exception);
                    self.reject_promise_thrown(promise, thrown)?;
                }
                Ok(promise)
            }
            CoroutineKind::AsyncGenerator => {
                self.async_generator_ended(coroutine, Err(exception))?;
                Ok(Value::UNDEFINED)
            }
        }
    }

    /// Throws what the function has been resumed with.
    pub fn throw_resumed(&mut self) -> Thrown {
        let value = self.resumption.value;
        self.rethrow(value)
    }

    /// What was awaited is there. Fails only with a termination, or where no stack is left.
    pub(super) fn resume_awaiting(
        &mut self,
        coroutine: Gc<Coroutine>,
        rejected: bool,
        argument: Value,
    ) -> Res<()> {
        let mode = if rejected { ResumeMode::Throw } else { ResumeMode::Next };
        self.resumed_by_job = Some(coroutine);
        let mut result = self.resume(coroutine, mode, argument).map(|_| ());
        if result.is_ok() && coroutine.kind == CoroutineKind::AsyncGenerator {
            result = self.async_generator_continue(coroutine);
        }
        self.resumed_by_job = None;
        result
    }
}
