//! Array: the constructor, %Array.prototype% and array iterators (https://tc39.es/ecma262/#sec-array-objects).
//!
//! Invariant: the methods of the prototype are generic; each looks at dense elements first where a script cannot tell
//! the difference.

mod copy;
mod from_async;
mod iterate;
mod iterator;
mod mutate;
mod search;
mod sort;
mod statics;

use super::prelude::*;
use crate::runtime::object::Array;
use jsrun_gc::KindInfo;

/// The kinds of cells of this folder.
pub(super) fn kinds(kinds: &mut Vec<(u8, KindInfo)>) {
    kinds.push(KindInfo::of::<iterator::ArrayIterator>());
}

/// Installs the constructor and fills the prototype objects.
pub(super) fn setup(vm: &mut Vm, realm: Gc<Realm>) {
    let (function, prototype) = constructor(
        vm,
        realm,
        "Array",
        1,
        statics::array_constructor,
        (Intrinsic::Array, Intrinsic::ArrayPrototype),
    );
    statics::setup(vm, function);
    methods(
        vm,
        prototype,
        &[
            ("at", 1, search::at),
            ("concat", 1, copy::concat),
            ("copyWithin", 2, mutate::copy_within),
            ("fill", 1, mutate::fill),
            ("find", 1, iterate::find),
            ("findIndex", 1, iterate::find_index),
            ("findLast", 1, iterate::find_last),
            ("findLastIndex", 1, iterate::find_last_index),
            ("lastIndexOf", 1, search::last_index_of),
            ("pop", 0, mutate::pop),
            ("push", 1, mutate::push),
            ("reverse", 0, mutate::reverse),
            ("shift", 0, mutate::shift),
            ("unshift", 1, mutate::unshift),
            ("slice", 2, copy::slice),
            ("sort", 1, sort::sort),
            ("splice", 2, mutate::splice),
            ("includes", 1, search::includes),
            ("indexOf", 1, search::index_of),
            ("join", 1, search::join),
            ("keys", 0, iterator::keys),
            ("entries", 0, iterator::entries),
        ],
    );
    let values = vm.define_method(prototype, "values", 0, iterator::values);
    vm.set_intrinsic(realm, Intrinsic::ArrayPrototypeValues, values);
    methods(
        vm,
        prototype,
        &[
            ("forEach", 1, iterate::for_each),
            ("filter", 1, iterate::filter),
            ("flat", 0, copy::flat),
            ("flatMap", 1, copy::flat_map),
            ("map", 1, iterate::map),
            ("every", 1, iterate::every),
            ("some", 1, iterate::some),
            ("reduce", 1, iterate::reduce),
            ("reduceRight", 1, iterate::reduce_right),
            ("toReversed", 0, copy::to_reversed),
            ("toSorted", 1, sort::to_sorted),
            ("toSpliced", 2, copy::to_spliced),
            ("toLocaleString", 0, search::to_locale_string),
        ],
    );
    let to_string = vm.define_method(prototype, "toString", 0, search::to_string);
    vm.set_intrinsic(realm, Intrinsic::ArrayPrototypeToString, to_string);
    methods(vm, prototype, &[("with", 2, copy::with)]);
    let key = vm.symbols.iterator;
    vm.define_value(prototype, key, Value::cell(values), Attributes::METHOD);
    unscopables(vm, prototype);
    iterator::setup(vm, realm);
}

/// Array.prototype \[ %Symbol.unscopables% \] (https://tc39.es/ecma262/#sec-array.prototype-%symbol.unscopables%)
fn unscopables(vm: &mut Vm, prototype: Gc<Object>) {
    let list = vm.new_object_with_prototype(None);
    for name in [
        "at",
        "copyWithin",
        "entries",
        "fill",
        "find",
        "findIndex",
        "findLast",
        "findLastIndex",
        "flat",
        "flatMap",
        "includes",
        "keys",
        "toReversed",
        "toSorted",
        "toSpliced",
        "values",
    ] {
        vm.define_value(list, name, Value::TRUE, Attributes::ALL);
    }
    let key = vm.symbols.unscopables;
    vm.define_value(prototype, key, Value::cell(list), Attributes::CONFIGURABLE);
}

/// The greatest length of an array-like object, as the methods that grow one check it.
const MAX_LENGTH: u64 = crate::runtime::convert::MAX_SAFE_INTEGER;

/// `this` as an object, and its length.
fn this_and_length(vm: &mut Vm, arguments: Arguments, method: &str) -> Res<(Gc<Object>, u64)> {
    let object = match arguments.this_object() {
        Some(object) => object,
        None => this_object(vm, arguments, &format!("Array.prototype.{method}"))?,
    };
    let length = length_of(vm, object)?;
    Ok((object, length))
}

/// LengthOfArrayLike (https://tc39.es/ecma262/#sec-lengthofarraylike)
fn length_of(vm: &mut Vm, object: Gc<Object>) -> Res<u64> {
    Ok(vm.length_of_array_like(object)? as u64)
}

