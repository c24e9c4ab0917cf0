//! `performance`: the clock (https://w3c.github.io/hr-time/#sec-performance).
//!
//! Invariant: the clock never goes back; it begins with the machine.

use super::{attribute, interface, operation, require_new, throw_coded, wrong_argument};
use crate::builtins::prelude::*;
use crate::runtime::error::ErrorKind;
use std::time::UNIX_EPOCH;

/// Defines the class and its one object.
pub(super) fn setup(vm: &mut Vm, realm: Gc<Realm>) {
    let intrinsics = (Intrinsic::PerformanceConstructor, Intrinsic::PerformancePrototype);
    let prototype = interface(vm, realm, "Performance", construct, intrinsics).prototype;
    operation(vm, prototype, "now", 0, now);
    attribute(vm, prototype, "timeOrigin", |vm, arguments| {
        require_this(vm, arguments)?;
        Ok(time_origin(vm))
    });
    operation(vm, prototype, "toJSON", 0, to_json);
    let performance = vm.new_object_with_prototype(Some(prototype));
    vm.set_intrinsic(realm, Intrinsic::Performance, performance);
    vm.define_value(realm.global.get(), "performance", Value::cell(performance), Attributes::ALL);
}

fn require_this(vm: &mut Vm, arguments: Arguments) -> Res<()> {
    if arguments.this() == Value::cell(vm.intrinsic(Intrinsic::Performance)) {
        return Ok(());
    }
    Err(wrong_argument(vm, "this", "an instance of Performance", arguments.this()))
}

/// There is no way to make another one.
fn construct(vm: &mut Vm, arguments: Arguments) -> Res {
    require_new(vm, arguments, "Performance")?;
    Err(throw_coded(vm, ErrorKind::TypeError, "ERR_ILLEGAL_CONSTRUCTOR", "Illegal constructor"))
}

/// performance.now (https://w3c.github.io/hr-time/#dom-performance-now): milliseconds since the time origin
fn now(vm: &mut Vm, arguments: Arguments) -> Res {
    require_this(vm, arguments)?;
    Ok(Value::number(vm.host.origin.0.elapsed().as_secs_f64() * 1e3))
}

/// performance.timeOrigin (https://w3c.github.io/hr-time/#dom-performance-timeorigin): milliseconds since 1970
fn time_origin(vm: &Vm) -> Value {
    let since = vm.host.origin.1.duration_since(UNIX_EPOCH).unwrap_or_default();
    Value::number(since.as_secs_f64() * 1e3)
}

/// performance.toJSON (https://w3c.github.io/hr-time/#dom-performance-tojson)
fn to_json(vm: &mut Vm, arguments: Arguments) -> Res {
    require_this(vm, arguments)?;
    let result = vm.new_object();
    let origin = time_origin(vm);
    vm.define_value(result, "timeOrigin", origin, Attributes::ALL);
    Ok(Value::cell(result))
}
