//! Methods that move elements: at, copyWithin, fill, reverse, set, slice, subarray, toReversed, with.
//!
//! Invariant: ranges are clamped again to the length that the array has after the arguments were converted.

use super::construct::{copy_elements, create_same_type, species_create};
use super::{element, this_valid};
use crate::builtins::support::{relative_end, relative_index};
use crate::runtime::object::Object;
use crate::runtime::typed_array::{AUTO, ArrayBuffer, TypedArray};
use crate::runtime::vm::{Arguments, Vm};
use crate::value::{Res, Value};
use jsrun_gc::Gc;

pub(super) fn setup(vm: &mut Vm, p: Gc<Object>) {
    vm.define_method(p, "at", 1, at);
    vm.define_method(p, "copyWithin", 2, copy_within);
    vm.define_method(p, "fill", 1, fill);
    vm.define_method(p, "reverse", 0, reverse);
    vm.define_method(p, "set", 1, set);
    vm.define_method(p, "slice", 2, slice);
    vm.define_method(p, "subarray", 2, subarray);
    vm.define_method(p, "toReversed", 0, to_reversed);
    vm.define_method(p, "with", 2, with);
}

/// %TypedArray%.prototype.at ( index ) (https://tc39.es/ecma262/#sec-%typedarray%.prototype.at)
fn at(vm: &mut Vm, args: Arguments) -> Res {
    let (array, length) = this_valid(vm, args, "at")?;
    let relative = vm.to_integer_or_infinity(args.get(0))?;
    let index = if relative < 0.0 { relative + length as f64 } else { relative };
    if index < 0.0 || index >= length as f64 {
        return Ok(Value::UNDEFINED);
    }
    Ok(element(vm, array, index as usize))
}

/// %TypedArray%.prototype.copyWithin ( target, start [ , end ] )
/// (https://tc39.es/ecma262/#sec-%typedarray%.prototype.copywithin)
fn copy_within(vm: &mut Vm, args: Arguments) -> Res {
    let (array, length) = this_valid(vm, args, "copyWithin")?;
    let to = relative_index(vm, args.get(0), length as u64)? as usize;
    let from = relative_index(vm, args.get(1), length as u64)? as usize;
    let end = relative_end(vm, args.get(2), length as u64)? as usize;
    let count = end.saturating_sub(from).min(length - to);
    if count > 0 {
        let (array, length) = this_valid(vm, args, "copyWithin")?;
        copy_elements(vm, array, from, array, to, count.min(length.saturating_sub(from.max(to))))?;
    }
    Ok(Value::cell(array))
}

/// %TypedArray%.prototype.fill ( value [ , start [ , end ] ] )
/// (https://tc39.es/ecma262/#sec-%typedarray%.prototype.fill)
fn fill(vm: &mut Vm, args: Arguments) -> Res {
    let (array, length) = this_valid(vm, args, "fill")?;
    let raw = array.element_type().convert(vm, args.get(0))?;
    let start = relative_index(vm, args.get(1), length as u64)? as usize;
    let end = relative_end(vm, args.get(2), length as u64)? as usize;
    let (array, length) = this_valid(vm, args, "fill")?;
    for i in start..end.min(length) {
        array.set_raw(i, raw);
    }
    Ok(args.this())
}

/// %TypedArray%.prototype.reverse ( ) (https://tc39.es/ecma262/#sec-%typedarray%.prototype.reverse)
fn reverse(vm: &mut Vm, args: Arguments) -> Res {
    let (array, length) = this_valid(vm, args, "reverse")?;
    for i in 0..length / 2 {
        let j = length - 1 - i;
        if let (Some(a), Some(b)) = (array.raw(i), array.raw(j)) {
            array.set_raw(i, b);
            array.set_raw(j, a);
        }
    }
    Ok(args.this())
}

/// %TypedArray%.prototype.set ( source [ , offset ] ) (https://tc39.es/ecma262/#sec-%typedarray%.prototype.set)
fn set(vm: &mut Vm, args: Arguments) -> Res {
    let target = super::this_array(vm, args, "set")?;
    let offset = vm.to_integer_or_infinity(args.get(1))?;
    if offset < 0.0 {
        return Err(vm.throw_range_error("offset is out of bounds"));
    }
    let (target, length) = super::validate(vm, Value::cell(target), "%TypedArray%.prototype.set")?;
    if let Some(source) = args.get(0).as_object().and_then(TypedArray::of) {
        let (source, count) =
            super::validate(vm, Value::cell(source), "%TypedArray%.prototype.set")?;
        if source.element_type().is_bigint() != target.element_type().is_bigint() {
            return Err(
                vm.throw_type_error("Cannot mix BigInt and other types, use explicit conversions")
            );
        }
        if offset + count as f64 > length as f64 {
            return Err(vm.throw_range_error("offset is out of bounds"));
        }
        copy_elements(vm, source, 0, target, offset as usize, count)?;
        return Ok(Value::UNDEFINED);
    }
    let source = vm.to_object(args.get(0))?;
    let count = vm.length_of_array_like(source)?;
    if offset + count > length as f64 {
        return Err(vm.throw_range_error("offset is out of bounds"));
    }
    let mut index = 0.0;
    while index < count {
        vm.poll_interrupt()?;
        let key = vm.to_property_key(Value::number(index))?;
        let value = vm.get(source, key)?;
        TypedArray::set(vm, target, offset + index, value)?;
        index += 1.0;
    }
    Ok(Value::UNDEFINED)
}

