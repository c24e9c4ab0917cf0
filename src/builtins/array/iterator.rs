//! Array iterators (https://tc39.es/ecma262/#sec-array-iterator-objects).
//!
//! Invariant: an iterator that is done has `undefined` in place of its array, and stays done.

use super::super::prelude::*;
use super::{get, length_of};
use crate::runtime::kind::Kind;
use crate::runtime::object::trace_object;
use crate::runtime::shape::ShapeClass;
use crate::runtime::typed_array::TypedArray;
use jsrun_gc::{Cell, Layout, Marker, Slot};
use std::cell::Cell as StdCell;

/// What an iterator yields.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Yields {
    Keys,
    Values,
    Entries,
}

/// An Array Iterator.
#[repr(C)]
pub(super) struct ArrayIterator {
    object: Object,
    /// [[IteratedArrayLike]], `undefined` when done.
    array: Slot<Value>,
    /// [[ArrayLikeNextIndex]]
    next: StdCell<u64>,
    yields: Yields,
}

// SAFETY: `repr(C)`, begins with `Object`; `trace` visits its references and the array.
unsafe impl Cell for ArrayIterator {
    const KIND: u8 = Kind::ArrayIterator as u8;
    const LAYOUT: Layout = Layout::Custom(trace);
}

unsafe fn trace(cell: usize, marker: &mut Marker) {
    // SAFETY: the collector passes a live `ArrayIterator`.
    unsafe {
        trace_object(cell, marker);
        marker.visit_word(
            (*std::ptr::with_exposed_provenance::<ArrayIterator>(cell)).array.get().bits(),
        );
    }
}

/// Fills %ArrayIteratorPrototype% (https://tc39.es/ecma262/#sec-%arrayiteratorprototype%-object).
pub(super) fn setup(vm: &mut Vm, realm: Gc<Realm>) {
    let prototype = realm.intrinsic(Intrinsic::ArrayIteratorPrototype);
    let function = vm.define_method(prototype, "next", 0, next);
    vm.set_intrinsic(realm, Intrinsic::ArrayIteratorNext, function);
    tag(vm, prototype, "Array Iterator");
}

/// CreateArrayIterator (https://tc39.es/ecma262/#sec-createarrayiterator)
fn create(vm: &mut Vm, arguments: Arguments, method: &str, yields: Yields) -> Res {
    let array = this_object(vm, arguments, method)?;
    let prototype = vm.intrinsic(Intrinsic::ArrayIteratorPrototype);
    let shape = vm.root_shape(Some(prototype), 0, ShapeClass::Ordinary);
    let array = Slot::new(Value::cell(array));
    let iterator = vm.alloc_object(Kind::ArrayIterator, shape, 0, |object| ArrayIterator {
        object,
        array,
        next: StdCell::new(0),
        yields,
    });
    Ok(Value::cell(iterator))
}

/// Array.prototype.keys (https://tc39.es/ecma262/#sec-array.prototype.keys)
pub(super) fn keys(vm: &mut Vm, arguments: Arguments) -> Res {
    create(vm, arguments, "Array.prototype.keys", Yields::Keys)
}

/// Array.prototype.values (https://tc39.es/ecma262/#sec-array.prototype.values)
pub(super) fn values(vm: &mut Vm, arguments: Arguments) -> Res {
    create(vm, arguments, "Array.prototype.values", Yields::Values)
}

/// Array.prototype.entries (https://tc39.es/ecma262/#sec-array.prototype.entries)
pub(super) fn entries(vm: &mut Vm, arguments: Arguments) -> Res {
    create(vm, arguments, "Array.prototype.entries", Yields::Entries)
}

/// %ArrayIteratorPrototype%.next (https://tc39.es/ecma262/#sec-%arrayiteratorprototype%.next)
fn next(vm: &mut Vm, arguments: Arguments) -> Res {
    let Some(iterator) = arguments.this().as_kind::<ArrayIterator>() else {
        let shown = vm.value_display(arguments.this());
        return Err(vm.throw_type_error(format!(
            "Method Array Iterator.prototype.next called on incompatible receiver {shown}"
        )));
    };
    let Some(array) = iterator.array.get().as_object() else {
        return Ok(vm.iterator_result(Value::UNDEFINED, true));
    };
    let value = step(vm, iterator, array);
    if !matches!(value, Ok(value) if value != Value::DONE) {
        iterator.array.set(&mut vm.heap, iterator, Value::UNDEFINED);
    }
    match value? {
        Value::DONE => Ok(vm.iterator_result(Value::UNDEFINED, true)),
        value => Ok(vm.iterator_result(value, false)),
    }
}

/// The next value, `DONE` at the end.
fn step(vm: &mut Vm, iterator: Gc<ArrayIterator>, array: Gc<Object>) -> Res {
    let index = iterator.next.get();
    let length = match TypedArray::of(array) {
        None => length_of(vm, array)?,
        Some(array) => match array.valid_length() {
            Some(length) => length as u64,
            None => {
                return Err(vm.throw_type_error(
                    "Cannot perform %ArrayIteratorPrototype%.next on a detached ArrayBuffer",
                ));
            }
        },
    };
    if index >= length {
        return Ok(Value::DONE);
    }
    iterator.next.set(index + 1);
    let key = Value::number(index as f64);
    if iterator.yields == Yields::Keys {
        return Ok(key);
    }
    let value = get(vm, array, index)?;
    if iterator.yields == Yields::Values {
        return Ok(value);
    }
    vm.new_array_from(&[key, value]).map(Value::cell)
}
