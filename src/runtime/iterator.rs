//! Iterations: iterator records, stepping, closing (https://tc39.es/ecma262/#sec-iterator-records).
//!
//! An array whose iteration nobody has changed is stepped by index, without calls and result objects; a generator is resumed
//! without result objects.
//!
//! Invariant: a record in array mode iterates a true array that had no own `Symbol.iterator` and whose realm's
//! `Array.prototype[Symbol.iterator]` and `%ArrayIteratorPrototype%.next` were the original ones when it began: after
//! that moment the specification does not look at them again.

use super::generator::Generator;
use super::intrinsics::Intrinsic;
use super::kind::Kind;
use super::object::{Array, Elements, Object};
use super::property_key::PropertyKey;
use super::vm::Vm;
use crate::value::{Res, Thrown, Value};
use jsrun_gc::{Cell, Gc, Header, Layout, RootVec, Slot, layout_mask};
use std::cell::Cell as StdCell;

/// The next index of a record that is not in array mode.
const NOT_ARRAY: u32 = u32::MAX;
/// The next index of a record of a generator whose `next` is the original one: it is resumed without result objects. An
/// array's index never comes here.
pub const GENERATOR: u32 = u32::MAX - 1;
/// Where a record has its index, in bytes.
pub const RECORD_INDEX: usize = std::mem::offset_of!(IteratorRecord, index);
/// Where it says whether it is done.
pub const RECORD_DONE: usize = std::mem::offset_of!(IteratorRecord, done);

/// An iteration in progress.
#[repr(C)]
pub struct IteratorRecord {
    /// Kind `IteratorRecord`.
    pub header: Header,
    /// [[Iterator]], or the array in array mode.
    pub iterator: Slot<Value>,
    /// [[NextMethod]]; `undefined` in array mode.
    pub next: Slot<Value>,
    /// The next index in array mode, else `NOT_ARRAY` or [`GENERATOR`].
    pub index: StdCell<u32>,
    /// [[Done]]
    done: StdCell<bool>,
}

// SAFETY: `repr(C)` with the header first; the mask names both references.
unsafe impl Cell for IteratorRecord {
    const KIND: u8 = Kind::IteratorRecord as u8;
    const LAYOUT: Layout = layout_mask!(IteratorRecord: iterator, next);
}

impl IteratorRecord {
    /// [[Done]]
    pub fn is_done(&self) -> bool {
        self.done.get()
    }

    /// The generator of a record in generator mode.
    pub fn generator(&self) -> Option<Gc<Generator>> {
        if self.is_generator() { self.iterator.get().as_kind() } else { None }
    }

    /// Is it in generator mode?
    pub fn is_generator(&self) -> bool {
        self.index.get() == GENERATOR
    }

    /// Marks the iteration as over, as when its `next` has thrown.
    pub fn set_done(&self) {
        self.done.set(true);
    }
}

impl Vm {
    /// Does the array iterate in the original way?
    fn iterates_plainly(&mut self, object: Gc<Object>) -> bool {
        if Array::of(object).is_none() {
            return false;
        }
        let realm = self.realm();
        if !realm.has_intrinsic(Intrinsic::ArrayPrototypeValues)
            || !realm.has_intrinsic(Intrinsic::ArrayIteratorNext)
        {
            return false;
        }
        let prototype = realm.intrinsic(Intrinsic::ArrayPrototype);
        let (iterator, next) = (self.symbols.iterator, self.names.next);
        self.prototype(object) == Some(prototype)
            && (self.shape_of(object) == realm.shapes.array.get()
                || self.shape_of(object).lookup(iterator).is_none())
            && self.has_data(prototype, iterator, realm.intrinsic(Intrinsic::ArrayPrototypeValues))
            && self.has_data(
                realm.intrinsic(Intrinsic::ArrayIteratorPrototype),
                next,
                realm.intrinsic(Intrinsic::ArrayIteratorNext),
            )
    }

    /// The record of a generator whose iteration nobody has changed: the one that the original methods would give.
    pub fn plain_generator_record(&mut self, value: Value) -> Option<Gc<IteratorRecord>> {
        let generator = value.as_kind::<Generator>().and_then(|_| value.as_object())?;
        let realm = self.realm();
        let methods = realm.intrinsic(Intrinsic::GeneratorPrototype);
        let iterators = realm.intrinsic(Intrinsic::IteratorPrototype);
        let own = self.prototype(generator)?;
        let (iterator, next) = (self.symbols.iterator, self.names.next);
        let has_neither = |vm: &Vm, object: Gc<Object>| {
            let shape = vm.shape_of(object);
            shape.slot_count() == 0
                || shape.lookup(iterator).is_none() && shape.lookup(next).is_none()
        };
        let original = realm.intrinsic(Intrinsic::GeneratorNext);
        let is_plain = own.kind() == Kind::Object as u8
            && has_neither(self, generator)
            && has_neither(self, own)
            && self.prototype(own) == Some(methods)
            && self.prototype(methods) == Some(iterators)
            && self.has_data(methods, next, original)
            && self.shape_of(methods).lookup(iterator).is_none()
            && self.has_data(iterators, iterator, realm.intrinsic(Intrinsic::IteratorItself));
        is_plain.then(|| self.new_record(value, Value::cell(original), GENERATOR))
    }

