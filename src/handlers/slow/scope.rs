//! Environments, and the errors of the temporal dead zone.

use super::prelude::*;
use crate::runtime::object::Environment;
use jsrun_gc::Gc;

/// The environment of a value that is one.
fn environment(v: Value) -> Gc<Environment> {
    // SAFETY: the compiler applies this to environments only.
    unsafe { Gc::from_addr(v.address()) }
}

/// An environment of uninitialised variables.
#[slow_path]
pub fn slow_new_environment(vm: &mut Vm, parent: Value, size: Imm) -> Res {
    vm.new_environment(parent, size as u32, Value::UNINITIALIZED).map(Value::cell)
}

/// A copy of an environment.
#[slow_path]
pub fn slow_copy_environment(vm: &mut Vm, env: Value) -> Res {
    vm.copy_environment(environment(env)).map(Value::cell)
}

/// A variable of an environment in its temporal dead zone. Its name is what the instruction quotes.
#[slow_path]
pub fn slow_uninitialized_variable(vm: &mut Vm) -> Res {
    Err(match quoted_text(vm) {
        Some(name) => {
            vm.throw_reference_error(format!("Cannot access '{name}' before initialization"))
        }
        None => vm.throw_reference_error("Cannot access a variable before initialization"),
    })
}

/// A register in its temporal dead zone.
#[slow_path]
pub fn slow_throw_uninitialized(vm: &mut Vm, name: Constant) -> Res {
    let key = vm.to_property_key(name.0)?;
    Err(vm.throw_uninitialized(key))
}

/// `this` before `super()` has returned.
#[slow_path]
pub fn slow_throw_uninitialized_this(vm: &mut Vm) -> Res {
    Err(vm.throw_reference_error(
        "Must call super constructor in derived class before accessing 'this' or returning from derived constructor",
    ))
}
