//! Methods that change their array: push, pop, shift, unshift, splice, reverse, fill, copyWithin.
//!
//! Invariant: a fast path either does everything that the general path would, or nothing.

use super::super::prelude::*;
use super::{
    MAX_LENGTH, create, delete, get, get_present, put, set_length, species_create, this_and_length,
};
use crate::runtime::object::Array;

fn too_long(vm: &mut Vm, length: u64, added: u64) -> Thrown {
    vm.throw_type_error(format!(
        "Pushing {added} elements on an array-like of length {length} is disallowed by ECMA-262"
    ))
}

/// Array.prototype.push (https://tc39.es/ecma262/#sec-array.prototype.push)
pub(super) fn push(vm: &mut Vm, arguments: Arguments) -> Res {
    let items = arguments.as_slice();
    // Where nothing is inherited, a Set at an array's length is the definition of a property.
    if let Some(object) = arguments.this_object()
        && let Some(elements) = vm.dense_elements(object)
        && elements.capacity > 0
        && let Some(array) = Array::of(object)
        && elements.len() == array.length.get()
        && (array.length.get() as usize + items.len()) < u32::MAX as usize
        && vm.inherits_no_elements(object)
    {
        for item in items {
            vm.array_push(object, *item)?;
        }
        return Ok(Value::number(array.length.get() as f64));
    }
    let (object, length) = this_and_length(vm, arguments, "push")?;
    let added = items.len() as u64;
    if length + added > MAX_LENGTH {
        return Err(too_long(vm, length, added));
    }
    for (i, item) in items.iter().enumerate() {
        put(vm, object, length + i as u64, *item)?;
    }
    set_length(vm, object, length + added)?;
    Ok(Value::number((length + added) as f64))
}

/// Array.prototype.pop (https://tc39.es/ecma262/#sec-array.prototype.pop)
pub(super) fn pop(vm: &mut Vm, arguments: Arguments) -> Res {
    if let Some(object) = arguments.this_object()
        && let Some(value) = vm.dense_pop(object)?
    {
        return Ok(value);
    }
    let (object, length) = this_and_length(vm, arguments, "pop")?;
    if length == 0 {
        set_length(vm, object, 0)?;
        return Ok(Value::UNDEFINED);
    }
    let value = get(vm, object, length - 1)?;
    delete(vm, object, length - 1)?;
    set_length(vm, object, length - 1)?;
    Ok(value)
}

/// Moves the element at `from` to `to`, or its absence.
fn shift_one(vm: &mut Vm, object: Gc<Object>, from: u64, to: u64) -> Res<()> {
    match get_present(vm, object, from)? {
        Some(value) => put(vm, object, to, value),
        None => delete(vm, object, to),
    }?;
    vm.poll_interrupt()
}

/// Array.prototype.shift (https://tc39.es/ecma262/#sec-array.prototype.shift)
pub(super) fn shift(vm: &mut Vm, arguments: Arguments) -> Res {
    if let Some(object) = arguments.this_object()
        && Array::of(object).is_some()
        && let Some(first) = vm.own_dense(object, 0)
        && vm.dense_splice(object, 0, 1, &[])?
    {
        return Ok(first);
    }
    let (object, length) = this_and_length(vm, arguments, "shift")?;
    if length == 0 {
        set_length(vm, object, 0)?;
        return Ok(Value::UNDEFINED);
    }
    let first = get(vm, object, 0)?;
    for index in 1..length {
        shift_one(vm, object, index, index - 1)?;
    }
    delete(vm, object, length - 1)?;
    set_length(vm, object, length - 1)?;
    Ok(first)
}

/// Array.prototype.unshift (https://tc39.es/ecma262/#sec-array.prototype.unshift)
pub(super) fn unshift(vm: &mut Vm, arguments: Arguments) -> Res {
    let items = arguments.as_slice();
    if let Some(object) = arguments.this_object()
        && let Some(array) = Array::of(object)
        && vm.inherits_no_elements(object)
        && vm.dense_splice(object, 0, 0, items)?
    {
        return Ok(Value::number(array.length.get() as f64));
    }
    let (object, length) = this_and_length(vm, arguments, "unshift")?;
    let added = items.len() as u64;
    if added > 0 {
        if length + added > MAX_LENGTH {
            return Err(too_long(vm, length, added));
        }
        for index in (0..length).rev() {
            shift_one(vm, object, index, index + added)?;
        }
        for (i, item) in items.iter().enumerate() {
            put(vm, object, i as u64, *item)?;
        }
    }
    set_length(vm, object, length + added)?;
    Ok(Value::number((length + added) as f64))
}

