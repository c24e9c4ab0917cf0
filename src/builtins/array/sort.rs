//! Sorting: a stable merge sort of positions, whose comparisons may call scripts.
//!
//! Invariant: the values that are sorted are in a rooted list that does not change, so a comparison can change neither
//! what is sorted nor, by throwing, lose an element of the array.

use super::super::prelude::*;
use super::{array_create, delete, get, get_present, put, this_and_length};
use std::cmp::Ordering;

/// Sorts positions stably. `is_less(a, b)` says whether the value at `a` comes before the one at `b`.
pub(in crate::builtins) fn merge_sort(
    vm: &mut Vm,
    order: &mut Vec<u32>,
    mut is_less: impl FnMut(&mut Vm, u32, u32) -> Res<bool>,
) -> Res<()> {
    const RUN: usize = 6;
    for run in order.chunks_mut(RUN) {
        for i in 1..run.len() {
            let item = run[i];
            let mut at = i;
            while at > 0 && is_less(vm, item, run[at - 1])? {
                run[at] = run[at - 1];
                at -= 1;
            }
            run[at] = item;
        }
    }
    let mut from = std::mem::take(order);
    let mut to = from.clone();
    let mut width = RUN;
    while width < from.len() {
        for start in (0..from.len()).step_by(2 * width) {
            let middle = (start + width).min(from.len());
            let end = (start + 2 * width).min(from.len());
            // Runs that are in order already are copied.
            if middle == end || !is_less(vm, from[middle], from[middle - 1])? {
                to[start..end].copy_from_slice(&from[start..end]);
                continue;
            }
            let (mut left, mut right) = (start, middle);
            for slot in &mut to[start..end] {
                let take_right =
                    left == middle || right < end && is_less(vm, from[right], from[left])?;
                let source = if take_right { &mut right } else { &mut left };
                *slot = from[*source];
                *source += 1;
            }
        }
        std::mem::swap(&mut from, &mut to);
        width *= 2;
    }
    *order = from;
    Ok(())
}

/// The order of values by CompareArrayElements (https://tc39.es/ecma262/#sec-comparearrayelements).
fn sorted_order(vm: &mut Vm, values: &RootVec<Value>, comparator: Option<Value>) -> Res<Vec<u32>> {
    let defined = || (0..values.len() as u32).filter(|i| !values[*i as usize].is_undefined());
    let mut order: Vec<u32> = defined().collect();
    match comparator {
        Some(function) => merge_sort(vm, &mut order, |vm, a, b| {
            let result =
                vm.call(function, Value::UNDEFINED, &[values[a as usize], values[b as usize]])?;
            match result.to_int() {
                Some(order) => Ok(order < 0),
                None => Ok(vm.to_number(result)? < 0.0),
            }
        })?,
        None => {
            // Each value is converted once; the strings are compared without the VM.
            let mut strings: RootVec<Value> = vm.heap.root_vec();
            for value in values.iter() {
                let string =
                    if value.is_undefined() { vm.strings.empty() } else { vm.to_string(*value)? };
                let flat = vm.flatten(string);
                strings.push(Value::cell(flat));
            }
            let views: Vec<StrView<'_>> = strings
                .iter()
                .map(|s| s.as_string().map_or(StrView::Latin1(b""), |s| s.view()))
                .collect();
            order.sort_by(|a, b| compare_texts(views[*a as usize], views[*b as usize]));
        }
    }
    order.extend((0..values.len() as u32).filter(|i| values[*i as usize].is_undefined()));
    Ok(order)
}

fn compare_texts(a: StrView<'_>, b: StrView<'_>) -> Ordering {
    a.compare(b)
}

/// The comparator argument.
fn comparator(vm: &mut Vm, value: Value) -> Res<Option<Value>> {
    if value.is_undefined() {
        return Ok(None);
    }
    if !value.is_callable() {
        return Err(
            vm.throw_type_error("The comparison function must be either a function or undefined")
        );
    }
    Ok(Some(value))
}

/// Array.prototype.sort (https://tc39.es/ecma262/#sec-array.prototype.sort)
pub(super) fn sort(vm: &mut Vm, arguments: Arguments) -> Res {
    let comparator = comparator(vm, arguments.get(0))?;
    let (object, length) = this_and_length(vm, arguments, "sort")?;
    let mut values: RootVec<Value> = vm.heap.root_vec();
    for index in 0..length {
        if let Some(value) = get_present(vm, object, index)? {
            values.push(value);
        }
        vm.poll_interrupt()?;
    }
    let order = sorted_order(vm, &values, comparator)?;
    let packed = vm.packed_elements(object).is_some_and(|elements| elements.len() as u64 == length);
    if packed && values.len() as u64 == length {
        vm.with_dense(object, |slots| {
            for (slot, position) in slots.iter_mut().zip(&order) {
                *slot = values[*position as usize];
            }
        });
        return Ok(Value::cell(object));
    }
    for (index, position) in order.iter().enumerate() {
        put(vm, object, index as u64, values[*position as usize])?;
        vm.poll_interrupt()?;
    }
    for index in order.len() as u64..length {
        let key = index_key(vm, index);
        if vm.has_property(object, key)? {
            delete(vm, object, index)?;
        }
        vm.poll_interrupt()?;
    }
    Ok(Value::cell(object))
}

/// Array.prototype.toSorted (https://tc39.es/ecma262/#sec-array.prototype.tosorted)
pub(super) fn to_sorted(vm: &mut Vm, arguments: Arguments) -> Res {
    let comparator = comparator(vm, arguments.get(0))?;
    let (object, length) = this_and_length(vm, arguments, "toSorted")?;
    if length > u32::MAX as u64 {
        return array_create(vm, length).map(Value::cell);
    }
    let mut values: RootVec<Value> = vm.heap.root_vec();
    for index in 0..length {
        let value = get(vm, object, index)?;
        values.push(value);
        vm.poll_interrupt()?;
    }
    let order = sorted_order(vm, &values, comparator)?;
    let result = vm.new_array(0)?;
    for position in order {
        vm.array_push(result, values[position as usize])?;
    }
    Ok(Value::cell(result))
}