/// Get with an integer index.
#[inline]
fn get(vm: &mut Vm, object: Gc<Object>, index: u64) -> Res {
    match vm.own_dense(object, index) {
        Some(value) => Ok(value),
        None => {
            let key = index_key(vm, index);
            vm.get(object, key)
        }
    }
}

/// HasProperty with an integer index, and Get if there is such a property.
#[inline]
fn get_present(vm: &mut Vm, object: Gc<Object>, index: u64) -> Res<Option<Value>> {
    match vm.own_dense(object, index) {
        Some(value) => Ok(Some(value)),
        None => {
            let key = index_key(vm, index);
            if vm.has_property(object, key)? { vm.get(object, key).map(Some) } else { Ok(None) }
        }
    }
}

/// Set with an integer index, throwing.
fn put(vm: &mut Vm, object: Gc<Object>, index: u64, value: Value) -> Res<()> {
    let key = index_key(vm, index);
    vm.set(object, key, value, true)
}

/// Set of `length`, throwing.
fn set_length(vm: &mut Vm, object: Gc<Object>, length: u64) -> Res<()> {
    let key = vm.names.length;
    vm.set(object, key, Value::number(length as f64), true)
}

/// DeletePropertyOrThrow with an integer index.
fn delete(vm: &mut Vm, object: Gc<Object>, index: u64) -> Res<()> {
    let key = index_key(vm, index);
    vm.delete_property_or_throw(object, key)
}

/// CreateDataPropertyOrThrow with an integer index.
#[inline]
fn create(vm: &mut Vm, object: Gc<Object>, index: u64, value: Value) -> Res<()> {
    if let Some(array) = Array::of(object)
        && array.length.get() as u64 == index
        && index < u32::MAX as u64
    {
        return vm.array_push(object, value);
    }
    let key = index_key(vm, index);
    vm.create_data_property_or_throw(object, key, value)
}

/// The argument as a callback, or the TypeError.
fn callback(vm: &mut Vm, value: Value) -> Res {
    if value.is_callable() { Ok(value) } else { Err(vm.throw_not_callable(value)) }
}

/// ArrayCreate (https://tc39.es/ecma262/#sec-arraycreate) of a length that may be too great.
fn array_create(vm: &mut Vm, length: u64) -> Res<Gc<Object>> {
    match u32::try_from(length) {
        Ok(length) => vm.new_array(length),
        Err(_) => Err(vm.throw_range_error("Invalid array length")),
    }
}

/// Would ArraySpeciesCreate make a plain array of this realm, and could no script tell how it found that out?
fn has_plain_species(vm: &mut Vm, original: Gc<Object>) -> bool {
    let realm = vm.realm();
    let prototype = realm.intrinsic(Intrinsic::ArrayPrototype);
    let array = realm.intrinsic(Intrinsic::Array);
    let (constructor, species) = (vm.names.constructor, vm.symbols.species);
    if vm.shape_of(original).prototype() != Some(prototype)
        || vm.shape_of(original).lookup(constructor).is_some()
        || vm.data_property(prototype, constructor) != Some(Value::cell(array))
    {
        return false;
    }
    let Some((getter, _)) = vm.own_accessor(array, species) else { return false };
    getter
        .as_native_function()
        .is_some_and(|f| std::ptr::fn_addr_eq(f.code, super::species_getter as SpeciesGetter))
}

type SpeciesGetter = crate::runtime::function::NativeCode;

/// ArraySpeciesCreate (https://tc39.es/ecma262/#sec-arrayspeciescreate)
fn species_create(vm: &mut Vm, original: Gc<Object>, length: u64) -> Res<Gc<Object>> {
    let is_array = vm.is_array(Value::cell(original))?;
    if !is_array || Array::of(original).is_some() && has_plain_species(vm, original) {
        return array_create(vm, length);
    }
    let key = vm.names.constructor;
    let mut constructor = vm.get(original, key)?;
    if constructor.is_constructor() {
        let other = vm.function_realm(constructor)?;
        if other != vm.realm() && constructor == Value::cell(other.intrinsic(Intrinsic::Array)) {
            constructor = Value::UNDEFINED;
        }
    }
    if let Some(object) = constructor.as_object() {
        let species = vm.symbols.species;
        constructor = vm.get(object, species)?;
        if constructor.is_null() {
            constructor = Value::UNDEFINED;
        }
    }
    if constructor.is_undefined() {
        return array_create(vm, length);
    }
    construct_object(vm, constructor, &[Value::number(length as f64)])
}

/// Construct, whose result is always an object.
fn construct_object(vm: &mut Vm, constructor: Value, arguments: &[Value]) -> Res<Gc<Object>> {
    if !constructor.is_constructor() {
        return Err(vm.throw_type_error("object.constructor[Symbol.species] is not a constructor"));
    }
    let made = vm.construct(constructor, arguments, constructor)?;
    match made.as_object() {
        Some(object) => Ok(object),
        None => Err(vm.throw_not_constructor(constructor)),
    }
}
