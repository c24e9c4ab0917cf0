//! Array.fromAsync (https://tc39.es/ecma262/#sec-array.fromasync).
//!
//! The specification describes an async function. Here it is a state, kept in a cell with the two functions that go on
//! when what is awaited has been settled.
//!
//! Invariant: one step is awaited at a time; when the result's promise has been settled, nothing is awaited any more.

use super::super::prelude::*;
use super::{construct_object, get, length_of, set_length};
use crate::runtime::iterator::IteratorRecord;
use crate::runtime::object::Values;
use crate::runtime::promise::Promise;

/// Where things stand in the cell.
mod slot {
    pub(super) const PROMISE: usize = 0;
    /// The iterator record, or `undefined` for an array-like object.
    pub(super) const RECORD: usize = 1;
    pub(super) const ITEMS: usize = 2;
    pub(super) const TARGET: usize = 3;
    pub(super) const MAPPER: usize = 4;
    pub(super) const THIS: usize = 5;
    pub(super) const INDEX: usize = 6;
    pub(super) const LENGTH: usize = 7;
    /// What is done with what is awaited: see [`super::step`].
    pub(super) const STEP: usize = 8;
    pub(super) const FULFILLED: usize = 9;
    pub(super) const REJECTED: usize = 10;
    /// The error that waits for the iterator to be closed.
    pub(super) const ERROR: usize = 11;
    pub(super) const COUNT: usize = 12;
}

/// What is being awaited.
mod step {
    /// The result of `next`, or an element.
    pub(super) const VALUE: i32 = 0;
    /// The result of the mapper.
    pub(super) const MAPPED: i32 = 1;
    /// The result of `return`.
    pub(super) const CLOSED: i32 = 2;
}

type State = Gc<Values>;

fn field(state: State, index: usize) -> Value {
    Values::get(state, index)
}

fn target(vm: &mut Vm, state: State) -> Res<Gc<Object>> {
    match field(state, slot::TARGET).as_object() {
        Some(target) => Ok(target),
        None => Err(vm.throw_not_constructor(Value::UNDEFINED)),
    }
}

/// Array.fromAsync (https://tc39.es/ecma262/#sec-array.fromasync)
pub(super) fn from_async(vm: &mut Vm, arguments: Arguments) -> Res {
    let promise = vm.new_promise();
    let state = vm.new_values(slot::COUNT, Value::UNDEFINED)?;
    let (name, data) = (vm.names.empty, Value::cell(state));
    let fulfilled =
        vm.new_native_closure(name, 1, |vm, arguments| resume(vm, arguments, true), data);
    let rejected =
        vm.new_native_closure(name, 1, |vm, arguments| resume(vm, arguments, false), data);
    for (index, value) in [
        (slot::PROMISE, Value::cell(promise)),
        (slot::MAPPER, arguments.get(1)),
        (slot::THIS, arguments.get(2)),
        (slot::INDEX, Value::int(0)),
        (slot::FULFILLED, Value::cell(fulfilled)),
        (slot::REJECTED, Value::cell(rejected)),
    ] {
        vm.values_set(state, index, value);
    }
    if let Err(thrown) = begin(vm, state, arguments.this(), arguments.get(0)) {
        vm.reject_promise_thrown(promise, thrown)?;
    }
    Ok(Value::cell(promise))
}

/// Finds out what is to be iterated, and awaits the first value.
fn begin(vm: &mut Vm, state: State, constructor: Value, items: Value) -> Res<()> {
    let mapper = field(state, slot::MAPPER);
    if !mapper.is_undefined() && !mapper.is_callable() {
        return Err(vm.throw_not_callable(mapper));
    }
    let (async_key, sync_key) = (vm.symbols.async_iterator, vm.symbols.iterator);
    let record = if let Some(method) = vm.get_method(items, async_key)? {
        Some(vm.get_iterator_from_method(items, method)?)
    } else if let Some(method) = vm.get_method(items, sync_key)? {
        let record = vm.get_iterator_from_method(items, method)?;
        Some(vm.create_async_from_sync_iterator(record)?)
    } else {
        None
    };
    if let Some(record) = record {
        vm.values_set(state, slot::RECORD, Value::cell(record));
        let target = if constructor.is_constructor() {
            construct_object(vm, constructor, &[])?
        } else {
            vm.new_array(0)?
        };
        vm.values_set(state, slot::TARGET, Value::cell(target));
        return request(vm, state);
    }
    let object = vm.to_object(items)?;
    vm.values_set(state, slot::ITEMS, Value::cell(object));
    let length = length_of(vm, object)?;
    let count = Value::number(length as f64);
    vm.values_set(state, slot::LENGTH, count);
    let target = if constructor.is_constructor() {
        construct_object(vm, constructor, &[count])?
    } else {
        super::array_create(vm, length)?
    };
    vm.values_set(state, slot::TARGET, Value::cell(target));
    request(vm, state)
}

