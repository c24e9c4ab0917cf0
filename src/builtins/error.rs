//! Error and its kinds (https://tc39.es/ecma262/#sec-error-objects), with V8's `captureStackTrace`.
//!
//! Invariant: an error is made complete, with its `stack`, before a script can see it.

use super::prelude::*;
use crate::runtime::error::ErrorKind;
use crate::runtime::function::{NativeCode, NativeFunction};
use crate::runtime::stack_trace::SkipFrames;

/// Installs the constructors and fills the prototype objects.
pub(super) fn setup(vm: &mut Vm, realm: Gc<Realm>) {
    let (error, prototype) = constructor(
        vm,
        realm,
        "Error",
        1,
        error_constructor,
        (Intrinsic::Error, Intrinsic::ErrorPrototype),
    );
    texts(vm, prototype, "Error");
    methods(vm, prototype, &[("toString", 0, to_string)]);
    methods(vm, error, &[("captureStackTrace", 2, capture_stack_trace), ("isError", 1, is_error)]);
    let limit = vm.names.stack_trace_limit;
    vm.define_value(error, limit, Value::int(10), Attributes::ALL);
    let kinds: [(ErrorKind, NativeCode, Intrinsic); 6] = [
        (ErrorKind::EvalError, |vm, a| make(vm, a, ErrorKind::EvalError), Intrinsic::EvalError),
        (ErrorKind::RangeError, |vm, a| make(vm, a, ErrorKind::RangeError), Intrinsic::RangeError),
        (
            ErrorKind::ReferenceError,
            |vm, a| make(vm, a, ErrorKind::ReferenceError),
            Intrinsic::ReferenceError,
        ),
        (
            ErrorKind::SyntaxError,
            |vm, a| make(vm, a, ErrorKind::SyntaxError),
            Intrinsic::SyntaxError,
        ),
        (ErrorKind::TypeError, |vm, a| make(vm, a, ErrorKind::TypeError), Intrinsic::TypeError),
        (ErrorKind::UriError, |vm, a| make(vm, a, ErrorKind::UriError), Intrinsic::UriError),
    ];
    for (kind, code, intrinsic) in kinds {
        derived(vm, realm, error, (kind.name(), 1, code), (intrinsic, kind.prototype()));
    }
    let intrinsics = (Intrinsic::AggregateError, Intrinsic::AggregateErrorPrototype);
    derived(vm, realm, error, ("AggregateError", 2, aggregate_error), intrinsics);
    let intrinsics = (Intrinsic::SuppressedError, Intrinsic::SuppressedErrorPrototype);
    derived(vm, realm, error, ("SuppressedError", 3, suppressed_error), intrinsics);
}

/// A constructor whose [[Prototype]] is %Error%.
fn derived(
    vm: &mut Vm,
    realm: Gc<Realm>,
    error: Gc<Object>,
    (name, length, code): Method,
    intrinsics: (Intrinsic, Intrinsic),
) {
    let key = vm.key_from_str(name);
    let function =
        NativeFunction::as_object(vm.new_native_constructor(key, length, code, Some(error)));
    let prototype = realm.intrinsic(intrinsics.1);
    vm.link_constructor(function, prototype);
    vm.set_intrinsic(realm, intrinsics.0, function);
    texts(vm, prototype, name);
    global_value(vm, realm, name, Value::cell(function));
}

/// The `name` and `message` of a prototype object.
fn texts(vm: &mut Vm, prototype: Gc<Object>, name: &str) {
    let name = Value::cell(vm.new_string(name));
    let empty = Value::cell(vm.strings.empty());
    let (name_key, message_key) = (vm.names.name, vm.names.message);
    vm.define_value(prototype, name_key, name, Attributes::METHOD);
    vm.define_value(prototype, message_key, empty, Attributes::METHOD);
}

/// Error (https://tc39.es/ecma262/#sec-error-message)
fn error_constructor(vm: &mut Vm, arguments: Arguments) -> Res {
    make(vm, arguments, ErrorKind::Error)
}

fn make(vm: &mut Vm, arguments: Arguments, kind: ErrorKind) -> Res {
    new_error(vm, arguments, kind.prototype(), arguments.get(0), arguments.get(1)).map(Value::cell)
}