    fn has_data(&self, object: Gc<Object>, key: PropertyKey, value: Gc<Object>) -> bool {
        let found = self.shape_of(object).lookup(key);
        found.is_some_and(|p| {
            !p.attributes.is_accessor() && self.slot(object, p.slot) == Value::cell(value)
        })
    }

    fn new_record(&mut self, iterator: Value, next: Value, index: u32) -> Gc<IteratorRecord> {
        // To step an iterator is to change it; an array in array mode is but read.
        if self.is_previewing() && index >= GENERATOR && !self.is_new(iterator) {
            let Thrown = self.refuse_preview();
        }
        self.heap.alloc(IteratorRecord {
            header: Header::new(IteratorRecord::KIND, 0),
            iterator: Slot::new(iterator),
            next: Slot::new(next),
            index: StdCell::new(index),
            done: StdCell::new(false),
        })
    }

    /// GetIterator (https://tc39.es/ecma262/#sec-getiterator), synchronous.
    pub fn get_iterator(&mut self, value: Value) -> Res<Gc<IteratorRecord>> {
        match self.try_get_iterator(value)? {
            Some(record) => Ok(record),
            None => Err(self.throw_not_iterable(value)),
        }
    }

    /// GetIterator (https://tc39.es/ecma262/#sec-getiterator), `None` for what is not iterable.
    pub fn try_get_iterator(&mut self, value: Value) -> Res<Option<Gc<IteratorRecord>>> {
        if let Some(object) = value.as_object()
            && self.iterates_plainly(object)
        {
            return Ok(Some(self.new_record(value, Value::UNDEFINED, 0)));
        }
        if let Some(record) = self.plain_generator_record(value) {
            return Ok(Some(record));
        }
        if value.is_nullish() {
            return Ok(None);
        }
        let method = self.get_v(value, self.symbols.iterator)?;
        if !self.is_callable(method) {
            return Ok(None);
        }
        self.get_iterator_from_method(value, method).map(Some)
    }

    /// The TypeError for iterating what is not iterable.
    #[cold]
    pub fn throw_not_iterable(&mut self, value: Value) -> Thrown {
        let what = self.call_site_display(value);
        self.throw_type_error(format!(
            "{what} is not iterable (cannot read property Symbol(Symbol.iterator))"
        ))
    }

    /// GetIteratorFromMethod (https://tc39.es/ecma262/#sec-getiteratorfrommethod)
    pub fn get_iterator_from_method(
        &mut self,
        value: Value,
        method: Value,
    ) -> Res<Gc<IteratorRecord>> {
        let iterator = self.call(method, value, &[])?;
        if !iterator.is_object() {
            return Err(
                self.throw_type_error("Result of the Symbol.iterator method is not an object")
            );
        }
        self.get_iterator_direct(iterator)
    }

    /// GetIteratorDirect (https://tc39.es/ecma262/#sec-getiteratordirect)
    pub fn get_iterator_direct(&mut self, iterator: Value) -> Res<Gc<IteratorRecord>> {
        let next = self.get_v(iterator, self.names.next)?;
        let is_generator = iterator.as_kind::<Generator>().is_some()
            && next == Value::cell(self.intrinsic(Intrinsic::GeneratorNext));
        Ok(self.new_record(iterator, next, if is_generator { GENERATOR } else { NOT_ARRAY }))
    }

    /// IteratorStepValue (https://tc39.es/ecma262/#sec-iteratorstepvalue): the next value, `DONE` at the end. The record is
    /// done after the end and after an exception.
    pub fn iterator_next(&mut self, record: Gc<IteratorRecord>) -> Res {
        if record.done.get() {
            return Ok(Value::DONE);
        }
        let index = record.index.get();
        if index < GENERATOR {
            return self.array_step(record, index);
        }
        let result = self.iterator_step_value(record);
        if !matches!(result, Ok(v) if v != Value::DONE) {
            record.done.set(true);
        }
        result
    }

    fn array_step(&mut self, record: Gc<IteratorRecord>, index: u32) -> Res {
        // SAFETY: a record in array mode has an array.
        let array = unsafe { Gc::<Array>::from_addr(record.iterator.get().address()) };
        if index >= array.length.get().min(GENERATOR - 1) {
            record.done.set(true);
            return Ok(Value::DONE);
        }
        record.index.set(index + 1);
        if let super::elements::ElementsView::Dense(elements) = array.object.elements_view() {
            let value = Elements::get(elements, index);
            if value != Value::HOLE {
                return Ok(value);
            }
        }
        let value = self.get(Array::as_object(array), PropertyKey::from_index(index));
        if value.is_err() {
            record.done.set(true);
        }
        value
    }

