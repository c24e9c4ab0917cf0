//! Promise: the constructor, its functions but for the combinators, and the prototype object
//! (https://tc39.es/ecma262/#sec-promise-objects).
//!
//! Invariant: what scripts see of a capability are real functions; those of %Promise% are made only then.

mod combinators;

use super::prelude::*;
use crate::runtime::function::NativeFunction;
use crate::runtime::object::Values;
use crate::runtime::promise::{Capability, Promise};

/// Installs the constructor and its prototype object.
pub(super) fn setup(vm: &mut Vm, realm: Gc<Realm>) {
    let intrinsics = (Intrinsic::Promise, Intrinsic::PromisePrototype);
    let object_prototype = realm.intrinsic(Intrinsic::ObjectPrototype);
    let prototype = vm.new_object_with_prototype(Some(object_prototype));
    vm.set_intrinsic(realm, Intrinsic::PromisePrototype, prototype);
    let (promise, prototype) = constructor(vm, realm, "Promise", 1, construct, intrinsics);
    combinators::setup(vm, promise);
    methods(
        vm,
        promise,
        &[
            ("reject", 1, reject),
            ("resolve", 1, resolve),
            ("try", 1, try_),
            ("withResolvers", 0, with_resolvers),
        ],
    );
    let species = vm.symbols.species;
    vm.define_getter(promise, species, super::species_getter);
    methods(vm, prototype, &[("catch", 1, catch), ("finally", 1, finally), ("then", 2, then)]);
    tag(vm, prototype, "Promise");
}

/// Promise (https://tc39.es/ecma262/#sec-promise-executor)
fn construct(vm: &mut Vm, arguments: Arguments) -> Res {
    if arguments.new_target().is_undefined() {
        return Err(vm.throw_type_error("Promise constructor cannot be invoked without 'new'"));
    }
    let executor = arguments.get(0);
    if !executor.is_callable() {
        let shown = vm.value_display(executor);
        return Err(vm.throw_type_error(format!("Promise resolver {shown} is not a function")));
    }
    let prototype =
        vm.get_prototype_from_constructor(arguments.new_target(), Intrinsic::PromisePrototype)?;
    let promise = vm.new_promise_with_prototype(prototype);
    let (resolve, reject) = vm.create_resolving_functions(promise)?;
    if vm.call(executor, Value::UNDEFINED, &[resolve, reject]).is_err() {
        let reason = vm.catch()?;
        vm.call(reject, Value::UNDEFINED, &[reason])?;
    }
    Ok(Value::cell(promise))
}

/// `this`, which must be an object: the constructor of a static method.
fn this_constructor(vm: &mut Vm, arguments: Arguments, method: &str) -> Res {
    let this = arguments.this();
    if this.is_object() {
        return Ok(this);
    }
    Err(vm.throw_type_error(format!("{method} called on non-object")))
}

/// Promise.reject (https://tc39.es/ecma262/#sec-promise.reject)
fn reject(vm: &mut Vm, arguments: Arguments) -> Res {
    let constructor = this_constructor(vm, arguments, "Promise.reject")?;
    let capability = vm.new_promise_capability(constructor)?;
    vm.reject_capability(capability, arguments.get(0))?;
    Ok(capability.promise)
}

/// Promise.resolve (https://tc39.es/ecma262/#sec-promise.resolve)
fn resolve(vm: &mut Vm, arguments: Arguments) -> Res {
    let constructor = this_constructor(vm, arguments, "Promise.resolve")?;
    vm.promise_resolve(constructor, arguments.get(0))
}

/// Promise.try (https://tc39.es/ecma262/#sec-promise.try)
fn try_(vm: &mut Vm, arguments: Arguments) -> Res {
    let constructor = this_constructor(vm, arguments, "Promise.try")?;
    let capability = vm.new_promise_capability(constructor)?;
    let passed = arguments.as_slice().get(1..).unwrap_or_default();
    match vm.call(arguments.get(0), Value::UNDEFINED, passed) {
        Ok(value) => vm.resolve_capability(capability, value)?,
        Err(thrown) => vm.reject_capability_thrown(capability, thrown)?,
    }
    Ok(capability.promise)
}

