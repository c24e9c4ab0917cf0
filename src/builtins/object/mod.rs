//! Object: the constructor and %Object.prototype% (https://tc39.es/ecma262/#sec-object-objects).
//!
//! Invariant: property descriptors are read completely before any property is defined.

pub(super) mod prototype;
mod statics;

use super::prelude::*;

/// Installs the constructor and fills the prototype object.
pub(super) fn setup(vm: &mut Vm, realm: Gc<Realm>) {
    let (function, prototype) = constructor(
        vm,
        realm,
        "Object",
        1,
        object_constructor,
        (Intrinsic::Object, Intrinsic::ObjectPrototype),
    );
    statics::setup(vm, function);
    prototype::setup(vm, prototype);
}

/// Object (https://tc39.es/ecma262/#sec-object-value)
fn object_constructor(vm: &mut Vm, arguments: Arguments) -> Res {
    let new_target = arguments.new_target();
    if !new_target.is_undefined() && new_target != arguments.callee() {
        return vm
            .ordinary_create_from_constructor(new_target, Intrinsic::ObjectPrototype)
            .map(Value::cell);
    }
    let value = arguments.get(0);
    if value.is_nullish() {
        Ok(Value::cell(vm.new_object()))
    } else {
        vm.to_object(value).map(Value::cell)
    }
}
