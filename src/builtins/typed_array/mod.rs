//! %TypedArray% and the twelve constructors (https://tc39.es/ecma262/#sec-typedarray-objects).
//!
//! Invariant: a typed array is looked at anew after every call that may run a script, for its buffer may have been
//! detached or resized.

pub(super) mod base64;
mod construct;
mod copy;
mod iterate;
mod search;
mod sort;

use super::support::*;
use crate::runtime::function::NativeFunction;
use crate::runtime::intrinsics::Intrinsic;
use crate::runtime::object::Object;
use crate::runtime::property::Attributes;
use crate::runtime::realm::Realm;
use crate::runtime::typed_array::{ElementType, TypedArray};
use crate::runtime::vm::{Arguments, Vm};
use crate::value::{Res, Value};
use jsrun_gc::{Gc, KindInfo};

/// The kinds of typed arrays, all laid out alike.
pub(super) fn kinds() -> impl Iterator<Item = (u8, KindInfo)> {
    let (_, info) = KindInfo::of::<TypedArray>();
    ElementType::ALL.into_iter().map(move |element| (element.kind() as u8, info))
}

/// The intrinsics of an element type: the constructor and its prototype.
pub(super) fn intrinsics(element: ElementType) -> (Intrinsic, Intrinsic) {
    use Intrinsic as I;
    match element {
        ElementType::Int8 => (I::Int8Array, I::Int8ArrayPrototype),
        ElementType::Uint8 => (I::Uint8Array, I::Uint8ArrayPrototype),
        ElementType::Uint8Clamped => (I::Uint8ClampedArray, I::Uint8ClampedArrayPrototype),
        ElementType::Int16 => (I::Int16Array, I::Int16ArrayPrototype),
        ElementType::Uint16 => (I::Uint16Array, I::Uint16ArrayPrototype),
        ElementType::Int32 => (I::Int32Array, I::Int32ArrayPrototype),
        ElementType::Uint32 => (I::Uint32Array, I::Uint32ArrayPrototype),
        ElementType::Float16 => (I::Float16Array, I::Float16ArrayPrototype),
        ElementType::Float32 => (I::Float32Array, I::Float32ArrayPrototype),
        ElementType::Float64 => (I::Float64Array, I::Float64ArrayPrototype),
        ElementType::BigInt64 => (I::BigInt64Array, I::BigInt64ArrayPrototype),
        ElementType::BigUint64 => (I::BigUint64Array, I::BigUint64ArrayPrototype),
    }
}

pub(super) fn setup(vm: &mut Vm, realm: Gc<Realm>) {
    let p = vm.new_object_with_prototype(Some(realm.object_prototype()));
    let key = vm.key_from_str("TypedArray");
    let abstract_constructor =
        vm.new_native_constructor(key, 0, construct::construct_abstract, None);
    let c = NativeFunction::as_object(abstract_constructor);
    vm.link_constructor(c, p);
    vm.set_intrinsic(realm, Intrinsic::TypedArray, c);
    vm.set_intrinsic(realm, Intrinsic::TypedArrayPrototype, p);
    define_species(vm, c);
    construct::setup(vm, c);
    vm.define_getter(p, "buffer", |vm, args| {
        Ok(Value::cell(this_array(vm, args, "buffer")?.buffer.get()))
    });
    vm.define_getter(p, "byteLength", |vm, args| {
        let array = this_getter(vm, args, "byteLength")?;
        Ok(Value::number((array.valid_length().unwrap_or(0) * array.element_type().size()) as f64))
    });
    vm.define_getter(p, "byteOffset", |vm, args| {
        let array = this_getter(vm, args, "byteOffset")?;
        Ok(Value::number(array.valid_length().map_or(0, |_| array.byte_offset) as f64))
    });
    vm.define_getter(p, "length", |vm, args| {
        Ok(Value::number(this_getter(vm, args, "length")?.valid_length().unwrap_or(0) as f64))
    });
    copy::setup(vm, p);
    iterate::setup(vm, realm, p);
    search::setup(vm, p);
    sort::setup(vm, p);
    vm.define_getter(p, vm.symbols.to_string_tag, |vm, args| {
        Ok(match args.this_object().and_then(TypedArray::of) {
            Some(array) => Value::cell(vm.new_string(array.element_type().name())),
            None => Value::UNDEFINED,
        })
    });
    for element in ElementType::ALL {
        let prototype = vm.new_object_with_prototype(Some(p));
        let key = vm.key_from_str(element.name());
        let code = construct::constructor_code(element);
        let constructor =
            NativeFunction::as_object(vm.new_native_constructor(key, 3, code, Some(c)));
        vm.link_constructor(constructor, prototype);
        let size = Value::int(element.size() as i32);
        vm.define_value(constructor, "BYTES_PER_ELEMENT", size, Attributes::NONE);
        vm.define_value(prototype, "BYTES_PER_ELEMENT", size, Attributes::NONE);
        if element == ElementType::Uint8 {
            base64::setup(vm, constructor, prototype);
        }
        let (which, which_prototype) = intrinsics(element);
        vm.set_intrinsic(realm, which, constructor);
        vm.set_intrinsic(realm, which_prototype, prototype);
        vm.define_value(realm.global.get(), key, Value::cell(constructor), Attributes::METHOD);
    }
}

/// A new Uint8Array of the current realm, zeroed.
pub(super) fn new_uint8_array(vm: &mut Vm, length: u64) -> Res<Gc<TypedArray>> {
    let prototype = vm.intrinsic(Intrinsic::Uint8ArrayPrototype);
    construct::allocate(vm, prototype, ElementType::Uint8, length)
}

fn this_array(vm: &mut Vm, args: Arguments, method: &str) -> Res<Gc<TypedArray>> {
    match args.this_object().and_then(TypedArray::of) {
        Some(array) => Ok(array),
        None => Err(incompatible(vm, &format!("TypedArray.prototype.{method}"), args.this())),
    }
}

/// `this` of a getter.
fn this_getter(vm: &mut Vm, args: Arguments, name: &str) -> Res<Gc<TypedArray>> {
    match args.this_object().and_then(TypedArray::of) {
        Some(array) => Ok(array),
        None => Err(incompatible(vm, &format!("get TypedArray.prototype.{name}"), args.this())),
    }
}

/// ValidateTypedArray (https://tc39.es/ecma262/#sec-validatetypedarray): the array and its length.
fn validate(vm: &mut Vm, value: Value, method: &str) -> Res<(Gc<TypedArray>, usize)> {
    let Some(array) = value.as_object().and_then(TypedArray::of) else {
        return Err(vm.throw_type_error("this is not a typed array."));
    };
    match array.valid_length() {
        Some(length) => Ok((array, length)),
        None => {
            Err(vm.throw_type_error(format!("Cannot perform {method} on a detached ArrayBuffer")))
        }
    }
}

fn this_valid(vm: &mut Vm, args: Arguments, method: &str) -> Res<(Gc<TypedArray>, usize)> {
    match args.this_object().and_then(TypedArray::of) {
        Some(_) => validate(vm, args.this(), &format!("%TypedArray%.prototype.{method}")),
        None => Err(vm.throw_type_error("this is not a typed array.")),
    }
}

/// The element at an index; `undefined` if the array has become shorter.
fn element(vm: &mut Vm, array: Gc<TypedArray>, index: usize) -> Value {
    TypedArray::get(vm, array, index).unwrap_or(Value::UNDEFINED)
}

fn as_object(array: Gc<TypedArray>) -> Gc<Object> {
    // SAFETY: a typed array begins with `Object`.
    unsafe { array.cast_unchecked() }
}
