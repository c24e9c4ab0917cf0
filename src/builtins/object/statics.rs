//! The properties of the Object constructor (https://tc39.es/ecma262/#sec-properties-of-the-object-constructor).
//!
//! Invariant: lists of values that live across calls are rooted.

use super::super::prelude::*;
use crate::runtime::enumerate::PropertyKind;
use crate::runtime::private_name::is_symbol_key;
use crate::runtime::shape::IntegrityLevel;
use rustc_hash::FxHashMap;

pub(super) fn setup(vm: &mut Vm, function: Gc<Object>) {
    methods(
        vm,
        function,
        &[
            ("assign", 2, assign),
            ("getOwnPropertyDescriptor", 2, get_own_property_descriptor),
            ("getOwnPropertyDescriptors", 1, get_own_property_descriptors),
            ("getOwnPropertyNames", 1, get_own_property_names),
            ("getOwnPropertySymbols", 1, get_own_property_symbols),
            ("hasOwn", 2, has_own),
            ("is", 2, is),
            ("preventExtensions", 1, prevent_extensions),
            ("seal", 1, seal),
            ("create", 2, create),
            ("defineProperties", 2, define_properties),
            ("defineProperty", 3, define_property),
            ("freeze", 1, freeze),
            ("getPrototypeOf", 1, get_prototype_of),
            ("setPrototypeOf", 2, set_prototype_of),
            ("isExtensible", 1, is_extensible),
            ("isFrozen", 1, is_frozen),
            ("isSealed", 1, is_sealed),
            ("keys", 1, keys),
            ("entries", 1, entries),
            ("fromEntries", 1, from_entries),
            ("values", 1, values),
            ("groupBy", 2, group_by),
        ],
    );
}

/// Object.assign (https://tc39.es/ecma262/#sec-object.assign)
fn assign(vm: &mut Vm, arguments: Arguments) -> Res {
    let target = vm.to_object(arguments.get(0))?;
    for source in arguments.as_slice().iter().skip(1) {
        if source.is_nullish() {
            continue;
        }
        let from = vm.to_object(*source)?;
        let keys = vm.own_property_keys(from)?;
        for key in &keys {
            let own = vm.get_own_property(from, *key)?;
            if own.is_some_and(|d| d.enumerable == Some(true)) {
                let value = vm.get(from, *key)?;
                vm.set(target, *key, value, true)?;
            }
        }
    }
    Ok(Value::cell(target))
}

/// Object.create (https://tc39.es/ecma262/#sec-object.create)
fn create(vm: &mut Vm, arguments: Arguments) -> Res {
    let prototype = arguments.get(0);
    if !prototype.is_object() && !prototype.is_null() {
        let shown = vm.value_display(prototype);
        return Err(
            vm.throw_type_error(format!("Object prototype may only be an Object or null: {shown}"))
        );
    }
    let object = vm.new_object_with_prototype(prototype.as_object());
    if !arguments.get(1).is_undefined() {
        define_all(vm, object, arguments.get(1))?;
    }
    Ok(Value::cell(object))
}

/// ObjectDefineProperties (https://tc39.es/ecma262/#sec-objectdefineproperties)
fn define_all(vm: &mut Vm, object: Gc<Object>, properties: Value) -> Res<()> {
    let properties = vm.to_object(properties)?;
    let keys = vm.own_property_keys(properties)?;
    let mut names: RootVec<PropertyKey> = vm.heap.root_vec();
    let mut descriptors = Vec::new();
    // The values that the descriptors hold, which the collector does not see there.
    let mut held: RootVec<Value> = vm.heap.root_vec();
    for key in &keys {
        let own = vm.get_own_property(properties, *key)?;
        if own.is_some_and(|d| d.enumerable == Some(true)) {
            let value = vm.get(properties, *key)?;
            let descriptor = vm.to_property_descriptor(value)?;
            names.push(*key);
            [descriptor.value, descriptor.get, descriptor.set]
                .into_iter()
                .flatten()
                .for_each(|v| held.push(v));
            descriptors.push(descriptor);
        }
    }
    for (key, descriptor) in names.iter().zip(&descriptors) {
        vm.define_property_or_throw(object, *key, descriptor)?;
    }
    Ok(())
}

