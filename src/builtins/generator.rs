//! GeneratorFunction, AsyncFunction, AsyncGeneratorFunction, and what generators of both sorts inherit
//! (https://tc39.es/ecma262/#sec-control-abstraction-objects).
//!
//! Invariant: none of the constructors is a global; they are found through the prototypes of their functions.

use super::prelude::*;
use crate::runtime::async_generator::AsyncGenerator;
use crate::runtime::async_iteration::AsyncFromSyncIterator;
use crate::runtime::coroutine::ResumeMode;
use crate::runtime::function::{NativeCode, NativeFunction};
use crate::runtime::generator::Generator;
use crate::runtime::iterator::IteratorRecord;
use crate::runtime::object::Values;
use crate::runtime::promise::{Capability, Promise};
use crate::runtime::vm::host::DynamicKind;
use crate::value::Thrown;

/// Installs the constructors and fills the prototype objects.
pub(super) fn setup(vm: &mut Vm, realm: Gc<Realm>) {
    let generators = realm.intrinsic(Intrinsic::GeneratorPrototype);
    let next = vm.names.next;
    let next = vm.define_method(generators, next, 1, generator_next);
    vm.set_intrinsic(realm, Intrinsic::GeneratorNext, next);
    methods(vm, generators, &[("return", 1, generator_return), ("throw", 1, generator_throw)]);
    tag(vm, generators, "Generator");
    let async_generators = realm.intrinsic(Intrinsic::AsyncGeneratorPrototype);
    methods(
        vm,
        async_generators,
        &[
            ("next", 1, async_generator_next),
            ("return", 1, async_generator_return),
            ("throw", 1, async_generator_throw),
        ],
    );
    tag(vm, async_generators, "AsyncGenerator");
    let async_iterators = realm.intrinsic(Intrinsic::AsyncIteratorPrototype);
    let from_sync = vm.new_object_with_prototype(Some(async_iterators));
    vm.set_intrinsic(realm, Intrinsic::AsyncFromSyncIteratorPrototype, from_sync);
    methods(
        vm,
        from_sync,
        &[
            ("next", 1, from_sync_next),
            ("return", 1, from_sync_return),
            ("throw", 1, from_sync_throw),
        ],
    );
    use Intrinsic as I;
    function_constructor(
        vm,
        realm,
        ("GeneratorFunction", 1, |vm, a| create(vm, a, DynamicKind::Generator)),
        (I::GeneratorFunction, I::GeneratorFunctionPrototype, Some(generators)),
    );
    function_constructor(
        vm,
        realm,
        ("AsyncFunction", 1, |vm, a| create(vm, a, DynamicKind::Async)),
        (I::AsyncFunction, I::AsyncFunctionPrototype, None),
    );
    function_constructor(
        vm,
        realm,
        ("AsyncGeneratorFunction", 1, |vm, a| create(vm, a, DynamicKind::AsyncGenerator)),
        (I::AsyncGeneratorFunction, I::AsyncGeneratorFunctionPrototype, Some(async_generators)),
    );
}

/// A constructor of functions, which inherits from %Function%, and the prototype of its functions.
fn function_constructor(
    vm: &mut Vm,
    realm: Gc<Realm>,
    (name, length, code): (&str, u32, NativeCode),
    (which, prototype, instances): (Intrinsic, Intrinsic, Option<Gc<Object>>),
) {
    let key = vm.key_from_str(name);
    let parent = realm.intrinsic(Intrinsic::Function);
    let function =
        NativeFunction::as_object(vm.new_native_constructor(key, length, code, Some(parent)));
    let prototype = realm.intrinsic(prototype);
    let (prototype_key, constructor_key) = (vm.names.prototype, vm.names.constructor);
    vm.define_value(function, prototype_key, Value::cell(prototype), Attributes::NONE);
    vm.define_value(prototype, constructor_key, Value::cell(function), Attributes::CONFIGURABLE);
    vm.set_intrinsic(realm, which, function);
    if let Some(instances) = instances {
        let value = Value::cell(instances);
        vm.define_value(prototype, prototype_key, value, Attributes::CONFIGURABLE);
        let value = Value::cell(prototype);
        vm.define_value(instances, constructor_key, value, Attributes::CONFIGURABLE);
    }
    tag(vm, prototype, name);
}