/// Goes on after what was awaited.
fn resume(vm: &mut Vm, arguments: Arguments, fulfilled: bool) -> Res {
    let function = arguments.callee().as_native_function();
    let Some(state) = function.and_then(|f| f.data.get().as_kind::<Values>()) else {
        return Ok(Value::UNDEFINED);
    };
    let outcome = if fulfilled { Ok(arguments.get(0)) } else { Err(vm.rethrow(arguments.get(0))) };
    if let Err(thrown) = advance(vm, state, outcome)
        && let Some(promise) = field(state, slot::PROMISE).as_kind::<Promise>()
    {
        vm.reject_promise_thrown(promise, thrown)?;
    }
    Ok(Value::UNDEFINED)
}

fn record(state: State) -> Option<Gc<IteratorRecord>> {
    field(state, slot::RECORD).as_kind::<IteratorRecord>()
}

/// Await (https://tc39.es/ecma262/#await)
fn wait(vm: &mut Vm, state: State, value: Value, step: i32) -> Res<()> {
    vm.values_set(state, slot::STEP, Value::int(step));
    let promise = vm.intrinsic_promise_resolve(value)?;
    let (fulfilled, rejected) = (field(state, slot::FULFILLED), field(state, slot::REJECTED));
    vm.perform_promise_then(promise, fulfilled, rejected, None);
    Ok(())
}

/// Asks for the next value, or ends.
fn request(vm: &mut Vm, state: State) -> Res<()> {
    if let Some(record) = record(state) {
        let result = vm.call(record.next.get(), record.iterator.get(), &[])?;
        return wait(vm, state, result, step::VALUE);
    }
    let index = field(state, slot::INDEX).as_number();
    if index >= field(state, slot::LENGTH).as_number() {
        return finish(vm, state);
    }
    let Some(items) = field(state, slot::ITEMS).as_object() else { return Ok(()) };
    let value = get(vm, items, index as u64)?;
    wait(vm, state, value, step::VALUE)
}

fn finish(vm: &mut Vm, state: State) -> Res<()> {
    let target = target(vm, state)?;
    set_length(vm, target, field(state, slot::INDEX).as_number() as u64)?;
    match field(state, slot::PROMISE).as_kind::<Promise>() {
        Some(promise) => vm.resolve_promise(promise, Value::cell(target)),
        None => Ok(()),
    }
}

fn advance(vm: &mut Vm, state: State, outcome: Res) -> Res<()> {
    match field(state, slot::STEP).as_int() {
        step::VALUE => {
            let mut value = outcome?;
            if record(state).is_some() {
                value = vm.iterator_result_value(value)?;
                if value == Value::DONE {
                    return finish(vm, state);
                }
            }
            let mapper = field(state, slot::MAPPER);
            if mapper.is_undefined() {
                return define(vm, state, value);
            }
            let arguments = [value, field(state, slot::INDEX)];
            let waiting = vm
                .call(mapper, field(state, slot::THIS), &arguments)
                .and_then(|mapped| wait(vm, state, mapped, step::MAPPED));
            waiting.or_else(|thrown| close(vm, state, thrown))
        }
        step::MAPPED => match outcome {
            Ok(value) => define(vm, state, value),
            Err(thrown) => close(vm, state, thrown),
        },
        _ => {
            if outcome.is_err() {
                vm.catch()?;
            }
            Err(vm.rethrow(field(state, slot::ERROR)))
        }
    }
}

/// Adds an element, and goes on to the next.
fn define(vm: &mut Vm, state: State, value: Value) -> Res<()> {
    let target = target(vm, state)?;
    let index = field(state, slot::INDEX).as_number();
    let key = index_key(vm, index as u64);
    if let Err(thrown) = vm.create_data_property_or_throw(target, key, value) {
        return close(vm, state, thrown);
    }
    vm.values_set(state, slot::INDEX, Value::number(index + 1.0));
    request(vm, state)
}

/// AsyncIteratorClose (https://tc39.es/ecma262/#sec-asynciteratorclose) after an exception, which is thrown when the iterator
/// has been closed.
fn close(vm: &mut Vm, state: State, thrown: Thrown) -> Res<()> {
    let Some(record) = record(state) else { return Err(thrown) };
    let error = vm.catch()?;
    vm.values_set(state, slot::ERROR, error);
    let (iterator, key) = (record.iterator.get(), vm.names.return_);
    let waiting = vm.get_method(iterator, key).and_then(|method| match method {
        None => Ok(false),
        Some(method) => {
            let result = vm.call(method, iterator, &[])?;
            wait(vm, state, result, step::CLOSED).map(|()| true)
        }
    });
    match waiting {
        Ok(true) => Ok(()),
        Ok(false) => Err(vm.rethrow(error)),
        Err(_) => {
            vm.catch()?;
            Err(vm.rethrow(error))
        }
    }
}
