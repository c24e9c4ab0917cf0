//! Iterator helper objects (https://tc39.es/ecma262/#sec-iterator-helper-objects): what the lazy methods of iterators
//! return.
//!
//! The specification describes each as a generator. Here each is a state that a step function takes forward.
//!
//! Invariant: while a helper's step or closing runs, its state is `Running`; once it is `Completed`, it refers to no
//! iterator any more that could be advanced or closed through it.

use super::super::prelude::*;
use super::super::support::{define_iterator_prototype, incompatible, object_cell};
use super::zip;
use crate::runtime::iterator::IteratorRecord;
use crate::runtime::kind::Kind;
use crate::runtime::object::Values;
use jsrun_gc::Slot;
use std::cell::Cell as StdCell;

/// Which method made a helper.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Sort {
    Map,
    Filter,
    Take,
    Drop,
    FlatMap,
    Concat,
    Chunks,
    /// Are windows that are not full left out?
    Windows {
        only_full: bool,
    },
    Zip(zip::Mode),
}

/// How far a helper is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum State {
    Start,
    Yielded,
    Running,
    Completed,
}

/// An iterator helper.
#[repr(C)]
pub struct IteratorHelper {
    object: Object,
    /// The underlying iteration, a record; `undefined` for `concat` and `zip`.
    underlying: Slot<Value>,
    /// The record of the iteration within that: of `flatMap` and `concat`.
    inner: Slot<Value>,
    /// The callback.
    function: Slot<Value>,
    /// The items of `concat` with their methods; the records of `zip`, `undefined` where one is at its end; the window.
    pub(super) list: Slot<Value>,
    /// The padding of `zip`.
    pub(super) padding: Slot<Value>,
    /// The keys of `zipKeyed`.
    pub(super) keys: Slot<Value>,
    sort: Sort,
    state: StdCell<State>,
    /// How many values have come; for `take` and `drop`, how many are left to be taken or dropped.
    count: StdCell<f64>,
    /// The size of chunks and windows.
    size: f64,
}
object_cell!(IteratorHelper, trace: underlying, inner, function, list, padding, keys);

/// What a new helper begins with.
pub(super) struct Parts {
    pub(super) sort: Sort,
    pub(super) underlying: Value,
    pub(super) function: Value,
    pub(super) list: Value,
    pub(super) padding: Value,
    pub(super) keys: Value,
    pub(super) count: f64,
    pub(super) size: f64,
}

impl Parts {
    /// Nothing but the sort.
    pub(super) fn new(sort: Sort) -> Parts {
        let none = Value::UNDEFINED;
        Parts {
            sort,
            underlying: none,
            function: none,
            list: none,
            padding: none,
            keys: none,
            count: 0.0,
            size: 0.0,
        }
    }
}

/// Makes %IteratorHelperPrototype%.
pub(super) fn setup(vm: &mut Vm, realm: Gc<Realm>) {
    let which = Intrinsic::IteratorHelperPrototype;
    define_iterator_prototype(vm, realm, which, "Iterator Helper", next);
    let prototype = realm.intrinsic(which);
    let key = vm.names.return_;
    vm.define_method(prototype, key, 0, return_);
}

/// A new helper.
pub(super) fn new_helper(vm: &mut Vm, parts: Parts) -> Value {
    let prototype = vm.intrinsic(Intrinsic::IteratorHelperPrototype);
    let shape = super::super::support::shape_with_prototype(vm, prototype);
    Value::cell(vm.alloc_object(Kind::IteratorHelper, shape, 0, |object| IteratorHelper {
        object,
        underlying: Slot::new(parts.underlying),
        inner: Slot::new(Value::UNDEFINED),
        function: Slot::new(parts.function),
        list: Slot::new(parts.list),
        padding: Slot::new(parts.padding),
        keys: Slot::new(parts.keys),
        sort: parts.sort,
        state: StdCell::new(State::Start),
        count: StdCell::new(parts.count),
        size: parts.size,
    }))
}

/// The values of a list that a helper keeps.
pub(super) fn list(value: Value) -> Option<Gc<Values>> {
    value.as_kind::<Values>()
}

