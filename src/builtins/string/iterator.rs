//! String iterators (https://tc39.es/ecma262/#sec-string-iterator-objects).
//!
//! Invariant: `position` is at most the string's length, and never between the halves of a pair.

use super::{Prototype, this_string};
use crate::builtins::support::{
    define_iterator_prototype, incompatible, object_cell, shape_with_prototype,
};
use crate::runtime::intrinsics::Intrinsic;
use crate::runtime::kind::Kind;
use crate::runtime::object::Object;
use crate::runtime::realm::Realm;
use crate::runtime::string::{JsString, StringExt};
use crate::runtime::vm::{Arguments, Vm};
use crate::value::{Res, Value};
use jsrun_gc::{Gc, Slot};
use std::cell::Cell as StdCell;

/// A built-in iterator over the code points of a string.
#[repr(C)]
pub struct StringIterator {
    object: Object,
    string: Slot<Gc<JsString>>,
    position: StdCell<u32>,
}
object_cell!(StringIterator, trace: string);

pub(super) fn setup(vm: &mut Vm, realm: Gc<Realm>, prototype: Prototype) {
    let function = define_iterator_prototype(
        vm,
        realm,
        Intrinsic::StringIteratorPrototype,
        "String Iterator",
        next,
    );
    vm.set_intrinsic(realm, Intrinsic::StringIteratorNext, function);
    vm.define_method(prototype, vm.symbols.iterator, 0, iterator);
}

/// String.prototype [ %Symbol.iterator% ] ( ) (https://tc39.es/ecma262/#sec-string.prototype-%symbol.iterator%)
fn iterator(vm: &mut Vm, args: Arguments) -> Res {
    let string = this_string(vm, args, "[Symbol.iterator]")?;
    let prototype = vm.intrinsic(Intrinsic::StringIteratorPrototype);
    let shape = shape_with_prototype(vm, prototype);
    let (string, position) = (Slot::new(string), StdCell::new(0));
    let make = |object| StringIterator { object, string, position };
    Ok(Value::cell(vm.alloc_object(Kind::StringIterator, shape, 0, make)))
}

/// %StringIteratorPrototype%.next ( ) (https://tc39.es/ecma262/#sec-%stringiteratorprototype%.next)
fn next(vm: &mut Vm, args: Arguments) -> Res {
    let Some(iterator) = args.this().as_kind::<StringIterator>() else {
        return Err(incompatible(vm, "String Iterator.prototype.next", args.this()));
    };
    let (string, position) = (iterator.string.get(), iterator.position.get());
    if position >= string.len() {
        return Ok(vm.iterator_result(Value::UNDEFINED, true));
    }
    let point = string.view().code_point_at(position as usize);
    iterator.position.set(position + if point > 0xFFFF { 2 } else { 1 });
    let text = vm.new_string_code_point(point);
    Ok(vm.iterator_result(Value::cell(text), false))
}