/// Promise.withResolvers (https://tc39.es/ecma262/#sec-promise.withResolvers)
fn with_resolvers(vm: &mut Vm, arguments: Arguments) -> Res {
    let constructor = this_constructor(vm, arguments, "Promise.withResolvers")?;
    let capability = vm.new_promise_capability(constructor)?;
    let Capability { promise, resolve, reject } = vm.expose_capability(capability)?;
    let object = vm.new_object();
    let keys = [vm.names.promise, vm.names.resolve, vm.names.reject];
    for (key, value) in keys.into_iter().zip([promise, resolve, reject]) {
        vm.create_data_property(object, key, value)?;
    }
    Ok(Value::cell(object))
}

/// Promise.prototype.then (https://tc39.es/ecma262/#sec-promise.prototype.then)
fn then(vm: &mut Vm, arguments: Arguments) -> Res {
    let Some(promise) = arguments.this().as_kind::<Promise>() else {
        let shown = vm.value_display(arguments.this());
        return Err(vm.throw_type_error(format!(
            "Method Promise.prototype.then called on incompatible receiver {shown}"
        )));
    };
    let constructor = vm.species_constructor(Promise::as_object(promise), Intrinsic::Promise)?;
    let capability = vm.new_promise_capability(constructor)?;
    vm.perform_promise_then(promise, arguments.get(0), arguments.get(1), Some(capability));
    Ok(capability.promise)
}

/// Promise.prototype.catch (https://tc39.es/ecma262/#sec-promise.prototype.catch)
fn catch(vm: &mut Vm, arguments: Arguments) -> Res {
    let key = vm.names.then;
    vm.invoke(arguments.this(), key, &[Value::UNDEFINED, arguments.get(0)])
}

/// Promise.prototype.finally (https://tc39.es/ecma262/#sec-promise.prototype.finally)
fn finally(vm: &mut Vm, arguments: Arguments) -> Res {
    let this = arguments.this();
    let Some(promise) = this.as_object() else {
        return Err(vm.throw_type_error("Promise.prototype.finally called on a non-object"));
    };
    let constructor = vm.species_constructor(promise, Intrinsic::Promise)?;
    let on_finally = arguments.get(0);
    let then = vm.names.then;
    if !on_finally.is_callable() {
        return vm.invoke(this, then, &[on_finally, on_finally]);
    }
    let both = vm.new_values_from(&[on_finally, constructor])?;
    let then_finally = closure(vm, 1, then_finally, Value::cell(both));
    let catch_finally = closure(vm, 1, catch_finally, Value::cell(both));
    vm.invoke(this, then, &[then_finally, catch_finally])
}

/// A function without a name that keeps a value.
fn closure(
    vm: &mut Vm,
    length: u32,
    code: crate::runtime::function::NativeCode,
    data: Value,
) -> Value {
    let key = vm.names.empty;
    Value::cell(NativeFunction::as_object(vm.new_native_closure(key, length, code, data)))
}

/// What the closure that runs keeps.
fn closure_data(arguments: Arguments) -> Value {
    arguments.callee().as_native_function().map_or(Value::UNDEFINED, |f| f.data.get())
}

/// The values that the closure that runs keeps in a cell.
fn closure_values(arguments: Arguments) -> Gc<Values> {
    // SAFETY: the closures of this folder that ask were made with such a cell.
    unsafe { Gc::from_addr(closure_data(arguments).address()) }
}

/// Calls what `finally` was given, and promises the result; then a function settles that with the outcome.
fn after_finally(
    vm: &mut Vm,
    arguments: Arguments,
    settle: crate::runtime::function::NativeCode,
) -> Res {
    let values = closure_values(arguments);
    let (on_finally, constructor) = (Values::get(values, 0), Values::get(values, 1));
    let result = vm.call(on_finally, Value::UNDEFINED, &[])?;
    let promise = vm.promise_resolve(constructor, result)?;
    let settle = closure(vm, 0, settle, arguments.get(0));
    let then = vm.names.then;
    vm.invoke(promise, then, &[settle])
}

/// The function thenFinally of Promise.prototype.finally (https://tc39.es/ecma262/#sec-promise.prototype.finally)
fn then_finally(vm: &mut Vm, arguments: Arguments) -> Res {
    after_finally(vm, arguments, |_, arguments| Ok(closure_data(arguments)))
}

/// The function catchFinally of Promise.prototype.finally (https://tc39.es/ecma262/#sec-promise.prototype.finally)
fn catch_finally(vm: &mut Vm, arguments: Arguments) -> Res {
    after_finally(vm, arguments, |vm, arguments| {
        let reason = closure_data(arguments);
        Err(vm.throw(reason))
    })
}