/// NativeError (https://tc39.es/ecma262/#sec-nativeerror)
pub(super) fn new_error(
    vm: &mut Vm,
    arguments: Arguments,
    prototype: Intrinsic,
    message: Value,
    options: Value,
) -> Res<Gc<Object>> {
    let new_target = arguments.new_target();
    let constructor = if new_target.is_undefined() { arguments.callee() } else { new_target };
    let prototype = vm.get_prototype_from_constructor(constructor, prototype)?;
    let message = if message.is_undefined() { None } else { Some(vm.to_string(message)?) };
    let cause = cause_of(vm, options)?;
    let skip = if constructor == arguments.callee() {
        SkipFrames::One
    } else {
        SkipFrames::Through(constructor)
    };
    Ok(vm.new_error_object(prototype, message, cause, skip))
}

/// The cause that InstallErrorCause (https://tc39.es/ecma262/#sec-installerrorcause) finds in the options.
fn cause_of(vm: &mut Vm, options: Value) -> Res<Option<Value>> {
    let Some(options) = options.as_object() else { return Ok(None) };
    let key = vm.names.cause;
    if !vm.has_property(options, key)? {
        return Ok(None);
    }
    vm.get(options, key).map(Some)
}

/// AggregateError (https://tc39.es/ecma262/#sec-aggregate-error)
fn aggregate_error(vm: &mut Vm, arguments: Arguments) -> Res {
    let error = new_error(
        vm,
        arguments,
        Intrinsic::AggregateErrorPrototype,
        arguments.get(1),
        arguments.get(2),
    )?;
    let list = vm.iterate_to_list(arguments.get(0))?;
    let errors = vm.new_array_from(&list)?;
    let key = vm.names.errors;
    vm.define_value(error, key, Value::cell(errors), Attributes::METHOD);
    Ok(Value::cell(error))
}

/// SuppressedError (https://tc39.es/ecma262/#sec-suppressederror)
fn suppressed_error(vm: &mut Vm, arguments: Arguments) -> Res {
    let error = new_error(
        vm,
        arguments,
        Intrinsic::SuppressedErrorPrototype,
        arguments.get(2),
        Value::UNDEFINED,
    )?;
    vm.define_suppression(error, arguments.get(0), arguments.get(1));
    Ok(Value::cell(error))
}

/// Error.isError (https://tc39.es/ecma262/#sec-error.iserror)
fn is_error(_: &mut Vm, arguments: Arguments) -> Res {
    let value = arguments.get(0);
    Ok(Value::bool(crate::runtime::error::ErrorObject::of(value).is_some()))
}

/// `Error.captureStackTrace` (https://v8.dev/docs/stack-trace-api): gives an object a `stack` of the present frames.
fn capture_stack_trace(vm: &mut Vm, arguments: Arguments) -> Res {
    let Some(object) = arguments.get(0).as_object() else {
        let shown = vm.value_display(arguments.get(0));
        return Err(vm.throw_type_error(format!("Invalid argument: {shown} is not an object")));
    };
    let above = arguments.get(1);
    let skip = if above.is_callable() { SkipFrames::Through(above) } else { SkipFrames::One };
    if !vm.is_extensible(object)? {
        return Err(vm.throw_type_error("Cannot define property stack, object is not extensible"));
    }
    vm.install_stack(object, skip);
    Ok(Value::UNDEFINED)
}

/// Error.prototype.toString (https://tc39.es/ecma262/#sec-error.prototype.tostring)
fn to_string(vm: &mut Vm, arguments: Arguments) -> Res {
    let Some(object) = arguments.this_object() else {
        let shown = vm.value_display(arguments.this());
        return Err(vm.throw_type_error(format!(
            "Method Error.prototype.toString called on incompatible receiver {shown}"
        )));
    };
    let (name_key, message_key) = (vm.names.name, vm.names.message);
    let name = vm.get(object, name_key)?;
    let name = if name.is_undefined() { vm.new_string("Error") } else { vm.to_string(name)? };
    let message = vm.get(object, message_key)?;
    let message = if message.is_undefined() { vm.strings.empty() } else { vm.to_string(message)? };
    if name.is_empty() {
        return Ok(Value::cell(message));
    }
    if message.is_empty() {
        return Ok(Value::cell(name));
    }
    let colon = vm.new_string(": ");
    let head = vm.concat(name, colon)?;
    vm.concat(head, message).map(Value::cell)
}
