//! The standard library, one file or folder per constructor and prototype.
//!
//! Invariant: [`setup`] fills a new realm once, before any script runs in it; what it defines has the attributes,
//! lengths and names that the specification gives.

mod array;
mod array_buffer;
mod atomics;
mod bigint;
mod boolean;
pub mod console;
mod data_view;
mod date;
mod disposable_stack;
mod effects;
mod error;
mod function;
mod generator;
mod global;
pub mod inspect;
mod iterator;
mod json;
mod keyed;
mod map;
mod math;
mod number;
mod object;
mod promise;
mod proxy;
mod reflect;
mod regexp;
mod set;
pub mod shared_array_buffer;
mod string;
mod support;
mod symbol;
mod typed_array;
mod weak;
mod web;

pub(crate) use array_buffer::{bytes_of, new_buffer};
pub use json::{parse_json, to_json};
use string::is_regexp as string_is_regexp;
use string::substitution as string_substitution;

#[cfg(test)]
mod tests;

use crate::runtime::function::{NativeCode, NativeFunction};
use crate::runtime::intrinsics::Intrinsic;
use crate::runtime::object::Object;
use crate::runtime::property::Attributes;
use crate::runtime::property_key::PropertyKey;
use crate::runtime::realm::Realm;
use crate::runtime::vm::{Arguments, Vm};
use crate::value::{Res, Value};
use jsrun_gc::{Gc, KindInfo};

/// What most files of the library use.
mod prelude {
    pub(super) use super::{
        Method, constructor, global_value, index_key, methods, relative_index, tag, this_object,
    };
    pub(super) use crate::runtime::intrinsics::Intrinsic;
    pub(super) use crate::runtime::object::Object;
    pub(super) use crate::runtime::property::{Attributes, PropertyDescriptor};
    pub(super) use crate::runtime::property_key::PropertyKey;
    pub(super) use crate::runtime::realm::Realm;
    pub(super) use crate::runtime::string::{JsString, StrView, StringBuilder, StringExt};
    pub(super) use crate::runtime::vm::{Arguments, Vm};
    pub(super) use crate::value::{Res, Thrown, Value};
    pub(super) use jsrun_gc::{Gc, RootVec};
}

/// The kinds of cells that the library adds to those of the runtime.
pub fn kinds() -> Vec<(u8, KindInfo)> {
    let mut kinds = Vec::new();
    array::kinds(&mut kinds);
    kinds.extend([
        KindInfo::of::<string::StringIterator>(),
        KindInfo::of::<regexp::RegExp>(),
        KindInfo::of::<regexp::RegExpStringIterator>(),
        KindInfo::of::<date::DateObject>(),
        KindInfo::of::<keyed::MapObject>(),
        KindInfo::of::<weak::WeakMap>(),
        KindInfo::of::<disposable_stack::DisposableStack>(),
        KindInfo::of::<disposable_stack::AsyncDisposableStack>(),
        KindInfo::of::<weak::WeakSet>(),
        KindInfo::of::<weak::WeakRef>(),
        KindInfo::of::<weak::FinalizationRegistry>(),
        KindInfo::of::<crate::runtime::typed_array::ArrayBuffer>(),
        KindInfo::of::<crate::runtime::typed_array::SharedArrayBuffer>(),
        KindInfo::of::<data_view::DataView>(),
        KindInfo::of::<map::MapIterator>(),
        KindInfo::of::<keyed::SetObject>(),
        KindInfo::of::<set::SetIterator>(),
        KindInfo::of::<iterator::IteratorHelper>(),
        KindInfo::of::<json::RawJson>(),
        KindInfo::of::<iterator::WrapForValidIterator>(),
    ]);
    kinds.extend(typed_array::kinds());
    kinds.extend(web::kinds());
    kinds
}

/// Installs the library in a machine without realms.
pub fn install(vm: &mut Vm) {
    vm.setup_builtins = setup;
    vm.regexp_create = regexp::create;
}

