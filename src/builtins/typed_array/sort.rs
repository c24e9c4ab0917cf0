//! %TypedArray%.prototype.sort and toSorted (https://tc39.es/ecma262/#sec-%typedarray%.prototype.sort).
//!
//! Invariant: elements are taken out before the first comparison and put back after the last one.

use super::construct::create_same_type;
use super::{element, this_valid};
use crate::runtime::object::Object;
use crate::runtime::typed_array::{ElementType, TypedArray};
use crate::runtime::vm::{Arguments, Vm};
use crate::value::{Res, Value};
use jsrun_gc::{Gc, RootVec};
use std::cmp::Ordering;

pub(super) fn setup(vm: &mut Vm, p: Gc<Object>) {
    vm.define_method(p, "sort", 1, sort);
    vm.define_method(p, "toSorted", 1, to_sorted);
}

fn check_comparator(vm: &mut Vm, args: Arguments) -> Res<()> {
    let comparator = args.get(0);
    if !comparator.is_undefined() && !vm.is_callable(comparator) {
        let shown = vm.value_display(comparator);
        let message =
            format!("The comparison function must be either a function or undefined: {shown}");
        return Err(vm.throw_type_error(message));
    }
    Ok(())
}

/// Compares raw elements as numbers, -0 before +0 and NaN last.
fn compare_raw(vm: &mut Vm, element: ElementType, raws: &mut [u64]) {
    match element {
        ElementType::BigInt64 => raws.sort_unstable_by_key(|r| *r as i64),
        ElementType::BigUint64 => raws.sort_unstable(),
        _ => {
            let mut numbers: Vec<(f64, u64)> =
                raws.iter().map(|r| (element.decode(vm, *r).as_number(), *r)).collect();
            numbers.sort_by(|(a, _), (b, _)| match (a.is_nan(), b.is_nan()) {
                (false, false) => a.total_cmp(b),
                (a, b) => a.cmp(&b),
            });
            for (slot, (_, raw)) in raws.iter_mut().zip(numbers) {
                *slot = raw;
            }
        }
    }
}

/// Writes the elements of `from`, sorted, to `to`.
fn sort_into(
    vm: &mut Vm,
    args: Arguments,
    from: Gc<TypedArray>,
    length: usize,
    to: Gc<TypedArray>,
) -> Res<()> {
    if args.get(0).is_undefined() {
        let mut raws: Vec<u64> = (0..length).filter_map(|i| from.raw(i)).collect();
        compare_raw(vm, from.element_type(), &mut raws);
        for (i, raw) in raws.into_iter().enumerate() {
            to.set_raw(i, raw);
        }
        return Ok(());
    }
    let mut values: RootVec<Value> = vm.heap.root_vec();
    for i in 0..length {
        let value = element(vm, from, i);
        values.push(value);
    }
    merge_sort(vm, args.get(0), &mut values)?;
    for i in 0..values.len() {
        let value = values[i];
        TypedArray::set(vm, to, i as f64, value)?;
    }
    Ok(())
}

/// A stable bottom-up merge sort, whose comparisons may throw.
fn merge_sort(vm: &mut Vm, comparator: Value, values: &mut RootVec<Value>) -> Res<()> {
    let length = values.len();
    let mut scratch: RootVec<Value> = vm.heap.root_vec();
    scratch.extend_from_slice(values);
    let mut width = 1;
    while width < length {
        let mut start = 0;
        while start < length {
            let middle = (start + width).min(length);
            let end = (start + 2 * width).min(length);
            let (mut a, mut b) = (start, middle);
            for at in start..end {
                let take_right = if a == middle {
                    true
                } else if b == end {
                    false
                } else {
                    compare(vm, comparator, values[a], values[b])? == Ordering::Greater
                };
                let from = if take_right { &mut b } else { &mut a };
                scratch.set(at, values[*from]);
                *from += 1;
            }
            start = end;
        }
        std::mem::swap(values, &mut scratch);
        width *= 2;
    }
    Ok(())
}

fn compare(vm: &mut Vm, comparator: Value, a: Value, b: Value) -> Res<Ordering> {
    vm.poll_interrupt()?;
    let answer = vm.call(comparator, Value::UNDEFINED, &[a, b])?;
    let number = vm.to_number(answer)?;
    Ok(number.partial_cmp(&0.0).unwrap_or(Ordering::Equal))
}

/// %TypedArray%.prototype.sort ( comparator ) (https://tc39.es/ecma262/#sec-%typedarray%.prototype.sort)
fn sort(vm: &mut Vm, args: Arguments) -> Res {
    check_comparator(vm, args)?;
    let (array, length) = this_valid(vm, args, "sort")?;
    sort_into(vm, args, array, length, array)?;
    Ok(args.this())
}

/// %TypedArray%.prototype.toSorted ( comparator ) (https://tc39.es/ecma262/#sec-%typedarray%.prototype.tosorted)
fn to_sorted(vm: &mut Vm, args: Arguments) -> Res {
    check_comparator(vm, args)?;
    let (array, length) = this_valid(vm, args, "toSorted")?;
    let new = create_same_type(vm, array, length)?;
    sort_into(vm, args, array, length, new)?;
    Ok(Value::cell(new))
}