/// The argument as an object, or the TypeError of the function whose name is given.
fn object_argument(vm: &mut Vm, value: Value, method: &str) -> Res<Gc<Object>> {
    match value.as_object() {
        Some(object) => Ok(object),
        None => Err(vm.throw_type_error(format!("{method} called on non-object"))),
    }
}

/// Object.defineProperties (https://tc39.es/ecma262/#sec-object.defineproperties)
fn define_properties(vm: &mut Vm, arguments: Arguments) -> Res {
    let object = object_argument(vm, arguments.get(0), "Object.defineProperties")?;
    define_all(vm, object, arguments.get(1))?;
    Ok(Value::cell(object))
}

/// Object.defineProperty (https://tc39.es/ecma262/#sec-object.defineproperty)
fn define_property(vm: &mut Vm, arguments: Arguments) -> Res {
    let object = object_argument(vm, arguments.get(0), "Object.defineProperty")?;
    let key = vm.to_property_key(arguments.get(1))?;
    let descriptor = vm.to_property_descriptor(arguments.get(2))?;
    vm.define_property_or_throw(object, key, &descriptor)?;
    Ok(Value::cell(object))
}

fn listed(vm: &mut Vm, arguments: Arguments, kind: PropertyKind) -> Res {
    let object = vm.to_object(arguments.get(0))?;
    let list = vm.enumerable_own_properties(object, kind)?;
    vm.new_array_from(&list).map(Value::cell)
}

/// Object.entries (https://tc39.es/ecma262/#sec-object.entries)
fn entries(vm: &mut Vm, arguments: Arguments) -> Res {
    listed(vm, arguments, PropertyKind::KeyAndValue)
}

/// Object.keys (https://tc39.es/ecma262/#sec-object.keys)
fn keys(vm: &mut Vm, arguments: Arguments) -> Res {
    listed(vm, arguments, PropertyKind::Key)
}

/// Object.values (https://tc39.es/ecma262/#sec-object.values)
fn values(vm: &mut Vm, arguments: Arguments) -> Res {
    listed(vm, arguments, PropertyKind::Value)
}

/// Object.fromEntries (https://tc39.es/ecma262/#sec-object.fromentries)
fn from_entries(vm: &mut Vm, arguments: Arguments) -> Res {
    let iterable = arguments.get(0);
    if iterable.is_nullish() {
        let shown = vm.value_display(iterable);
        return Err(vm.throw_type_error(format!("{shown} is not iterable")));
    }
    let object = vm.new_object();
    let record = vm.get_iterator(iterable)?;
    loop {
        let item = vm.iterator_next(record)?;
        if item == Value::DONE {
            return Ok(Value::cell(object));
        }
        if let Err(thrown) = add_entry(vm, object, item) {
            return Err(vm.iterator_close_thrown(record, thrown));
        }
    }
}

/// One step of AddEntriesFromIterable (https://tc39.es/ecma262/#sec-add-entries-from-iterable)
fn add_entry(vm: &mut Vm, object: Gc<Object>, item: Value) -> Res<()> {
    let Some(entry) = item.as_object() else {
        let shown = vm.value_display(item);
        return Err(vm.throw_type_error(format!("Iterator value {shown} is not an entry object")));
    };
    let key = vm.get(entry, PropertyKey::from_index(0))?;
    let value = vm.get(entry, PropertyKey::from_index(1))?;
    let key = vm.to_property_key(key)?;
    vm.create_data_property_or_throw(object, key, value)
}

fn integrity(vm: &mut Vm, value: Value, level: IntegrityLevel) -> Res {
    if let Some(object) = value.as_object()
        && !vm.set_integrity_level(object, level)?
    {
        if let Some(thrown) = vm.proxy_refusal(object, "preventExtensions", None) {
            return Err(thrown);
        }
        let verb = if level == IntegrityLevel::Frozen { "freeze" } else { "seal" };
        return Err(vm.throw_type_error(format!("Cannot {verb}")));
    }
    Ok(value)
}