/// Array.prototype.splice (https://tc39.es/ecma262/#sec-array.prototype.splice)
pub(super) fn splice(vm: &mut Vm, arguments: Arguments) -> Res {
    let (object, length) = this_and_length(vm, arguments, "splice")?;
    let start = relative_index(vm, arguments.get(0), length)?;
    let items = arguments.as_slice().get(2..).unwrap_or_default();
    let count = match arguments.len() {
        0 => 0,
        1 => length - start,
        _ => {
            vm.to_integer_or_infinity(arguments.get(1))?.clamp(0.0, (length - start) as f64) as u64
        }
    };
    let added = items.len() as u64;
    if length + added - count > MAX_LENGTH {
        return Err(too_long(vm, length, added));
    }
    // The conversions above may have changed anything: the array is looked at again.
    if let Some(array) = Array::of(object)
        && array.length.get() as u64 == length
        && vm.packed_elements(object).is_some_and(|elements| elements.capacity > 0)
        && (added <= count || vm.inherits_no_elements(object))
        && super::has_plain_species(vm, object)
        && let Some(removed) = vm.dense_slice(object, start, start + count)?
        && vm.dense_splice(object, start as usize, count as usize, items)?
    {
        return Ok(Value::cell(removed));
    }
    let removed = species_create(vm, object, count)?;
    for index in 0..count {
        if let Some(value) = get_present(vm, object, start + index)? {
            create(vm, removed, index, value)?;
        }
        vm.poll_interrupt()?;
    }
    set_length(vm, removed, count)?;
    if added < count {
        for index in start..length - count {
            shift_one(vm, object, index + count, index + added)?;
        }
        for index in (length - count + added..length).rev() {
            delete(vm, object, index)?;
        }
    } else if added > count {
        for index in (start..length - count).rev() {
            shift_one(vm, object, index + count, index + added)?;
        }
    }
    for (i, item) in items.iter().enumerate() {
        put(vm, object, start + i as u64, *item)?;
    }
    set_length(vm, object, length - count + added)?;
    Ok(Value::cell(removed))
}

/// Array.prototype.reverse (https://tc39.es/ecma262/#sec-array.prototype.reverse)
pub(super) fn reverse(vm: &mut Vm, arguments: Arguments) -> Res {
    let (object, length) = this_and_length(vm, arguments, "reverse")?;
    if vm.packed_elements(object).is_some() {
        vm.with_dense(object, <[Value]>::reverse);
        return Ok(Value::cell(object));
    }
    for lower in 0..length / 2 {
        let upper = length - 1 - lower;
        let (lower_key, upper_key) = (index_key(vm, lower), index_key(vm, upper));
        let lower_exists = vm.has_property(object, lower_key)?;
        let low = if lower_exists { vm.get(object, lower_key)? } else { Value::UNDEFINED };
        let upper_exists = vm.has_property(object, upper_key)?;
        let high = if upper_exists { vm.get(object, upper_key)? } else { Value::UNDEFINED };
        match (lower_exists, upper_exists) {
            (true, true) => {
                vm.set(object, lower_key, high, true)?;
                vm.set(object, upper_key, low, true)?;
            }
            (false, true) => {
                vm.set(object, lower_key, high, true)?;
                vm.delete_property_or_throw(object, upper_key)?;
            }
            (true, false) => {
                vm.delete_property_or_throw(object, lower_key)?;
                vm.set(object, upper_key, low, true)?;
            }
            (false, false) => {}
        }
        vm.poll_interrupt()?;
    }
    Ok(Value::cell(object))
}

/// Where a range that an optional argument ends ends.
pub(super) fn end_index(vm: &mut Vm, value: Value, length: u64) -> Res<u64> {
    if value.is_undefined() { Ok(length) } else { relative_index(vm, value, length) }
}

/// Array.prototype.fill (https://tc39.es/ecma262/#sec-array.prototype.fill)
pub(super) fn fill(vm: &mut Vm, arguments: Arguments) -> Res {
    let (object, length) = this_and_length(vm, arguments, "fill")?;
    let value = arguments.get(0);
    let start = relative_index(vm, arguments.get(1), length)?;
    let end = end_index(vm, arguments.get(2), length)?;
    if start < end
        && let Some(elements) = vm.dense_elements(object)
        && end <= elements.len() as u64
        && vm.inherits_no_elements(object)
    {
        vm.with_dense(object, |values| values[start as usize..end as usize].fill(value));
        return Ok(Value::cell(object));
    }
    for index in start..end {
        put(vm, object, index, value)?;
        vm.poll_interrupt()?;
    }
    Ok(Value::cell(object))
}

/// Array.prototype.copyWithin (https://tc39.es/ecma262/#sec-array.prototype.copywithin)
pub(super) fn copy_within(vm: &mut Vm, arguments: Arguments) -> Res {
    let (object, length) = this_and_length(vm, arguments, "copyWithin")?;
    let to = relative_index(vm, arguments.get(0), length)?;
    let from = relative_index(vm, arguments.get(1), length)?;
    let end = end_index(vm, arguments.get(2), length)?;
    let count = end.saturating_sub(from).min(length - to);
    if let Some(elements) = vm.packed_elements(object)
        && elements.len() as u64 == length
    {
        let (from, to, count) = (from as usize, to as usize, count as usize);
        vm.with_dense(object, |values| values.copy_within(from..from + count, to));
        return Ok(Value::cell(object));
    }
    if from < to && to < from + count {
        for i in (0..count).rev() {
            shift_one(vm, object, from + i, to + i)?;
        }
    } else {
        for i in 0..count {
            shift_one(vm, object, from + i, to + i)?;
        }
    }
    Ok(Value::cell(object))
}