/// GeneratorFunction (https://tc39.es/ecma262/#sec-generatorfunction),
/// AsyncFunction (https://tc39.es/ecma262/#sec-async-function-constructor-arguments),
/// AsyncGeneratorFunction (https://tc39.es/ecma262/#sec-asyncgeneratorfunction)
fn create(vm: &mut Vm, arguments: Arguments, kind: DynamicKind) -> Res {
    match vm.host.create_dynamic_function {
        Some(create) => create(vm, kind, arguments),
        None => Err(vm.throw_syntax_error("Making functions from strings is not supported yet")),
    }
}

/// Throws that a method of generators was called on something else.
fn throw_incompatible(vm: &mut Vm, arguments: Arguments, name: &str) -> Thrown {
    let shown = vm.value_display(arguments.this());
    vm.throw_type_error(format!("{name} method called on incompatible receiver {shown}"))
}

// Generators

fn resume(vm: &mut Vm, arguments: Arguments, name: &str, mode: ResumeMode) -> Res {
    match arguments.this().as_kind::<Generator>() {
        Some(generator) => vm.generator_resume(generator, mode, arguments.get(0)),
        None => Err(throw_incompatible(vm, arguments, name)),
    }
}

/// %GeneratorPrototype%.next (https://tc39.es/ecma262/#sec-generator.prototype.next)
fn generator_next(vm: &mut Vm, arguments: Arguments) -> Res {
    resume(vm, arguments, "next", ResumeMode::Next)
}

/// %GeneratorPrototype%.return (https://tc39.es/ecma262/#sec-generator.prototype.return)
fn generator_return(vm: &mut Vm, arguments: Arguments) -> Res {
    resume(vm, arguments, "return", ResumeMode::Return)
}

/// %GeneratorPrototype%.throw (https://tc39.es/ecma262/#sec-generator.prototype.throw)
fn generator_throw(vm: &mut Vm, arguments: Arguments) -> Res {
    resume(vm, arguments, "throw", ResumeMode::Throw)
}

// Async generators

fn request(vm: &mut Vm, arguments: Arguments, name: &str, mode: ResumeMode) -> Res {
    match arguments.this().as_kind::<AsyncGenerator>() {
        Some(generator) => {
            vm.async_generator_request(generator, mode, arguments.get(0)).map(Value::cell)
        }
        None => {
            let thrown = throw_incompatible(vm, arguments, name);
            vm.rejected_promise(thrown)
        }
    }
}

/// %AsyncGeneratorPrototype%.next (https://tc39.es/ecma262/#sec-asyncgenerator-prototype-next)
fn async_generator_next(vm: &mut Vm, arguments: Arguments) -> Res {
    request(vm, arguments, "next", ResumeMode::Next)
}

/// %AsyncGeneratorPrototype%.return (https://tc39.es/ecma262/#sec-asyncgenerator-prototype-return)
fn async_generator_return(vm: &mut Vm, arguments: Arguments) -> Res {
    request(vm, arguments, "return", ResumeMode::Return)
}

/// %AsyncGeneratorPrototype%.throw (https://tc39.es/ecma262/#sec-asyncgenerator-prototype-throw)
fn async_generator_throw(vm: &mut Vm, arguments: Arguments) -> Res {
    request(vm, arguments, "throw", ResumeMode::Throw)
}

// Sync iterators that stand in for async ones

/// The promise that a method of %AsyncFromSyncIteratorPrototype% gives, settled by what `method` does with the record.
fn promise_of(
    vm: &mut Vm,
    arguments: Arguments,
    method: impl FnOnce(&mut Vm, Gc<IteratorRecord>, Capability) -> Res<()>,
) -> Res {
    let Some(iterator) = arguments.this().as_kind::<AsyncFromSyncIterator>() else {
        return Err(vm.throw_type_error("This method was called on an incompatible receiver"));
    };
    let capability = Capability::internal(vm.new_promise());
    if let Err(thrown) = method(vm, iterator.record.get(), capability) {
        vm.reject_capability_thrown(capability, thrown)?;
    }
    Ok(capability.promise)
}