/// Object.freeze (https://tc39.es/ecma262/#sec-object.freeze)
fn freeze(vm: &mut Vm, arguments: Arguments) -> Res {
    integrity(vm, arguments.get(0), IntegrityLevel::Frozen)
}

/// Object.seal (https://tc39.es/ecma262/#sec-object.seal)
fn seal(vm: &mut Vm, arguments: Arguments) -> Res {
    integrity(vm, arguments.get(0), IntegrityLevel::Sealed)
}

/// Object.preventExtensions (https://tc39.es/ecma262/#sec-object.preventextensions)
fn prevent_extensions(vm: &mut Vm, arguments: Arguments) -> Res {
    let value = arguments.get(0);
    if let Some(object) = value.as_object()
        && !vm.prevent_extensions(object)?
    {
        return Err(match vm.proxy_refusal(object, "preventExtensions", None) {
            Some(thrown) => thrown,
            None => vm.throw_type_error("Cannot prevent extensions"),
        });
    }
    Ok(value)
}

fn tested(vm: &mut Vm, value: Value, level: IntegrityLevel) -> Res {
    match value.as_object() {
        None => Ok(Value::TRUE),
        Some(object) => vm.test_integrity_level(object, level).map(Value::bool),
    }
}

/// Object.isFrozen (https://tc39.es/ecma262/#sec-object.isfrozen)
fn is_frozen(vm: &mut Vm, arguments: Arguments) -> Res {
    tested(vm, arguments.get(0), IntegrityLevel::Frozen)
}

/// Object.isSealed (https://tc39.es/ecma262/#sec-object.issealed)
fn is_sealed(vm: &mut Vm, arguments: Arguments) -> Res {
    tested(vm, arguments.get(0), IntegrityLevel::Sealed)
}

/// Object.isExtensible (https://tc39.es/ecma262/#sec-object.isextensible)
fn is_extensible(vm: &mut Vm, arguments: Arguments) -> Res {
    match arguments.get(0).as_object() {
        None => Ok(Value::FALSE),
        Some(object) => vm.is_extensible(object).map(Value::bool),
    }
}

/// Object.getOwnPropertyDescriptor (https://tc39.es/ecma262/#sec-object.getownpropertydescriptor)
fn get_own_property_descriptor(vm: &mut Vm, arguments: Arguments) -> Res {
    let object = vm.to_object(arguments.get(0))?;
    let key = vm.to_property_key(arguments.get(1))?;
    let own = vm.get_own_property(object, key)?;
    vm.from_property_descriptor(own.as_ref())
}

/// Object.getOwnPropertyDescriptors (https://tc39.es/ecma262/#sec-object.getownpropertydescriptors)
fn get_own_property_descriptors(vm: &mut Vm, arguments: Arguments) -> Res {
    let object = vm.to_object(arguments.get(0))?;
    let keys = vm.own_property_keys(object)?;
    let result = vm.new_object();
    for key in &keys {
        let own = vm.get_own_property(object, *key)?;
        let descriptor = vm.from_property_descriptor(own.as_ref())?;
        if !descriptor.is_undefined() {
            vm.create_data_property_or_throw(result, *key, descriptor)?;
        }
    }
    Ok(Value::cell(result))
}

/// GetOwnPropertyKeys (https://tc39.es/ecma262/#sec-getownpropertykeys)
fn own_keys(vm: &mut Vm, value: Value, symbols: bool) -> Res {
    let object = vm.to_object(value)?;
    let keys = vm.own_property_keys(object)?;
    let mut list: RootVec<Value> = vm.heap.root_vec();
    for key in &keys {
        if is_symbol_key(*key) == symbols {
            let name = vm.key_to_value(*key);
            list.push(name);
        }
    }
    vm.new_array_from(&list).map(Value::cell)
}