/// %TypedArray%.prototype.slice ( start, end ) (https://tc39.es/ecma262/#sec-%typedarray%.prototype.slice)
fn slice(vm: &mut Vm, args: Arguments) -> Res {
    let (array, length) = this_valid(vm, args, "slice")?;
    let start = relative_index(vm, args.get(0), length as u64)? as usize;
    let end = relative_end(vm, args.get(1), length as u64)? as usize;
    let count = end.saturating_sub(start);
    let new =
        species_create(vm, array, &[Value::number(count as f64)], "%TypedArray%.prototype.slice")?;
    if count > 0 {
        let (array, length) = this_valid(vm, args, "slice")?;
        let count = end.min(length).saturating_sub(start);
        if array.element_type() == new.element_type() {
            // Bytes are copied in ascending order, which shows where both arrays share a buffer.
            let size = array.element_type().size();
            let available = new.valid_length().unwrap_or(0).min(count);
            if array.buffer.get() == new.buffer.get() {
                for i in 0..available {
                    if let Some(raw) = array.raw(start + i) {
                        new.set_raw(i, raw);
                    }
                }
            } else {
                let from = array.byte_offset + start * size;
                ArrayBuffer::copy(
                    array.buffer.get(),
                    from,
                    new.buffer.get(),
                    new.byte_offset,
                    available * size,
                );
            }
        } else {
            for i in 0..count {
                let value = element(vm, array, start + i);
                TypedArray::set(vm, new, i as f64, value)?;
            }
        }
    }
    Ok(Value::cell(new))
}

/// %TypedArray%.prototype.subarray ( start, end ) (https://tc39.es/ecma262/#sec-%typedarray%.prototype.subarray)
fn subarray(vm: &mut Vm, args: Arguments) -> Res {
    let array = super::this_array(vm, args, "subarray")?;
    let length = array.valid_length().unwrap_or(0) as u64;
    let start = relative_index(vm, args.get(0), length)?;
    let offset = array.byte_offset as u64 + start * array.element_type().size() as u64;
    let buffer = Value::cell(array.buffer.get());
    let offset = Value::number(offset as f64);
    let method = "%TypedArray%.prototype.subarray";
    if array.fixed_length == AUTO && args.get(1).is_undefined() {
        return Ok(Value::cell(species_create(vm, array, &[buffer, offset], method)?));
    }
    let end = relative_end(vm, args.get(1), length)?;
    let count = Value::number(end.saturating_sub(start) as f64);
    Ok(Value::cell(species_create(vm, array, &[buffer, offset, count], method)?))
}

/// %TypedArray%.prototype.toReversed ( ) (https://tc39.es/ecma262/#sec-%typedarray%.prototype.toreversed)
fn to_reversed(vm: &mut Vm, args: Arguments) -> Res {
    let (array, length) = this_valid(vm, args, "toReversed")?;
    let new = create_same_type(vm, array, length)?;
    for i in 0..length {
        if let Some(raw) = array.raw(length - 1 - i) {
            new.set_raw(i, raw);
        }
    }
    Ok(Value::cell(new))
}

/// %TypedArray%.prototype.with ( index, value ) (https://tc39.es/ecma262/#sec-%typedarray%.prototype.with)
fn with(vm: &mut Vm, args: Arguments) -> Res {
    let (array, length) = this_valid(vm, args, "with")?;
    let relative = vm.to_integer_or_infinity(args.get(0))?;
    let index = if relative < 0.0 { relative + length as f64 } else { relative };
    let raw = array.element_type().convert(vm, args.get(1))?;
    if index < 0.0 || index >= array.valid_length().unwrap_or(0) as f64 {
        return Err(vm.throw_range_error("Invalid typed array index"));
    }
    let new = create_same_type(vm, array, length)?;
    copy_elements(vm, array, 0, new, 0, length)?;
    new.set_raw(index as usize, raw);
    Ok(Value::cell(new))
}
