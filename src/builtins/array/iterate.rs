//! Methods that call a function for each element: forEach, map, filter, some, every, find and its kin, reduce.
//!
//! Invariant: each element is looked up when its turn comes, so that a callback may change the array at will.

use super::super::prelude::*;
use super::{callback, create, get, get_present, species_create, this_and_length};
use crate::runtime::object::Array;

fn number(index: u64) -> Value {
    Value::number(index as f64)
}

/// Array.prototype.forEach (https://tc39.es/ecma262/#sec-array.prototype.foreach)
pub(super) fn for_each(vm: &mut Vm, arguments: Arguments) -> Res {
    each(vm, arguments, "forEach", |_, _, _, _| Ok(true))?;
    Ok(Value::UNDEFINED)
}

/// Array.prototype.every (https://tc39.es/ecma262/#sec-array.prototype.every)
pub(super) fn every(vm: &mut Vm, arguments: Arguments) -> Res {
    each(vm, arguments, "every", |vm, _, _, result| Ok(vm.to_boolean(result))).map(Value::bool)
}

/// Array.prototype.some (https://tc39.es/ecma262/#sec-array.prototype.some)
pub(super) fn some(vm: &mut Vm, arguments: Arguments) -> Res {
    let all = each(vm, arguments, "some", |vm, _, _, result| Ok(!vm.to_boolean(result)))?;
    Ok(Value::bool(!all))
}

