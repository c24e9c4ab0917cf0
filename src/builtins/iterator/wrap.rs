//! Iterator.from and %WrapForValidIteratorPrototype% (https://tc39.es/ecma262/#sec-iterator.from).
//!
//! Invariant: a wrapper keeps the iterator record that it was made with: its `next` is read once.

use super::super::prelude::*;
use super::super::support::{incompatible, object_cell, shape_with_prototype};
use super::flattenable;
use crate::runtime::iterator::IteratorRecord;
use crate::runtime::kind::Kind;
use jsrun_gc::Slot;

/// An iterator that is no instance of Iterator, wrapped in one that is.
#[repr(C)]
pub struct WrapForValidIterator {
    object: Object,
    /// [[Iterated]]
    iterated: Slot<Value>,
}
object_cell!(WrapForValidIterator, trace: iterated);

/// Makes %WrapForValidIteratorPrototype%.
pub(super) fn setup(vm: &mut Vm, realm: Gc<Realm>) {
    let parent = realm.intrinsic(Intrinsic::IteratorPrototype);
    let prototype = vm.new_object_with_prototype(Some(parent));
    vm.set_intrinsic(realm, Intrinsic::WrapForValidIteratorPrototype, prototype);
    methods(vm, prototype, &[("next", 0, next), ("return", 0, return_)]);
}

/// Iterator.from (https://tc39.es/ecma262/#sec-iterator.from)
pub(super) fn from(vm: &mut Vm, arguments: Arguments) -> Res {
    let record = flattenable(vm, arguments.get(0), true)?;
    let iterator = record.iterator.get();
    let constructor = Value::cell(vm.intrinsic(Intrinsic::Iterator));
    if vm.ordinary_has_instance(constructor, iterator)? {
        return Ok(iterator);
    }
    let prototype = vm.intrinsic(Intrinsic::WrapForValidIteratorPrototype);
    let shape = shape_with_prototype(vm, prototype);
    let iterated = Slot::new(Value::cell(record));
    Ok(Value::cell(vm.alloc_object(Kind::WrapForValidIterator, shape, 0, |object| {
        WrapForValidIterator { object, iterated }
    })))
}

fn iterated(vm: &mut Vm, arguments: Arguments, method: &str) -> Res<Gc<IteratorRecord>> {
    let wrapper = arguments.this().as_kind::<WrapForValidIterator>();
    match wrapper.and_then(|wrapper| wrapper.iterated.get().as_kind::<IteratorRecord>()) {
        Some(record) => Ok(record),
        None => {
            let method = format!("%WrapForValidIteratorPrototype%.{method}");
            Err(incompatible(vm, &method, arguments.this()))
        }
    }
}

/// %WrapForValidIteratorPrototype%.next (https://tc39.es/ecma262/#sec-%wrapforvaliditeratorprototype%.next)
fn next(vm: &mut Vm, arguments: Arguments) -> Res {
    let record = iterated(vm, arguments, "next")?;
    vm.call(record.next.get(), record.iterator.get(), &[])
}

/// %WrapForValidIteratorPrototype%.return (https://tc39.es/ecma262/#sec-%wrapforvaliditeratorprototype%.return)
fn return_(vm: &mut Vm, arguments: Arguments) -> Res {
    let iterator = iterated(vm, arguments, "return")?.iterator.get();
    let key = vm.names.return_;
    match vm.get_method(iterator, key)? {
        Some(method) => vm.call(method, iterator, &[]),
        None => Ok(vm.iterator_result(Value::UNDEFINED, true)),
    }
}