    fn iterator_step_value(&mut self, record: Gc<IteratorRecord>) -> Res {
        if let Some(generator) = record.generator() {
            return self.generator_step(generator);
        }
        let result = self.call(record.next.get(), record.iterator.get(), &[])?;
        self.iterator_result_value(result)
    }

    /// What a result object holds, `DONE` if it says so: the rest of IteratorStepValue
    /// (https://tc39.es/ecma262/#sec-iteratorstepvalue).
    pub fn iterator_result_value(&mut self, result: Value) -> Res {
        if let Some(object) = self.plain_result(result) {
            let is_done = self.slot(object, 1);
            return Ok(match self.to_boolean(is_done) {
                true => Value::DONE,
                false => self.slot(object, 0),
            });
        }
        if self.iterator_complete(result)? {
            return Ok(Value::DONE);
        }
        self.get_v(result, self.names.value)
    }

    /// IteratorComplete (https://tc39.es/ecma262/#sec-iteratorcomplete), with a TypeError for what is no object.
    pub fn iterator_complete(&mut self, result: Value) -> Res<bool> {
        if let Some(object) = self.plain_result(result) {
            let is_done = self.slot(object, 1);
            return Ok(self.to_boolean(is_done));
        }
        let Some(object) = result.as_object() else {
            let what = self.value_display(result);
            return Err(self.throw_type_error(format!("Iterator result {what} is not an object")));
        };
        let done = self.get(object, self.names.done)?;
        Ok(self.to_boolean(done))
    }

    /// IteratorStep (https://tc39.es/ecma262/#sec-iteratorstep) without looking at the value: was there one?
    pub fn iterator_skip(&mut self, record: Gc<IteratorRecord>) -> Res<bool> {
        if record.done.get() {
            return Ok(false);
        }
        if record.index.get() != NOT_ARRAY {
            return Ok(self.iterator_next(record)? != Value::DONE);
        }
        let done = self
            .call(record.next.get(), record.iterator.get(), &[])
            .and_then(|result| self.iterator_complete(result));
        if !matches!(done, Ok(false)) {
            record.done.set(true);
        }
        Ok(!done?)
    }

    /// IteratorClose (https://tc39.es/ecma262/#sec-iteratorclose) after a normal completion.
    pub fn iterator_close(&mut self, record: Gc<IteratorRecord>) -> Res<()> {
        if record.done.get() || record.index.get() < GENERATOR {
            record.done.set(true);
            return Ok(());
        }
        record.done.set(true);
        let iterator = record.iterator.get();
        if let Some(method) = self.get_method(iterator, self.names.return_)? {
            let result = self.call(method, iterator, &[])?;
            if !result.is_object() {
                let what = self.value_display(result);
                return Err(self.throw_type_error(format!("{what} is not an object")));
            }
        }
        Ok(())
    }

    /// IteratorClose (https://tc39.es/ecma262/#sec-iteratorclose) after an exception, which stays pending whatever the
    /// iterator does. A termination closes nothing.
    pub fn iterator_close_thrown(&mut self, record: Gc<IteratorRecord>, thrown: Thrown) -> Thrown {
        let exception = self.exception;
        if exception == Vm::TERMINATION {
            return thrown;
        }
        match self.iterator_close(record) {
            // A termination that came meanwhile is stronger than the exception.
            Err(inner) if self.exception == Vm::TERMINATION => inner,
            _ => {
                self.exception = exception;
                thrown
            }
        }
    }

    /// IteratorToList (https://tc39.es/ecma262/#sec-iteratortolist) of a new iteration.
    pub fn iterate_to_list(&mut self, value: Value) -> Res<RootVec<Value>> {
        let record = self.get_iterator(value)?;
        let mut list = self.heap.root_vec();
        loop {
            let value = self.iterator_next(record)?;
            if value == Value::DONE {
                return Ok(list);
            }
            list.push(value);
        }
    }

    /// Appends what an iteration yields to an array: a spread element.
    pub fn append_iteration(&mut self, array: Gc<Object>, record: Gc<IteratorRecord>) -> Res<()> {
        loop {
            let value = self.iterator_next(record)?;
            if value == Value::DONE {
                return Ok(());
            }
            self.array_push(array, value)?;
        }
    }

    /// CreateIteratorResultObject (https://tc39.es/ecma262/#sec-createiterresultobject)
    pub fn iterator_result(&mut self, value: Value, done: bool) -> Value {
        let object = self.new_iterator_result();
        self.set_slot(object, 0, value);
        self.set_slot(object, 1, Value::bool(done));
        Value::cell(object)
    }
}