/// SetDefaultGlobalBindings (https://tc39.es/ecma262/#sec-setdefaultglobalbindings)
pub fn setup(vm: &mut Vm, realm: Gc<Realm>) {
    object::setup(vm, realm);
    function::setup(vm, realm);
    array::setup(vm, realm);
    number::setup(vm, realm);
    boolean::setup(vm, realm);
    symbol::setup(vm, realm);
    bigint::setup(vm, realm);
    string::setup(vm, realm);
    regexp::setup(vm, realm);
    date::setup(vm, realm);
    json::setup(vm, realm);
    map::setup(vm, realm);
    set::setup(vm, realm);
    weak::setup(vm, realm);
    disposable_stack::setup(vm, realm);
    array_buffer::setup(vm, realm);
    shared_array_buffer::setup(vm, realm);
    atomics::setup(vm, realm);
    data_view::setup(vm, realm);
    typed_array::setup(vm, realm);
    error::setup(vm, realm);
    iterator::setup(vm, realm);
    promise::setup(vm, realm);
    generator::setup(vm, realm);
    math::setup(vm, realm);
    reflect::setup(vm, realm);
    global::setup(vm, realm);
    proxy::setup(vm, realm);
    console::setup(vm, realm);
    web::setup(vm, realm);
    effects::setup(vm, realm);
}

/// Name, `length` and code of a method.
type Method = (&'static str, u32, NativeCode);

/// Defines methods in order.
fn methods(vm: &mut Vm, object: Gc<Object>, list: &[Method]) {
    for (name, length, code) in list {
        vm.define_method(object, *name, *length, *code);
    }
}

/// Defines `@@toStringTag`.
fn tag(vm: &mut Vm, object: Gc<Object>, text: &str) {
    let text = vm.new_string(text);
    let key = vm.symbols.to_string_tag;
    vm.define_value(object, key, Value::cell(text), Attributes::CONFIGURABLE);
}

/// Defines a property of the global object as its functions and constructors are.
fn global_value(vm: &mut Vm, realm: Gc<Realm>, name: &str, value: Value) {
    vm.define_value(realm.global.get(), name, value, Attributes::METHOD);
}

/// Makes a constructor that is a global of its name, ties it to its prototype object, and notes it as an intrinsic.
fn constructor(
    vm: &mut Vm,
    realm: Gc<Realm>,
    name: &str,
    length: u32,
    code: NativeCode,
    intrinsics: (Intrinsic, Intrinsic),
) -> (Gc<Object>, Gc<Object>) {
    let key = vm.key_from_str(name);
    let function = NativeFunction::as_object(vm.new_native_constructor(key, length, code, None));
    let prototype = realm.intrinsic(intrinsics.1);
    vm.link_constructor(function, prototype);
    vm.set_intrinsic(realm, intrinsics.0, function);
    global_value(vm, realm, name, Value::cell(function));
    (function, prototype)
}

/// ToObject of `this`; `method` names the function in the message.
fn this_object(vm: &mut Vm, arguments: Arguments, method: &str) -> Res<Gc<Object>> {
    let this = arguments.this();
    match this.as_object() {
        Some(object) => Ok(object),
        None => {
            vm.require_object_coercible(this, method)?;
            vm.to_object(this)
        }
    }
}

/// The key of an integer index, which may be beyond the array indices.
fn index_key(vm: &mut Vm, index: u64) -> PropertyKey {
    match u32::try_from(index) {
        Ok(index) if index != u32::MAX => PropertyKey::from_index(index),
        _ => {
            let text = vm.number_to_string(Value::number(index as f64));
            vm.string_key(text)
        }
    }
}

/// A position that an argument gives, from the end if negative, within `0..=length`.
fn relative_index(vm: &mut Vm, value: Value, length: u64) -> Res<u64> {
    let relative = vm.to_integer_or_infinity(value)?;
    Ok(if relative < 0.0 {
        (length as f64 + relative).max(0.0) as u64
    } else {
        relative.min(length as f64) as u64
    })
}

/// `get [Symbol.species]` (https://tc39.es/ecma262/#sec-get-array-@@species)
fn species_getter(_: &mut Vm, arguments: Arguments) -> Res {
    Ok(arguments.this())
}
