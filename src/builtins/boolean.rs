//! Boolean (https://tc39.es/ecma262/#sec-boolean-objects).
//!
//! Invariant: a Boolean object is a wrapper whose value is a boolean.

use super::prelude::*;
use crate::runtime::object::PrimitiveWrapper;

/// Installs the constructor and fills the prototype object.
pub(super) fn setup(vm: &mut Vm, realm: Gc<Realm>) {
    let (_, prototype) = constructor(
        vm,
        realm,
        "Boolean",
        1,
        boolean_constructor,
        (Intrinsic::Boolean, Intrinsic::BooleanPrototype),
    );
    methods(vm, prototype, &[("toString", 0, to_string), ("valueOf", 0, value_of)]);
}

/// Boolean (https://tc39.es/ecma262/#sec-boolean-constructor-boolean-value)
fn boolean_constructor(vm: &mut Vm, arguments: Arguments) -> Res {
    let value = Value::bool(vm.to_boolean(arguments.get(0)));
    if arguments.new_target().is_undefined() {
        return Ok(value);
    }
    let prototype =
        vm.get_prototype_from_constructor(arguments.new_target(), Intrinsic::BooleanPrototype)?;
    Ok(Value::cell(PrimitiveWrapper::as_object(vm.new_wrapper_with_prototype(prototype, value))))
}

/// ThisBooleanValue (https://tc39.es/ecma262/#sec-thisbooleanvalue)
fn this_boolean(vm: &mut Vm, this: Value, method: &str) -> Res {
    if this.is_bool() {
        return Ok(this);
    }
    match Vm::wrapped_primitive(this) {
        Some(value) if value.is_bool() => Ok(value),
        _ => Err(vm.throw_type_error(format!(
            "Boolean.prototype.{method} requires that 'this' be a Boolean"
        ))),
    }
}

/// Boolean.prototype.toString (https://tc39.es/ecma262/#sec-boolean.prototype.tostring)
fn to_string(vm: &mut Vm, arguments: Arguments) -> Res {
    let value = this_boolean(vm, arguments.this(), "toString")?;
    vm.to_string(value).map(Value::cell)
}

/// Boolean.prototype.valueOf (https://tc39.es/ecma262/#sec-boolean.prototype.valueof)
fn value_of(vm: &mut Vm, arguments: Arguments) -> Res {
    this_boolean(vm, arguments.this(), "valueOf")
}
