//! Methods that look for a value: includes, indexOf, lastIndexOf.
//!
//! Invariant: an element that has gone since the arguments were converted is `undefined` for includes, and nothing for
//! the others.

use super::{element, this_valid};
use crate::builtins::support::relative_index;
use crate::runtime::object::Object;
use crate::runtime::vm::{Arguments, Vm};
use crate::value::{Res, Value};
use jsrun_gc::Gc;

pub(super) fn setup(vm: &mut Vm, p: Gc<Object>) {
    vm.define_method(p, "includes", 1, includes);
    vm.define_method(p, "indexOf", 1, index_of);
    vm.define_method(p, "lastIndexOf", 1, last_index_of);
}

/// %TypedArray%.prototype.includes ( searchElement [ , fromIndex ] )
/// (https://tc39.es/ecma262/#sec-%typedarray%.prototype.includes)
fn includes(vm: &mut Vm, args: Arguments) -> Res {
    let (array, length) = this_valid(vm, args, "includes")?;
    if length == 0 {
        return Ok(Value::FALSE);
    }
    let start = relative_index(vm, args.get(1), length as u64)? as usize;
    for i in start..length {
        let value = element(vm, array, i);
        if vm.same_value_zero(value, args.get(0)) {
            return Ok(Value::TRUE);
        }
    }
    Ok(Value::FALSE)
}

/// %TypedArray%.prototype.indexOf ( searchElement [ , fromIndex ] )
/// (https://tc39.es/ecma262/#sec-%typedarray%.prototype.indexof)
fn index_of(vm: &mut Vm, args: Arguments) -> Res {
    let (array, length) = this_valid(vm, args, "indexOf")?;
    if length == 0 {
        return Ok(Value::int(-1));
    }
    let start = relative_index(vm, args.get(1), length as u64)? as usize;
    for i in start..length.min(array.valid_length().unwrap_or(0)) {
        let value = element(vm, array, i);
        if vm.is_strictly_equal(value, args.get(0)) {
            return Ok(Value::number(i as f64));
        }
    }
    Ok(Value::int(-1))
}

/// %TypedArray%.prototype.lastIndexOf ( searchElement [ , fromIndex ] )
/// (https://tc39.es/ecma262/#sec-%typedarray%.prototype.lastindexof)
fn last_index_of(vm: &mut Vm, args: Arguments) -> Res {
    let (array, length) = this_valid(vm, args, "lastIndexOf")?;
    if length == 0 {
        return Ok(Value::int(-1));
    }
    let from =
        if args.len() > 1 { vm.to_integer_or_infinity(args.get(1))? } else { length as f64 - 1.0 };
    let from = if from < 0.0 { from + length as f64 } else { from.min(length as f64 - 1.0) };
    if from < 0.0 {
        return Ok(Value::int(-1));
    }
    let available = array.valid_length().unwrap_or(0);
    for i in (0..(from as usize + 1).min(available)).rev() {
        let value = element(vm, array, i);
        if vm.is_strictly_equal(value, args.get(0)) {
            return Ok(Value::number(i as f64));
        }
    }
    Ok(Value::int(-1))
}
