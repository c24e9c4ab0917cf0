//! RegExp.prototype [ %Symbol.matchAll% ] and RegExp String Iterators
//! (https://tc39.es/ecma262/#sec-regexp-string-iterator-objects).
//!
//! Invariant: an iterator that is done stays done.

use super::exec::{advance_last_index, found_object, regexp_exec};
use crate::builtins::support::{
    define_iterator_prototype, flat_string, incompatible, object_cell, shape_with_prototype,
};
use crate::runtime::intrinsics::Intrinsic;
use crate::runtime::kind::Kind;
use crate::runtime::object::Object;
use crate::runtime::property_key::PropertyKey;
use crate::runtime::realm::Realm;
use crate::runtime::string::{JsString, StringExt};
use crate::runtime::vm::{Arguments, Vm};
use crate::value::{Res, Value};
use jsrun_gc::{Gc, Slot};
use std::cell::Cell as StdCell;

/// A built-in iterator over the matches of a regular expression.
#[repr(C)]
pub struct RegExpStringIterator {
    object: Object,
    regexp: Slot<Gc<Object>>,
    string: Slot<Gc<JsString>>,
    global: bool,
    unicode: bool,
    done: StdCell<bool>,
}
object_cell!(RegExpStringIterator, trace: regexp, string);

pub(super) fn setup(vm: &mut Vm, realm: Gc<Realm>, prototype: Gc<Object>) {
    vm.define_method(prototype, vm.symbols.match_all, 1, match_all);
    define_iterator_prototype(
        vm,
        realm,
        Intrinsic::RegExpStringIteratorPrototype,
        "RegExp String Iterator",
        next,
    );
}

/// RegExp.prototype [ %Symbol.matchAll% ] ( string )
/// (https://tc39.es/ecma262/#sec-regexp-prototype-%symbol.matchall%)
fn match_all(vm: &mut Vm, args: Arguments) -> Res {
    let Some(regexp) = args.this_object() else {
        return Err(incompatible(vm, "RegExp.prototype.@@matchAll", args.this()));
    };
    let string = flat_string(vm, args.get(0))?;
    let constructor = vm.species_constructor(regexp, Intrinsic::RegExp)?;
    let flags = vm.get(regexp, vm.names.flags)?;
    let flags = flat_string(vm, flags)?;
    let matcher =
        vm.construct(constructor, &[Value::cell(regexp), Value::cell(flags)], constructor)?;
    let matcher = vm.to_object(matcher)?;
    let key = vm.names.last_index;
    let last = vm.get(regexp, key)?;
    let last = vm.to_length(last)?;
    vm.set(matcher, key, Value::number(last as f64), true)?;
    let has = |flag: u8| flags.view().units().any(|u| u == flag as u16);
    let (global, unicode) = (has(b'g'), has(b'u') || has(b'v'));
    let prototype = vm.intrinsic(Intrinsic::RegExpStringIteratorPrototype);
    let shape = shape_with_prototype(vm, prototype);
    Ok(Value::cell(vm.alloc_object(Kind::RegExpStringIterator, shape, 0, |object| {
        RegExpStringIterator {
            object,
            regexp: Slot::new(matcher),
            string: Slot::new(string),
            global,
            unicode,
            done: StdCell::new(false),
        }
    })))
}

/// %RegExpStringIteratorPrototype%.next ( ) (https://tc39.es/ecma262/#sec-%regexpstringiteratorprototype%.next)
fn next(vm: &mut Vm, args: Arguments) -> Res {
    let Some(iterator) = args.this().as_kind::<RegExpStringIterator>() else {
        return Err(incompatible(vm, "RegExp String Iterator.prototype.next", args.this()));
    };
    if iterator.done.get() {
        return Ok(vm.iterator_result(Value::UNDEFINED, true));
    }
    let (regexp, string) = (iterator.regexp.get(), iterator.string.get());
    // Whatever throws below ends the iteration, as a generator's body would.
    iterator.done.set(true);
    let Some(found) = regexp_exec(vm, regexp, string)? else {
        return Ok(vm.iterator_result(Value::UNDEFINED, true));
    };
    let result = found_object(vm, regexp, string, found)?;
    if iterator.global {
        let text = vm.get_v(result, PropertyKey::from_index(0))?;
        if vm.to_string(text)?.is_empty() {
            advance_last_index(vm, regexp, string, iterator.unicode)?;
        }
        iterator.done.set(false);
    }
    Ok(vm.iterator_result(result, false))
}
