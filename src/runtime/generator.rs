//! Generators (https://tc39.es/ecma262/#sec-generator-objects).
//!
//! Invariant: a generator's state is that of its coroutine; what ends it (its body, an exception, `return`) sets that first.

use super::coroutine::{Coroutine, CoroutineState, ResumeMode};
use super::function::Function;
use super::intrinsics::Intrinsic;
use super::iterator::IteratorRecord;
use super::kind::Kind;
use super::object::{Object, trace_object};
use super::shape::{Shape, ShapeClass};
use super::vm::Vm;
use crate::value::{Res, Value};
use jsrun_gc::{Cell, Gc, Layout, Marker, Slot};

/// A generator.
#[repr(C)]
pub struct Generator {
    /// The common part.
    pub object: Object,
    /// Its body, suspended.
    pub coroutine: Slot<Gc<Coroutine>>,
}

// SAFETY: `repr(C)` and begins with `Object`; `trace` visits its references and the coroutine.
unsafe impl Cell for Generator {
    const KIND: u8 = Kind::Generator as u8;
    const LAYOUT: Layout = Layout::Custom(trace);
}

unsafe fn trace(cell: usize, marker: &mut Marker) {
    // SAFETY: the collector passes a live `Generator`.
    unsafe {
        trace_object(cell, marker);
        marker.visit((*std::ptr::with_exposed_provenance::<Generator>(cell)).coroutine.get());
    }
}

impl Vm {
    /// A generator with a coroutine.
    pub(super) fn new_generator(
        &mut self,
        shape: Gc<Shape>,
        coroutine: Gc<Coroutine>,
    ) -> Gc<Generator> {
        let coroutine = Slot::new(coroutine);
        self.alloc_object(Kind::Generator, shape, 0, |object| Generator { object, coroutine })
    }

    /// The shape of the generators of a function; the function remembers it for as long as its `prototype` stays.
    pub(super) fn generator_shape(&mut self, callee: Value, is_async: bool) -> Res<Gc<Shape>> {
        let default = if is_async {
            Intrinsic::AsyncGeneratorPrototype
        } else {
            Intrinsic::GeneratorPrototype
        };
        let prototype = self.get_prototype_from_constructor(callee, default)?;
        let Some(function) = callee.as_kind::<Function>() else {
            return Ok(self.root_shape(Some(prototype), 0, ShapeClass::Ordinary));
        };
        let known = function.construct_shape.get();
        if known != 0 {
            // SAFETY: the function's trace keeps its `construct_shape` alive.
            let shape: Gc<Shape> = unsafe { self.heap.decompress(known) };
            if shape.prototype() == Some(prototype) {
                return Ok(shape);
            }
        }
        let shape = self.root_shape(Some(prototype), 0, ShapeClass::Ordinary);
        self.heap.barrier(function.addr());
        function.construct_shape.set(self.heap.compress(shape));
        Ok(shape)
    }

    /// GeneratorResume (https://tc39.es/ecma262/#sec-generatorresume) and
    /// GeneratorResumeAbrupt (https://tc39.es/ecma262/#sec-generatorresumeabrupt), as the last step of a built-in function. `next`
    /// is prepared, not run: see [`Vm::prepare_call`].
    pub fn generator_resume(
        &mut self,
        generator: Gc<Generator>,
        mode: ResumeMode,
        value: Value,
    ) -> Res {
        let coroutine = generator.coroutine.get();
        let state = coroutine.state.get();
        if coroutine.is_running() {
            return Err(self.throw_type_error("Generator is already running"));
        }
        if state == CoroutineState::SuspendedStart && mode != ResumeMode::Next {
            coroutine.state.set(CoroutineState::Completed);
        }
        if coroutine.state.get() == CoroutineState::Completed {
            return match mode {
                ResumeMode::Next => Ok(self.iterator_result(Value::UNDEFINED, true)),
                ResumeMode::Return => Ok(self.iterator_result(value, true)),
                ResumeMode::Throw => Err(self.throw(value)),
            };
        }
        coroutine.set_raw(false);
        match mode {
            ResumeMode::Next => self.tail_resumption(coroutine, mode, value),
            _ => self.resume(coroutine, mode, value),
        }
    }

    /// IteratorStepValue (https://tc39.es/ecma262/#sec-iteratorstepvalue) of a generator whose `next` is the original one, which is
    /// given a value: no result object is made. The generator is prepared to run, not run; at its end [`Vm::resumption`] holds
    /// what it has returned.
    pub fn prepare_generator_step(&mut self, generator: Gc<Generator>, value: Value) -> Res {
        let coroutine = generator.coroutine.get();
        if coroutine.is_running() {
            return Err(self.throw_type_error("Generator is already running"));
        }
        if coroutine.state.get() == CoroutineState::Completed {
            self.resumption.value = Value::UNDEFINED;
            return Ok(Value::DONE);
        }
        coroutine.set_raw(true);
        self.prepare_resumption(coroutine, ResumeMode::Next, value)
    }

    /// The same, run.
    pub(super) fn generator_step(&mut self, generator: Gc<Generator>) -> Res {
        match self.prepare_generator_step(generator, Value::UNDEFINED)? {
            Value::PREPARED => self.run_resumption(generator.coroutine.get(), self.prepared),
            done => Ok(done),
        }
    }

    /// IteratorStepValue (https://tc39.es/ecma262/#sec-iteratorstepvalue) as the last step of what a frame does: a generator is
    /// prepared to run, not run. The record is not marked as done at the end or by an exception: this is for loops, which never
    /// ask for that.
    pub fn prepare_iterator_next(&mut self, record: Gc<IteratorRecord>) -> Res {
        match record.generator() {
            Some(generator) => self.prepare_generator_step(generator, Value::UNDEFINED),
            None => self.iterator_next(record),
        }
    }
}
