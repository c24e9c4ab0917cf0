//! Reflect (https://tc39.es/ecma262/#sec-reflect-object).
//!
//! Invariant: each function is the internal method of its name, with its answer as the result.

use super::function::list_from_array_like;
use super::prelude::*;

/// Makes the namespace object.
pub(super) fn setup(vm: &mut Vm, realm: Gc<Realm>) {
    let reflect = vm.new_object();
    vm.set_intrinsic(realm, Intrinsic::Reflect, reflect);
    global_value(vm, realm, "Reflect", Value::cell(reflect));
    methods(
        vm,
        reflect,
        &[
            ("defineProperty", 3, define_property),
            ("deleteProperty", 2, delete_property),
            ("apply", 3, apply),
            ("construct", 2, construct),
            ("get", 2, get),
            ("getOwnPropertyDescriptor", 2, get_own_property_descriptor),
            ("getPrototypeOf", 1, get_prototype_of),
            ("has", 2, has),
            ("isExtensible", 1, is_extensible),
            ("ownKeys", 1, own_keys),
            ("preventExtensions", 1, prevent_extensions),
            ("set", 3, set),
            ("setPrototypeOf", 2, set_prototype_of),
        ],
    );
    tag(vm, reflect, "Reflect");
}

fn target(vm: &mut Vm, arguments: Arguments, method: &str) -> Res<Gc<Object>> {
    match arguments.get(0).as_object() {
        Some(object) => Ok(object),
        None => Err(vm.throw_type_error(format!("Reflect.{method} called on non-object"))),
    }
}

/// Reflect.apply (https://tc39.es/ecma262/#sec-reflect.apply)
fn apply(vm: &mut Vm, arguments: Arguments) -> Res {
    let function = arguments.get(0);
    if !function.is_callable() {
        return Err(super::function::throw_apply(vm, function));
    }
    let list = list_from_array_like(vm, arguments.get(2))?;
    vm.call(function, arguments.get(1), &list)
}

/// Reflect.construct (https://tc39.es/ecma262/#sec-reflect.construct)
fn construct(vm: &mut Vm, arguments: Arguments) -> Res {
    let function = arguments.get(0);
    if !function.is_constructor() {
        return Err(vm.throw_not_constructor(function));
    }
    let new_target = if arguments.len() > 2 { arguments.get(2) } else { function };
    if !new_target.is_constructor() {
        return Err(vm.throw_not_constructor(new_target));
    }
    let list = list_from_array_like(vm, arguments.get(1))?;
    vm.construct(function, &list, new_target)
}

/// Reflect.defineProperty (https://tc39.es/ecma262/#sec-reflect.defineproperty)
fn define_property(vm: &mut Vm, arguments: Arguments) -> Res {
    let object = target(vm, arguments, "defineProperty")?;
    let key = vm.to_property_key(arguments.get(1))?;
    let descriptor = vm.to_property_descriptor(arguments.get(2))?;
    vm.define_own_property(object, key, &descriptor).map(Value::bool)
}

/// Reflect.deleteProperty (https://tc39.es/ecma262/#sec-reflect.deleteproperty)
fn delete_property(vm: &mut Vm, arguments: Arguments) -> Res {
    let object = target(vm, arguments, "deleteProperty")?;
    let key = vm.to_property_key(arguments.get(1))?;
    vm.delete_property(object, key).map(Value::bool)
}

/// Reflect.get (https://tc39.es/ecma262/#sec-reflect.get)
fn get(vm: &mut Vm, arguments: Arguments) -> Res {
    let object = target(vm, arguments, "get")?;
    let key = vm.to_property_key(arguments.get(1))?;
    let receiver = if arguments.len() > 2 { arguments.get(2) } else { arguments.get(0) };
    vm.get_with_receiver(object, key, receiver)
}

/// Reflect.getOwnPropertyDescriptor (https://tc39.es/ecma262/#sec-reflect.getownpropertydescriptor)
fn get_own_property_descriptor(vm: &mut Vm, arguments: Arguments) -> Res {
    let object = target(vm, arguments, "getOwnPropertyDescriptor")?;
    let key = vm.to_property_key(arguments.get(1))?;
    let own = vm.get_own_property(object, key)?;
    vm.from_property_descriptor(own.as_ref())
}

/// Reflect.getPrototypeOf (https://tc39.es/ecma262/#sec-reflect.getprototypeof)
fn get_prototype_of(vm: &mut Vm, arguments: Arguments) -> Res {
    let object = target(vm, arguments, "getPrototypeOf")?;
    Ok(vm.get_prototype_of(object)?.map_or(Value::NULL, Value::cell))
}

/// Reflect.has (https://tc39.es/ecma262/#sec-reflect.has)
fn has(vm: &mut Vm, arguments: Arguments) -> Res {
    let object = target(vm, arguments, "has")?;
    let key = vm.to_property_key(arguments.get(1))?;
    vm.has_property(object, key).map(Value::bool)
}

/// Reflect.isExtensible (https://tc39.es/ecma262/#sec-reflect.isextensible)
fn is_extensible(vm: &mut Vm, arguments: Arguments) -> Res {
    let object = target(vm, arguments, "isExtensible")?;
    vm.is_extensible(object).map(Value::bool)
}

/// Reflect.ownKeys (https://tc39.es/ecma262/#sec-reflect.ownkeys)
fn own_keys(vm: &mut Vm, arguments: Arguments) -> Res {
    let object = target(vm, arguments, "ownKeys")?;
    let keys = vm.own_property_keys(object)?;
    let mut list: RootVec<Value> = vm.heap.root_vec();
    for key in &keys {
        let name = vm.key_to_value(*key);
        list.push(name);
    }
    vm.new_array_from(&list).map(Value::cell)
}

/// Reflect.preventExtensions (https://tc39.es/ecma262/#sec-reflect.preventextensions)
fn prevent_extensions(vm: &mut Vm, arguments: Arguments) -> Res {
    let object = target(vm, arguments, "preventExtensions")?;
    vm.prevent_extensions(object).map(Value::bool)
}

/// Reflect.set (https://tc39.es/ecma262/#sec-reflect.set)
fn set(vm: &mut Vm, arguments: Arguments) -> Res {
    let object = target(vm, arguments, "set")?;
    let key = vm.to_property_key(arguments.get(1))?;
    let receiver = if arguments.len() > 3 { arguments.get(3) } else { arguments.get(0) };
    vm.set_with_receiver(object, key, arguments.get(2), receiver).map(Value::bool)
}

/// Reflect.setPrototypeOf (https://tc39.es/ecma262/#sec-reflect.setprototypeof)
fn set_prototype_of(vm: &mut Vm, arguments: Arguments) -> Res {
    let object = target(vm, arguments, "setPrototypeOf")?;
    let prototype = arguments.get(1);
    if !prototype.is_object() && !prototype.is_null() {
        let shown = vm.value_display(prototype);
        return Err(
            vm.throw_type_error(format!("Object prototype may only be an Object or null: {shown}"))
        );
    }
    vm.set_prototype_of(object, prototype.as_object()).map(Value::bool)
}
