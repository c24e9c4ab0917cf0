//! Methods that make another array of this one's elements: slice, concat, flat, and the copying forms of the mutators.
//!
//! Invariant: the receiver is never changed.

use super::super::prelude::*;
use super::iterate::flatten_into;
use super::mutate::end_index;
use super::{
    MAX_LENGTH, array_create, create, get, get_present, length_of, set_length, species_create,
    this_and_length,
};
use crate::runtime::object::Array;

/// Array.prototype.slice (https://tc39.es/ecma262/#sec-array.prototype.slice)
pub(super) fn slice(vm: &mut Vm, arguments: Arguments) -> Res {
    let (object, length) = this_and_length(vm, arguments, "slice")?;
    let start = relative_index(vm, arguments.get(0), length)?;
    let end = end_index(vm, arguments.get(1), length)?.max(start);
    if Array::of(object).is_some()
        && super::has_plain_species(vm, object)
        && let Some(copy) = vm.dense_slice(object, start, end)?
    {
        return Ok(Value::cell(copy));
    }
    let result = species_create(vm, object, end - start)?;
    for index in start..end {
        if let Some(value) = get_present(vm, object, index)? {
            create(vm, result, index - start, value)?;
        }
        vm.poll_interrupt()?;
    }
    set_length(vm, result, end - start)?;
    Ok(Value::cell(result))
}

/// IsConcatSpreadable (https://tc39.es/ecma262/#sec-isconcatspreadable)
fn is_concat_spreadable(vm: &mut Vm, value: Value) -> Res<Option<Gc<Object>>> {
    let Some(object) = value.as_object() else { return Ok(None) };
    let key = vm.symbols.is_concat_spreadable;
    let spreadable = vm.get(object, key)?;
    let spreads =
        if spreadable.is_undefined() { vm.is_array(value)? } else { vm.to_boolean(spreadable) };
    Ok(spreads.then_some(object))
}

/// Array.prototype.concat (https://tc39.es/ecma262/#sec-array.prototype.concat)
pub(super) fn concat(vm: &mut Vm, arguments: Arguments) -> Res {
    let object = this_object(vm, arguments, "Array.prototype.concat")?;
    let result = species_create(vm, object, 0)?;
    let mut to = 0u64;
    let receiver = [Value::cell(object)];
    for item in receiver.iter().chain(arguments.as_slice()) {
        let Some(spread) = is_concat_spreadable(vm, *item)? else {
            if to >= MAX_LENGTH {
                return Err(vm.throw_type_error("Invalid array length"));
            }
            create(vm, result, to, *item)?;
            to += 1;
            continue;
        };
        let length = length_of(vm, spread)?;
        if to + length > MAX_LENGTH {
            return Err(vm.throw_type_error("Invalid array length"));
        }
        if vm.packed_elements(spread).is_some_and(|elements| elements.len() as u64 == length)
            && spread != result
            && Array::of(result).is_some_and(|array| array.length.get() as u64 == to)
            && to + length < u32::MAX as u64
        {
            vm.reserve_elements(result, (to + length) as u32)?;
            for index in 0..length {
                match vm.own_dense(spread, index) {
                    Some(value) => vm.array_push(result, value)?,
                    None => break,
                }
            }
        } else {
            for index in 0..length {
                if let Some(value) = get_present(vm, spread, index)? {
                    create(vm, result, to + index, value)?;
                }
                vm.poll_interrupt()?;
            }
        }
        to += length;
    }
    set_length(vm, result, to)?;
    Ok(Value::cell(result))
}

/// Array.prototype.flat (https://tc39.es/ecma262/#sec-array.prototype.flat)
pub(super) fn flat(vm: &mut Vm, arguments: Arguments) -> Res {
    let (object, length) = this_and_length(vm, arguments, "flat")?;
    let depth = match arguments.get(0) {
        Value::UNDEFINED => 1.0,
        value => vm.to_integer_or_infinity(value)?.max(0.0),
    };
    let result = species_create(vm, object, 0)?;
    flatten_into(vm, result, (object, length), depth, None)?;
    Ok(Value::cell(result))
}

/// Array.prototype.flatMap (https://tc39.es/ecma262/#sec-array.prototype.flatmap)
pub(super) fn flat_map(vm: &mut Vm, arguments: Arguments) -> Res {
    let (object, length) = this_and_length(vm, arguments, "flatMap")?;
    let function = arguments.get(0);
    if !function.is_callable() {
        return Err(vm.throw_type_error("flatMap mapper function is not callable"));
    }
    let result = species_create(vm, object, 0)?;
    flatten_into(vm, result, (object, length), 1.0, Some((function, arguments.get(1))))?;
    Ok(Value::cell(result))
}

/// A new array of the elements that `at` names, holes read as `undefined`.
fn copied(vm: &mut Vm, length: u64, mut at: impl FnMut(&mut Vm, u64) -> Res) -> Res<Gc<Object>> {
    // A length that no array can have is refused before any element is read.
    if length > u32::MAX as u64 {
        return Err(vm.throw_range_error("Invalid array length"));
    }
    let result = array_create(vm, 0)?;
    for index in 0..length {
        let value = at(vm, index)?;
        vm.array_push(result, value)?;
        vm.poll_interrupt()?;
    }
    Ok(result)
}

/// Array.prototype.toReversed (https://tc39.es/ecma262/#sec-array.prototype.toreversed)
pub(super) fn to_reversed(vm: &mut Vm, arguments: Arguments) -> Res {
    let (object, length) = this_and_length(vm, arguments, "toReversed")?;
    copied(vm, length, |vm, index| get(vm, object, length - 1 - index)).map(Value::cell)
}

/// Array.prototype.toSpliced (https://tc39.es/ecma262/#sec-array.prototype.tospliced)
pub(super) fn to_spliced(vm: &mut Vm, arguments: Arguments) -> Res {
    let (object, length) = this_and_length(vm, arguments, "toSpliced")?;
    let start = relative_index(vm, arguments.get(0), length)?;
    let items = arguments.as_slice().get(2..).unwrap_or_default();
    let skipped = match arguments.len() {
        0 => 0,
        1 => length - start,
        _ => {
            vm.to_integer_or_infinity(arguments.get(1))?.clamp(0.0, (length - start) as f64) as u64
        }
    };
    let added = items.len() as u64;
    let total = length + added - skipped;
    if total > MAX_LENGTH {
        return Err(vm.throw_type_error("Invalid array length"));
    }
    let result = copied(vm, total, |vm, index| {
        if index < start {
            get(vm, object, index)
        } else if index < start + added {
            Ok(items[(index - start) as usize])
        } else {
            get(vm, object, index - added + skipped)
        }
    })?;
    Ok(Value::cell(result))
}

/// Array.prototype.with (https://tc39.es/ecma262/#sec-array.prototype.with)
pub(super) fn with(vm: &mut Vm, arguments: Arguments) -> Res {
    let (object, length) = this_and_length(vm, arguments, "with")?;
    let relative = vm.to_integer_or_infinity(arguments.get(0))?;
    let index = if relative >= 0.0 { relative } else { length as f64 + relative };
    if index >= length as f64 || index < 0.0 {
        return Err(vm.throw_range_error(
            "Invalid index : ".to_owned()
                + &crate::runtime::number::format::number_to_string(relative),
        ));
    }
    let replaced = index as u64;
    let result = copied(vm, length, |vm, at| {
        if at == replaced { Ok(arguments.get(1)) } else { get(vm, object, at) }
    })?;
    Ok(Value::cell(result))
}