/// The argument, if there is one: it is passed on only then.
fn passed(arguments: &Arguments) -> &[Value] {
    arguments.as_slice().get(..1).unwrap_or_default()
}

/// %AsyncFromSyncIteratorPrototype%.next (https://tc39.es/ecma262/#sec-%asyncfromsynciteratorprototype%.next)
fn from_sync_next(vm: &mut Vm, arguments: Arguments) -> Res {
    promise_of(vm, arguments, |vm, record, capability| {
        let result = vm.iterator_call_next(record, passed(&arguments))?;
        continue_sync(vm, result, capability, record, true)
    })
}

/// %AsyncFromSyncIteratorPrototype%.return (https://tc39.es/ecma262/#sec-%asyncfromsynciteratorprototype%.return)
fn from_sync_return(vm: &mut Vm, arguments: Arguments) -> Res {
    promise_of(vm, arguments, |vm, record, capability| {
        let key = vm.names.return_;
        let result = vm.iterator_call_optional(record, key, passed(&arguments))?;
        if result == Value::DONE {
            let result = vm.iterator_result(arguments.get(0), true);
            return vm.resolve_capability(capability, result);
        }
        continue_sync(vm, result, capability, record, false)
    })
}

/// %AsyncFromSyncIteratorPrototype%.throw (https://tc39.es/ecma262/#sec-%asyncfromsynciteratorprototype%.throw)
fn from_sync_throw(vm: &mut Vm, arguments: Arguments) -> Res {
    promise_of(vm, arguments, |vm, record, capability| {
        let key = vm.names.throw_;
        let result = vm.iterator_call_optional(record, key, passed(&arguments))?;
        if result == Value::DONE {
            vm.iterator_close(record)?;
            return Err(vm.throw_type_error("The iterator does not provide a 'throw' method"));
        }
        continue_sync(vm, result, capability, record, true)
    })
}

/// AsyncFromSyncIteratorContinuation (https://tc39.es/ecma262/#sec-asyncfromsynciteratorcontinuation)
fn continue_sync(
    vm: &mut Vm,
    result: Value,
    capability: Capability,
    record: Gc<IteratorRecord>,
    closes: bool,
) -> Res<()> {
    let done = vm.iterator_complete(result)?;
    let key = vm.names.value;
    let value = vm.get_v(result, key)?;
    let promise: Gc<Promise> = match vm.intrinsic_promise_resolve(value) {
        Ok(promise) => promise,
        Err(thrown) if !done && closes => return Err(vm.iterator_close_thrown(record, thrown)),
        Err(thrown) => return Err(thrown),
    };
    let key = vm.names.empty;
    let unwrap: NativeCode = if done { unwrap_last } else { unwrap_next };
    let on_fulfilled = NativeFunction::as_object(vm.new_native_function(key, 1, unwrap));
    let on_rejected = if done || !closes {
        Value::UNDEFINED
    } else {
        let kept = vm.new_values(1, Value::cell(record))?;
        let closure = vm.new_native_closure(key, 1, close_and_throw, Value::cell(kept));
        Value::cell(NativeFunction::as_object(closure))
    };
    vm.perform_promise_then(promise, Value::cell(on_fulfilled), on_rejected, Some(capability));
    Ok(())
}

fn unwrap_next(vm: &mut Vm, arguments: Arguments) -> Res {
    Ok(vm.iterator_result(arguments.get(0), false))
}

fn unwrap_last(vm: &mut Vm, arguments: Arguments) -> Res {
    Ok(vm.iterator_result(arguments.get(0), true))
}

/// The value of an iterator was a promise that is rejected: the iterator is closed.
fn close_and_throw(vm: &mut Vm, arguments: Arguments) -> Res {
    let data = arguments.callee().as_native_function().map_or(Value::UNDEFINED, |f| f.data.get());
    // SAFETY: the closure was made with a cell that holds an iterator record.
    let record: Gc<IteratorRecord> = unsafe {
        let kept = Gc::<Values>::from_addr(data.address());
        Gc::from_addr(Values::get(kept, 0).address())
    };
    let thrown = vm.throw(arguments.get(0));
    Err(vm.iterator_close_thrown(record, thrown))
}