/// Calls the function for each element until `go_on(index, element, result)` is false; was it true to the end?
#[inline]
fn each(
    vm: &mut Vm,
    arguments: Arguments,
    method: &str,
    mut go_on: impl FnMut(&mut Vm, u64, Value, Value) -> Res<bool>,
) -> Res<bool> {
    let (object, length) = this_and_length(vm, arguments, method)?;
    let function = callback(vm, arguments.get(0))?;
    let (this, whole) = (arguments.get(1), Value::cell(object));
    for index in 0..length {
        let Some(value) = get_present(vm, object, index)? else {
            vm.poll_interrupt()?;
            continue;
        };
        let result = vm.call(function, this, &[value, number(index), whole])?;
        if !go_on(vm, index, value, result)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Array.prototype.map (https://tc39.es/ecma262/#sec-array.prototype.map)
pub(super) fn map(vm: &mut Vm, arguments: Arguments) -> Res {
    let (object, length) = this_and_length(vm, arguments, "map")?;
    let function = callback(vm, arguments.get(0))?;
    let result = species_create(vm, object, length)?;
    let (this, whole) = (arguments.get(1), Value::cell(object));
    for index in 0..length {
        let Some(value) = get_present(vm, object, index)? else {
            vm.poll_interrupt()?;
            continue;
        };
        let mapped = vm.call(function, this, &[value, number(index), whole])?;
        create(vm, result, index, mapped)?;
    }
    Ok(Value::cell(result))
}

/// Array.prototype.filter (https://tc39.es/ecma262/#sec-array.prototype.filter)
pub(super) fn filter(vm: &mut Vm, arguments: Arguments) -> Res {
    let (object, length) = this_and_length(vm, arguments, "filter")?;
    let function = callback(vm, arguments.get(0))?;
    let result = species_create(vm, object, 0)?;
    let (this, whole) = (arguments.get(1), Value::cell(object));
    let mut to = 0;
    for index in 0..length {
        let Some(value) = get_present(vm, object, index)? else {
            vm.poll_interrupt()?;
            continue;
        };
        let selected = vm.call(function, this, &[value, number(index), whole])?;
        if vm.to_boolean(selected) {
            create(vm, result, to, value)?;
            to += 1;
        }
    }
    Ok(Value::cell(result))
}

/// FindViaPredicate (https://tc39.es/ecma262/#sec-findviapredicate): the index and the value.
fn find_by(
    vm: &mut Vm,
    arguments: Arguments,
    method: &str,
    backwards: bool,
) -> Res<Option<(u64, Value)>> {
    let (object, length) = this_and_length(vm, arguments, method)?;
    let function = callback(vm, arguments.get(0))?;
    let (this, whole) = (arguments.get(1), Value::cell(object));
    for step in 0..length {
        let index = if backwards { length - 1 - step } else { step };
        let value = get(vm, object, index)?;
        let found = vm.call(function, this, &[value, number(index), whole])?;
        if vm.to_boolean(found) {
            return Ok(Some((index, value)));
        }
    }
    Ok(None)
}

fn found_value(found: Option<(u64, Value)>) -> Value {
    found.map_or(Value::UNDEFINED, |(_, value)| value)
}

fn found_index(found: Option<(u64, Value)>) -> Value {
    found.map_or(Value::int(-1), |(index, _)| number(index))
}

/// Array.prototype.find (https://tc39.es/ecma262/#sec-array.prototype.find)
pub(super) fn find(vm: &mut Vm, arguments: Arguments) -> Res {
    find_by(vm, arguments, "find", false).map(found_value)
}

/// Array.prototype.findIndex (https://tc39.es/ecma262/#sec-array.prototype.findindex)
pub(super) fn find_index(vm: &mut Vm, arguments: Arguments) -> Res {
    find_by(vm, arguments, "findIndex", false).map(found_index)
}

/// Array.prototype.findLast (https://tc39.es/ecma262/#sec-array.prototype.findlast)
pub(super) fn find_last(vm: &mut Vm, arguments: Arguments) -> Res {
    find_by(vm, arguments, "findLast", true).map(found_value)
}

/// Array.prototype.findLastIndex (https://tc39.es/ecma262/#sec-array.prototype.findlastindex)
pub(super) fn find_last_index(vm: &mut Vm, arguments: Arguments) -> Res {
    find_by(vm, arguments, "findLastIndex", true).map(found_index)
}

fn fold(vm: &mut Vm, arguments: Arguments, method: &str, backwards: bool) -> Res {
    let (object, length) = this_and_length(vm, arguments, method)?;
    let function = callback(vm, arguments.get(0))?;
    let mut accumulator = (arguments.len() > 1).then(|| arguments.get(1));
    let whole = Value::cell(object);
    for step in 0..length {
        let index = if backwards { length - 1 - step } else { step };
        let Some(value) = get_present(vm, object, index)? else {
            vm.poll_interrupt()?;
            continue;
        };
        accumulator = Some(match accumulator {
            None => value,
            Some(so_far) => {
                vm.call(function, Value::UNDEFINED, &[so_far, value, number(index), whole])?
            }
        });
    }
    match accumulator {
        Some(value) => Ok(value),
        None => Err(vm.throw_type_error("Reduce of empty array with no initial value")),
    }
}

/// Array.prototype.reduce (https://tc39.es/ecma262/#sec-array.prototype.reduce)
pub(super) fn reduce(vm: &mut Vm, arguments: Arguments) -> Res {
    fold(vm, arguments, "reduce", false)
}

/// Array.prototype.reduceRight (https://tc39.es/ecma262/#sec-array.prototype.reduceright)
pub(super) fn reduce_right(vm: &mut Vm, arguments: Arguments) -> Res {
    fold(vm, arguments, "reduceRight", true)
}

/// FlattenIntoArray (https://tc39.es/ecma262/#sec-flattenintoarray), with the arrays on the way in a list of its own in
/// place of recursion. The mapper applies to the outermost elements only.
pub(super) fn flatten_into(
    vm: &mut Vm,
    target: Gc<Object>,
    source: (Gc<Object>, u64),
    depth: f64,
    mapper: Option<(Value, Value)>,
) -> Res<u64> {
    let mut arrays: RootVec<Value> = vm.heap.root_vec();
    arrays.push(Value::cell(source.0));
    let mut positions = vec![(0u64, source.1)];
    let mut to = 0;
    while let (Some(object), Some((index, length))) =
        (arrays.last().and_then(|v| v.as_object()), positions.last_mut())
    {
        if *index == *length {
            arrays.pop();
            positions.pop();
            continue;
        }
        let at = *index;
        *index += 1;
        let Some(mut element) = get_present(vm, object, at)? else {
            vm.poll_interrupt()?;
            continue;
        };
        if let (Some((function, this)), 1) = (mapper, positions.len()) {
            element = vm.call(function, this, &[element, number(at), Value::cell(object)])?;
        }
        if positions.len() as f64 <= depth
            && vm.is_array(element)?
            && let Some(inner) = element.as_object()
        {
            let length = match Array::of(inner) {
                Some(array) => array.length.get() as u64,
                None => super::length_of(vm, inner)?,
            };
            // Arrays within arrays without end: as deep as a recursion could have gone.
            if positions.len() > 1 << 16 {
                return Err(vm.throw_stack_overflow());
            }
            arrays.push(element);
            positions.push((0, length));
            continue;
        }
        if to >= super::MAX_LENGTH {
            return Err(vm.throw_type_error("Invalid array length"));
        }
        create(vm, target, to, element)?;
        to += 1;
        vm.poll_interrupt()?;
    }
    Ok(to)
}