fn this_helper(vm: &mut Vm, arguments: Arguments, method: &str) -> Res<Gc<IteratorHelper>> {
    let helper = match arguments.this().as_kind::<IteratorHelper>() {
        Some(helper) => helper,
        None => {
            let method = format!("Iterator Helper.prototype.{method}");
            return Err(incompatible(vm, &method, arguments.this()));
        }
    };
    if helper.state.get() == State::Running {
        return Err(vm.throw_type_error("Generator is already running"));
    }
    Ok(helper)
}

/// %IteratorHelperPrototype%.next (https://tc39.es/ecma262/#sec-%iteratorhelperprototype%.next)
fn next(vm: &mut Vm, arguments: Arguments) -> Res {
    let helper = this_helper(vm, arguments, "next")?;
    if helper.state.get() == State::Completed {
        return Ok(vm.iterator_result(Value::UNDEFINED, true));
    }
    helper.state.set(State::Running);
    let result = step(vm, helper);
    match result {
        Ok(value) if value != Value::DONE => {
            helper.state.set(State::Yielded);
            Ok(vm.iterator_result(value, false))
        }
        _ => {
            helper.state.set(State::Completed);
            result.map(|_| vm.iterator_result(Value::UNDEFINED, true))
        }
    }
}

/// %IteratorHelperPrototype%.return (https://tc39.es/ecma262/#sec-%iteratorhelperprototype%.return)
fn return_(vm: &mut Vm, arguments: Arguments) -> Res {
    let helper = this_helper(vm, arguments, "return")?;
    let before = helper.state.get();
    if before != State::Completed {
        // A helper that has not begun is over at once; one that has is busy until its iterators are closed.
        helper.state.set(if before == State::Start { State::Completed } else { State::Running });
        let closed = close(vm, helper);
        helper.state.set(State::Completed);
        closed?;
    }
    Ok(vm.iterator_result(Value::UNDEFINED, true))
}

fn record(value: Value) -> Option<Gc<IteratorRecord>> {
    value.as_kind::<IteratorRecord>()
}

/// Closes what a helper iterates, innermost first.
fn close(vm: &mut Vm, helper: Gc<IteratorHelper>) -> Res<()> {
    if let Sort::Zip(_) = helper.sort {
        return zip::close_all(vm, helper.list.get(), Ok(()));
    }
    let mut result = Ok(());
    for slot in [&helper.inner, &helper.underlying] {
        let Some(record) = record(slot.get()) else { continue };
        result = match result {
            Ok(()) => vm.iterator_close(record),
            Err(thrown) => Err(vm.iterator_close_thrown(record, thrown)),
        };
    }
    result
}

/// Goes on to the next value, `DONE` at the end.
fn step(vm: &mut Vm, helper: Gc<IteratorHelper>) -> Res {
    match helper.sort {
        Sort::Concat => return concat_step(vm, helper),
        Sort::Zip(mode) => return zip::step(vm, helper, mode),
        _ => {}
    }
    let Some(record) = record(helper.underlying.get()) else { return Ok(Value::DONE) };
    match helper.sort {
        Sort::Map => {
            let value = vm.iterator_next(record)?;
            if value == Value::DONE {
                return Ok(value);
            }
            call(vm, helper, record, value)
        }
        Sort::Filter => loop {
            vm.poll_interrupt()?;
            let value = vm.iterator_next(record)?;
            if value == Value::DONE {
                return Ok(value);
            }
            let selected = call(vm, helper, record, value)?;
            if vm.to_boolean(selected) {
                return Ok(value);
            }
        },
        Sort::Take => {
            let left = helper.count.get();
            if left == 0.0 {
                vm.iterator_close(record)?;
                return Ok(Value::DONE);
            }
            helper.count.set(left - 1.0);
            vm.iterator_next(record)
        }
        Sort::Drop => {
            while helper.count.get() > 0.0 {
                vm.poll_interrupt()?;
                helper.count.set(helper.count.get() - 1.0);
                if !vm.iterator_skip(record)? {
                    return Ok(Value::DONE);
                }
            }
            vm.iterator_next(record)
        }
        Sort::FlatMap => flat_map_step(vm, helper, record),
        Sort::Chunks => chunk(vm, helper, record),
        Sort::Windows { only_full } => window(vm, helper, record, only_full),
        Sort::Concat | Sort::Zip(_) => Ok(Value::DONE),
    }
}

