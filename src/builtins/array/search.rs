//! Methods that look elements up or show them: at, includes, indexOf, lastIndexOf, join, toString, toLocaleString.
//!
//! Invariant: `vm.joining` holds the arrays that are being joined right now, so that a cycle shows as nothing.

use super::super::prelude::*;
use super::{get, get_present, length_of, this_and_length};
use crate::runtime::object::Elements;

/// Array.prototype.at (https://tc39.es/ecma262/#sec-array.prototype.at)
pub(super) fn at(vm: &mut Vm, arguments: Arguments) -> Res {
    let (object, length) = this_and_length(vm, arguments, "at")?;
    let relative = vm.to_integer_or_infinity(arguments.get(0))?;
    let index = if relative >= 0.0 { relative } else { length as f64 + relative };
    if index < 0.0 || index >= length as f64 {
        return Ok(Value::UNDEFINED);
    }
    get(vm, object, index as u64)
}

/// Can only an identical word be strictly equal to it?
fn compares_by_identity(value: Value) -> bool {
    !value.is_number() && !value.is_string() && !value.is_bigint()
}

/// The dense elements from `from` on, for a search that calls no script.
///
/// # Safety
/// Nothing may change the elements while the slice is used.
unsafe fn dense_from<'a>(
    vm: &Vm,
    object: Gc<Object>,
    from: u64,
    length: u64,
) -> Option<&'a [Value]> {
    let elements = vm.dense_elements(object)?;
    if elements.len() as u64 != length {
        return None;
    }
    // SAFETY: promised by the caller.
    unsafe { Elements::as_slice(elements) }.get(from as usize..)
}

/// Array.prototype.includes (https://tc39.es/ecma262/#sec-array.prototype.includes)
pub(super) fn includes(vm: &mut Vm, arguments: Arguments) -> Res {
    let (object, length) = this_and_length(vm, arguments, "includes")?;
    if length == 0 {
        return Ok(Value::FALSE);
    }
    let wanted = arguments.get(0);
    let from = relative_index(vm, arguments.get(1), length)?;
    // SAFETY: comparing identities or the equality of strings changes no elements.
    if let Some(values) = unsafe { dense_from(vm, object, from, length) }
        && (!values.contains(&Value::HOLE) || vm.inherits_no_elements(object))
    {
        let found = if compares_by_identity(wanted) {
            values.contains(&wanted) || wanted.is_undefined() && values.contains(&Value::HOLE)
        } else {
            values.iter().any(|value| *value != Value::HOLE && vm.same_value_zero(*value, wanted))
        };
        return Ok(Value::bool(found));
    }
    for index in from..length {
        let value = get(vm, object, index)?;
        if vm.same_value_zero(value, wanted) {
            return Ok(Value::TRUE);
        }
        vm.poll_interrupt()?;
    }
    Ok(Value::FALSE)
}

/// Array.prototype.indexOf (https://tc39.es/ecma262/#sec-array.prototype.indexof)
pub(super) fn index_of(vm: &mut Vm, arguments: Arguments) -> Res {
    let (object, length) = this_and_length(vm, arguments, "indexOf")?;
    if length == 0 {
        return Ok(Value::int(-1));
    }
    let wanted = arguments.get(0);
    let from = relative_index(vm, arguments.get(1), length)?;
    // SAFETY: comparing identities or the equality of strings changes no elements.
    if let Some(values) = unsafe { dense_from(vm, object, from, length) }
        && (!values.contains(&Value::HOLE) || vm.inherits_no_elements(object))
    {
        let found = if compares_by_identity(wanted) {
            values.iter().position(|value| *value == wanted)
        } else {
            values
                .iter()
                .position(|value| *value != Value::HOLE && vm.is_strictly_equal(*value, wanted))
        };
        return Ok(found.map_or(Value::int(-1), |i| Value::number((from + i as u64) as f64)));
    }
    for index in from..length {
        if let Some(value) = get_present(vm, object, index)?
            && vm.is_strictly_equal(value, wanted)
        {
            return Ok(Value::number(index as f64));
        }
        vm.poll_interrupt()?;
    }
    Ok(Value::int(-1))
}