/// Object.getOwnPropertyNames (https://tc39.es/ecma262/#sec-object.getownpropertynames)
fn get_own_property_names(vm: &mut Vm, arguments: Arguments) -> Res {
    own_keys(vm, arguments.get(0), false)
}

/// Object.getOwnPropertySymbols (https://tc39.es/ecma262/#sec-object.getownpropertysymbols)
fn get_own_property_symbols(vm: &mut Vm, arguments: Arguments) -> Res {
    own_keys(vm, arguments.get(0), true)
}

/// Object.getPrototypeOf (https://tc39.es/ecma262/#sec-object.getprototypeof)
fn get_prototype_of(vm: &mut Vm, arguments: Arguments) -> Res {
    let object = vm.to_object(arguments.get(0))?;
    Ok(vm.get_prototype_of(object)?.map_or(Value::NULL, Value::cell))
}

/// Object.setPrototypeOf (https://tc39.es/ecma262/#sec-object.setprototypeof)
fn set_prototype_of(vm: &mut Vm, arguments: Arguments) -> Res {
    let (value, prototype) = (arguments.get(0), arguments.get(1));
    vm.require_object_coercible(value, "Object.setPrototypeOf")?;
    if !prototype.is_object() && !prototype.is_null() {
        let shown = vm.value_display(prototype);
        return Err(
            vm.throw_type_error(format!("Object prototype may only be an Object or null: {shown}"))
        );
    }
    if let Some(object) = value.as_object()
        && !vm.set_prototype_of(object, prototype.as_object())?
    {
        // V8 names a property here, too: the one that there is none.
        let key = Some(vm.names.undefined);
        return Err(super::prototype::refused_prototype(vm, object, key)?);
    }
    Ok(value)
}

/// Object.groupBy (https://tc39.es/ecma262/#sec-object.groupby)
fn group_by(vm: &mut Vm, arguments: Arguments) -> Res {
    let (items, callback) = (arguments.get(0), arguments.get(1));
    vm.require_object_coercible(items, "Object.groupBy")?;
    if !callback.is_callable() {
        return Err(vm.throw_not_callable(callback));
    }
    let mut keys: RootVec<PropertyKey> = vm.heap.root_vec();
    let mut groups: RootVec<Value> = vm.heap.root_vec();
    let mut numbers: FxHashMap<PropertyKey, usize> = FxHashMap::default();
    let record = vm.get_iterator(items)?;
    let mut index = 0u64;
    loop {
        let item = vm.iterator_next(record)?;
        if item == Value::DONE {
            break;
        }
        let key = vm
            .call(callback, Value::UNDEFINED, &[item, Value::number(index as f64)])
            .and_then(|key| vm.to_property_key(key));
        let key = match key {
            Ok(key) => key,
            Err(thrown) => return Err(vm.iterator_close_thrown(record, thrown)),
        };
        let group = match numbers.get(&key) {
            Some(number) => groups[*number],
            None => {
                let group = Value::cell(vm.new_array(0)?);
                numbers.insert(key, groups.len());
                keys.push(key);
                groups.push(group);
                group
            }
        };
        if let Some(group) = group.as_object() {
            vm.array_push(group, item)?;
        }
        index += 1;
    }
    let result = vm.new_object_with_prototype(None);
    for (key, group) in keys.iter().zip(groups.iter()) {
        vm.create_data_property_or_throw(result, *key, *group)?;
    }
    Ok(Value::cell(result))
}

/// Object.hasOwn (https://tc39.es/ecma262/#sec-object.hasown)
fn has_own(vm: &mut Vm, arguments: Arguments) -> Res {
    let object = vm.to_object(arguments.get(0))?;
    let key = vm.to_property_key(arguments.get(1))?;
    vm.has_own_property(object, key).map(Value::bool)
}

/// Object.is (https://tc39.es/ecma262/#sec-object.is)
fn is(vm: &mut Vm, arguments: Arguments) -> Res {
    Ok(Value::bool(vm.same_value(arguments.get(0), arguments.get(1))))
}