/// Calls the callback with a value and its number; closes the iteration if that throws.
fn call(vm: &mut Vm, helper: Gc<IteratorHelper>, record: Gc<IteratorRecord>, value: Value) -> Res {
    let count = helper.count.get();
    helper.count.set(count + 1.0);
    vm.call(helper.function.get(), Value::UNDEFINED, &[value, Value::number(count)])
        .map_err(|thrown| vm.iterator_close_thrown(record, thrown))
}

fn flat_map_step(vm: &mut Vm, helper: Gc<IteratorHelper>, outer: Gc<IteratorRecord>) -> Res {
    loop {
        vm.poll_interrupt()?;
        if let Some(inner) = record(helper.inner.get()) {
            match vm.iterator_next(inner) {
                Ok(Value::DONE) => helper.inner.set(&mut vm.heap, helper, Value::UNDEFINED),
                Ok(value) => return Ok(value),
                Err(thrown) => return Err(vm.iterator_close_thrown(outer, thrown)),
            }
        }
        let value = vm.iterator_next(outer)?;
        if value == Value::DONE {
            return Ok(value);
        }
        let mapped = call(vm, helper, outer, value)?;
        match super::flattenable(vm, mapped, false) {
            Ok(inner) => helper.inner.set(&mut vm.heap, helper, Value::cell(inner)),
            Err(thrown) => return Err(vm.iterator_close_thrown(outer, thrown)),
        }
    }
}

fn concat_step(vm: &mut Vm, helper: Gc<IteratorHelper>) -> Res {
    let Some(items) = list(helper.list.get()) else { return Ok(Value::DONE) };
    loop {
        vm.poll_interrupt()?;
        if let Some(inner) = record(helper.inner.get()) {
            let value = vm.iterator_next(inner)?;
            if value != Value::DONE {
                return Ok(value);
            }
            helper.inner.set(&mut vm.heap, helper, Value::UNDEFINED);
        }
        let at = 2 * helper.count.get() as usize;
        if at >= items.len() {
            return Ok(Value::DONE);
        }
        helper.count.set(helper.count.get() + 1.0);
        let (item, method) = (Values::get(items, at), Values::get(items, at + 1));
        let inner = vm.get_iterator_from_method(item, method)?;
        helper.inner.set(&mut vm.heap, helper, Value::cell(inner));
    }
}

fn chunk(vm: &mut Vm, helper: Gc<IteratorHelper>, record: Gc<IteratorRecord>) -> Res {
    let array = vm.new_array(0)?;
    let mut count = 0.0;
    while count < helper.size {
        vm.poll_interrupt()?;
        let value = vm.iterator_next(record)?;
        if value == Value::DONE {
            return Ok(if count == 0.0 { value } else { Value::cell(array) });
        }
        vm.array_push(array, value)?;
        count += 1.0;
    }
    Ok(Value::cell(array))
}

/// The window is kept as an array that no script sees: its elements are shown as a copy.
fn window(
    vm: &mut Vm,
    helper: Gc<IteratorHelper>,
    record: Gc<IteratorRecord>,
    only_full: bool,
) -> Res {
    let kept = match helper.list.get().as_object() {
        Some(kept) => kept,
        None => {
            let kept = vm.new_array(0)?;
            helper.list.set(&mut vm.heap, helper, Value::cell(kept));
            kept
        }
    };
    loop {
        vm.poll_interrupt()?;
        let value = vm.iterator_next(record)?;
        let mut values = vm.array_values(Value::cell(kept))?;
        let full = values.len() as f64 == helper.size;
        if value == Value::DONE {
            if full || only_full || values.is_empty() {
                return Ok(value);
            }
            // What is left is shown once.
            helper.list.set(&mut vm.heap, helper, Value::UNDEFINED);
            return vm.new_array_from(&values).map(Value::cell);
        }
        if full {
            vm.splice_dense(kept, 0, 1, &[])?;
        }
        vm.array_push(kept, value)?;
        values = vm.array_values(Value::cell(kept))?;
        if values.len() as f64 == helper.size {
            return vm.new_array_from(&values).map(Value::cell);
        }
    }
}