/// Array.prototype.lastIndexOf (https://tc39.es/ecma262/#sec-array.prototype.lastindexof)
pub(super) fn last_index_of(vm: &mut Vm, arguments: Arguments) -> Res {
    let (object, length) = this_and_length(vm, arguments, "lastIndexOf")?;
    if length == 0 {
        return Ok(Value::int(-1));
    }
    let from = if arguments.len() > 1 {
        vm.to_integer_or_infinity(arguments.get(1))?
    } else {
        length as f64 - 1.0
    };
    // One past the first index that is looked at.
    let end = if from >= 0.0 {
        from.min(length as f64 - 1.0) + 1.0
    } else {
        (length as f64 + from + 1.0).max(0.0)
    };
    for index in (0..end as u64).rev() {
        if let Some(value) = get_present(vm, object, index)?
            && vm.is_strictly_equal(value, arguments.get(0))
        {
            return Ok(Value::number(index as f64));
        }
        vm.poll_interrupt()?;
    }
    Ok(Value::int(-1))
}

/// Joins the texts that `show` makes of the elements, or nothing if the array is being joined already.
fn join_with(
    vm: &mut Vm,
    object: Gc<Object>,
    length: u64,
    separator: Gc<JsString>,
    show: impl Fn(&mut Vm, Value) -> Res<Gc<JsString>>,
) -> Res {
    if vm.joining.contains(&object) {
        return Ok(Value::cell(vm.strings.empty()));
    }
    vm.check_native_stack()?;
    vm.joining.push(object);
    let result = join_elements(vm, object, length, separator, show);
    vm.joining.pop();
    result
}

fn join_elements(
    vm: &mut Vm,
    object: Gc<Object>,
    length: u64,
    separator: Gc<JsString>,
    show: impl Fn(&mut Vm, Value) -> Res<Gc<JsString>>,
) -> Res {
    let mut text = StringBuilder::new();
    let separator = vm.flatten(separator);
    // What the separators alone make too long needs no element.
    if length.saturating_sub(1).saturating_mul(separator.len() as u64)
        > crate::runtime::string::MAX_LENGTH as u64
    {
        return Err(vm.throw_range_error("Invalid string length"));
    }
    for index in 0..length {
        if index > 0 {
            text.push_view(separator.view());
        }
        let value = get(vm, object, index)?;
        if !value.is_nullish() {
            let shown = show(vm, value)?;
            text.push_string(vm, shown)?;
        }
        if index % 1024 == 0 {
            vm.poll_interrupt()?;
        }
    }
    text.finish(vm).map(Value::cell)
}

/// Array.prototype.join (https://tc39.es/ecma262/#sec-array.prototype.join)
pub(super) fn join(vm: &mut Vm, arguments: Arguments) -> Res {
    let (object, length) = this_and_length(vm, arguments, "join")?;
    let separator = match arguments.get(0) {
        Value::UNDEFINED => vm.strings.char(b','),
        value => vm.to_string(value)?,
    };
    join_with(vm, object, length, separator, Vm::to_string)
}

/// Array.prototype.toString (https://tc39.es/ecma262/#sec-array.prototype.tostring)
pub(super) fn to_string(vm: &mut Vm, arguments: Arguments) -> Res {
    let object = this_object(vm, arguments, "Array.prototype.toString")?;
    let key = vm.names.join;
    let join = vm.get(object, key)?;
    if join.is_callable() {
        return vm.call(join, Value::cell(object), &[]);
    }
    super::super::object::prototype::tag_string(vm, Value::cell(object)).map(Value::cell)
}

/// Array.prototype.toLocaleString (https://tc39.es/ecma262/#sec-array.prototype.tolocalestring)
pub(super) fn to_locale_string(vm: &mut Vm, arguments: Arguments) -> Res {
    let object = this_object(vm, arguments, "Array.prototype.toLocaleString")?;
    let length = length_of(vm, object)?;
    let separator = vm.strings.char(b',');
    join_with(vm, object, length, separator, |vm, value| {
        let key = vm.names.to_locale_string;
        let shown = vm.invoke(value, key, &[])?;
        vm.to_string(shown)
    })
}
