//! The methods of %Iterator.prototype% that return iterator helpers, and `Iterator.concat`
//! (https://tc39.es/ecma262/#sec-iterator.prototype-object).
//!
//! Invariant: arguments are checked before `next` is read, and an argument that is refused closes the iterator.

use super::super::prelude::*;
use super::helper::{Parts, Sort, new_helper};
use super::{close_with, start, this_iterator};
use crate::runtime::convert::MAX_SAFE_INTEGER;

/// A helper that calls a function.
fn with_function(vm: &mut Vm, arguments: Arguments, method: &str, sort: Sort) -> Res {
    let (record, function) = start(vm, arguments, method)?;
    let parts = Parts { underlying: Value::cell(record), function, ..Parts::new(sort) };
    Ok(new_helper(vm, parts))
}

/// Iterator.prototype.map (https://tc39.es/ecma262/#sec-iterator.prototype.map)
pub(super) fn map(vm: &mut Vm, arguments: Arguments) -> Res {
    with_function(vm, arguments, "map", Sort::Map)
}

/// Iterator.prototype.filter (https://tc39.es/ecma262/#sec-iterator.prototype.filter)
pub(super) fn filter(vm: &mut Vm, arguments: Arguments) -> Res {
    with_function(vm, arguments, "filter", Sort::Filter)
}

/// Iterator.prototype.flatMap (https://tc39.es/ecma262/#sec-iterator.prototype.flatmap)
pub(super) fn flat_map(vm: &mut Vm, arguments: Arguments) -> Res {
    with_function(vm, arguments, "flatMap", Sort::FlatMap)
}

/// A helper that counts.
fn with_limit(vm: &mut Vm, arguments: Arguments, method: &str, sort: Sort) -> Res {
    let iterator = Value::cell(this_iterator(vm, arguments, method)?);
    let count = match limit(vm, arguments.get(0)) {
        Ok(count) => count,
        Err(thrown) => return Err(close_with(vm, iterator, thrown)),
    };
    let record = vm.get_iterator_direct(iterator)?;
    let parts = Parts { underlying: Value::cell(record), count, ..Parts::new(sort) };
    Ok(new_helper(vm, parts))
}

fn limit(vm: &mut Vm, value: Value) -> Res<f64> {
    let number = vm.to_number(value)?;
    let count = number.trunc();
    let too_great = count.is_finite() && count > MAX_SAFE_INTEGER as f64;
    if number.is_nan() || count < 0.0 || too_great {
        let shown = vm.value_display(value);
        return Err(vm.throw_range_error(format!("{shown} must be positive")));
    }
    Ok(count)
}

/// Iterator.prototype.take (https://tc39.es/ecma262/#sec-iterator.prototype.take)
pub(super) fn take(vm: &mut Vm, arguments: Arguments) -> Res {
    with_limit(vm, arguments, "take", Sort::Take)
}

/// Iterator.prototype.drop (https://tc39.es/ecma262/#sec-iterator.prototype.drop)
pub(super) fn drop(vm: &mut Vm, arguments: Arguments) -> Res {
    with_limit(vm, arguments, "drop", Sort::Drop)
}

/// The size of chunks and windows.
fn size(vm: &mut Vm, value: Value, name: &str) -> Res<f64> {
    let Some(size) = value.to_number().filter(|n| n.fract() == 0.0) else {
        let shown = vm.value_display(value);
        return Err(vm.throw_type_error(format!("{name} {shown} is not an integral number")));
    };
    if !(1.0..=u32::MAX as f64).contains(&size) {
        return Err(vm.throw_range_error(format!("{name} must be between 1 and 4294967295")));
    }
    Ok(size)
}

/// Iterator.prototype.chunks (https://tc39.es/proposal-iterator-chunking/#sec-iterator.prototype.chunks)
pub(super) fn chunks(vm: &mut Vm, arguments: Arguments) -> Res {
    let iterator = Value::cell(this_iterator(vm, arguments, "chunks")?);
    let size = match size(vm, arguments.get(0), "chunkSize") {
        Ok(size) => size,
        Err(thrown) => return Err(close_with(vm, iterator, thrown)),
    };
    let record = vm.get_iterator_direct(iterator)?;
    let parts = Parts { underlying: Value::cell(record), size, ..Parts::new(Sort::Chunks) };
    Ok(new_helper(vm, parts))
}

/// Iterator.prototype.windows (https://tc39.es/proposal-iterator-chunking/#sec-iterator.prototype.windows)
pub(super) fn windows(vm: &mut Vm, arguments: Arguments) -> Res {
    let iterator = Value::cell(this_iterator(vm, arguments, "windows")?);
    let read = size(vm, arguments.get(0), "windowSize")
        .and_then(|size| Ok((size, only_full(vm, arguments.get(1))?)));
    let (size, only_full) = match read {
        Ok(read) => read,
        Err(thrown) => return Err(close_with(vm, iterator, thrown)),
    };
    let record = vm.get_iterator_direct(iterator)?;
    let sort = Sort::Windows { only_full };
    let parts = Parts { underlying: Value::cell(record), size, ..Parts::new(sort) };
    Ok(new_helper(vm, parts))
}

fn only_full(vm: &mut Vm, value: Value) -> Res<bool> {
    if value.is_undefined() {
        return Ok(true);
    }
    match value.as_string().map(|text| text.to_rust()).as_deref() {
        Some("only-full") => Ok(true),
        Some("allow-partial") => Ok(false),
        _ => {
            let shown = vm.value_display(value);
            Err(vm.throw_type_error(format!(
                "undersized must be \"only-full\" or \"allow-partial\", not {shown}"
            )))
        }
    }
}

/// Iterator.concat (https://tc39.es/ecma262/#sec-iterator.concat)
pub(super) fn concat(vm: &mut Vm, arguments: Arguments) -> Res {
    let mut items: RootVec<Value> = vm.heap.root_vec();
    for item in arguments.as_slice() {
        if !item.is_object() {
            let shown = vm.value_display(*item);
            return Err(vm.throw_type_error(format!("{shown} is not an object")));
        }
        let key = vm.symbols.iterator;
        let Some(method) = vm.get_method(*item, key)? else {
            let shown = vm.value_display(*item);
            return Err(vm.throw_type_error(format!("{shown} is not iterable")));
        };
        items.push(*item);
        items.push(method);
    }
    let list = Value::cell(vm.new_values_from(&items)?);
    Ok(new_helper(vm, Parts { list, ..Parts::new(Sort::Concat) }))
}
