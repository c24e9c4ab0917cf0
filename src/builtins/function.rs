//! Function: the constructor and %Function.prototype% (https://tc39.es/ecma262/#sec-function-objects).
//!
//! Invariant: the text of a function is the very source text that it was compiled from.

use super::prelude::*;
use crate::runtime::function::{BoundFunction, NativeFunction};
use crate::runtime::vm::host::DynamicKind;

/// `apply` and `Reflect.apply` take at most this many arguments from a list; a call could not have more anyway.
const MAX_LIST: u64 = 1 << 24;

/// Installs the constructor and fills the prototype object.
pub(super) fn setup(vm: &mut Vm, realm: Gc<Realm>) {
    let prototype = realm.intrinsic(Intrinsic::FunctionPrototype);
    let (length, name) = (vm.names.length, vm.names.name);
    let empty = Value::cell(vm.strings.empty());
    vm.define_value(prototype, length, Value::int(0), Attributes::CONFIGURABLE);
    vm.define_value(prototype, name, empty, Attributes::CONFIGURABLE);
    // %ThrowTypeError% (https://tc39.es/ecma262/#sec-%throwtypeerror%): frozen, and its name cannot be changed.
    let empty_key = vm.names.empty;
    let thrower = NativeFunction::as_object(vm.new_native_function(empty_key, 0, throw_type_error));
    vm.define_value(thrower, length, Value::int(0), Attributes::NONE);
    vm.define_value(thrower, name, empty, Attributes::NONE);
    // An ordinary object, for which this neither throws nor is refused.
    let _ = vm.prevent_extensions(thrower);
    vm.set_intrinsic(realm, Intrinsic::ThrowTypeError, thrower);
    let pair = PropertyDescriptor::accessor(
        Value::cell(thrower),
        Value::cell(thrower),
        Attributes::CONFIGURABLE,
    );
    for key in [vm.names.arguments, vm.names.caller] {
        let _ = vm.define_own_property(prototype, key, &pair);
    }
    constructor(
        vm,
        realm,
        "Function",
        1,
        function_constructor,
        (Intrinsic::Function, Intrinsic::FunctionPrototype),
    );
    methods(
        vm,
        prototype,
        &[("apply", 2, apply), ("bind", 1, bind), ("call", 1, call), ("toString", 0, to_string)],
    );
    let key = vm.symbols.has_instance;
    let function = vm.new_native_function(key, 1, has_instance);
    vm.define_value(prototype, key, Value::cell(function), Attributes::NONE);
    vm.set_intrinsic(realm, Intrinsic::FunctionHasInstance, NativeFunction::as_object(function));
}

/// %ThrowTypeError% (https://tc39.es/ecma262/#sec-%throwtypeerror%)
fn throw_type_error(vm: &mut Vm, _: Arguments) -> Res {
    Err(vm.throw_type_error(
        "'caller', 'callee', and 'arguments' properties may not be accessed on strict mode functions or the arguments objects for calls to them",
    ))
}

/// Function (https://tc39.es/ecma262/#sec-function-p1-p2-pn-body)
fn function_constructor(vm: &mut Vm, arguments: Arguments) -> Res {
    match vm.host.create_dynamic_function {
        Some(create) => create(vm, DynamicKind::Normal, arguments),
        None => Err(vm.throw_syntax_error("Making functions from strings is not supported yet")),
    }
}

/// CreateListFromArrayLike (https://tc39.es/ecma262/#sec-createlistfromarraylike)
pub(super) fn list_from_array_like(vm: &mut Vm, value: Value) -> Res<RootVec<Value>> {
    let Some(object) = value.as_object() else {
        return Err(vm.throw_type_error("CreateListFromArrayLike called on non-object"));
    };
    let mut list: RootVec<Value> = vm.heap.root_vec();
    if let Some(elements) = vm.packed_elements(object) {
        // SAFETY: the values are copied before anything can change them.
        list.extend_from_slice(unsafe { crate::runtime::object::Elements::as_slice(elements) });
        return Ok(list);
    }
    let length = vm.length_of_array_like(object)? as u64;
    if length > MAX_LIST {
        return Err(vm.throw_stack_overflow());
    }
    for index in 0..length {
        let value = match vm.own_dense(object, index) {
            Some(value) => value,
            None => {
                let key = index_key(vm, index);
                vm.get(object, key)?
            }
        };
        list.push(value);
    }
    Ok(list)
}

/// The TypeError of `apply` for what is not a function.
pub(super) fn throw_apply(vm: &mut Vm, function: Value) -> Thrown {
    let shown = vm.value_display(function);
    let kind = vm.typeof_text(function);
    let article = if matches!(kind, "object" | "undefined") { "an" } else { "a" };
    vm.throw_type_error(format!(
        "Function.prototype.apply was called on {shown}, which is {article} {kind} and not a function"
    ))
}

/// Function.prototype.apply (https://tc39.es/ecma262/#sec-function.prototype.apply)
fn apply(vm: &mut Vm, arguments: Arguments) -> Res {
    let function = arguments.this();
    if !function.is_callable() {
        return Err(throw_apply(vm, function));
    }
    let list = arguments.get(1);
    if list.is_nullish() {
        return vm.tail_call(function, arguments.get(0), &[]);
    }
    let list = list_from_array_like(vm, list)?;
    vm.tail_call(function, arguments.get(0), &list)
}

/// Function.prototype.call (https://tc39.es/ecma262/#sec-function.prototype.call)
fn call(vm: &mut Vm, arguments: Arguments) -> Res {
    let function = arguments.this();
    if !function.is_callable() {
        return Err(vm.throw_type_error(
            "Function.prototype.call was called on a value that is not a function",
        ));
    }
    vm.tail_call(function, arguments.get(0), arguments.as_slice().get(1..).unwrap_or_default())
}

/// Function.prototype.bind (https://tc39.es/ecma262/#sec-function.prototype.bind)
fn bind(vm: &mut Vm, arguments: Arguments) -> Res {
    let target = match arguments.this_object() {
        Some(target) if arguments.this().is_callable() => target,
        _ => return Err(vm.throw_type_error("Bind must be called on a function")),
    };
    let bound_arguments = arguments.as_slice().get(1..).unwrap_or_default();
    let function = vm.new_bound_function(target, arguments.get(0), bound_arguments)?;
    // SAFETY: a bound function begins with `Object`.
    let function: Gc<Object> = unsafe { function.cast_unchecked() };
    let (length_key, name_key) = (vm.names.length, vm.names.name);
    let mut length = 0.0;
    if vm.has_own_property(target, length_key)? {
        let value = vm.get(target, length_key)?;
        if value.is_number() {
            let declared = vm.to_integer_or_infinity(value)?;
            length = (declared - bound_arguments.len() as f64).max(0.0);
        }
    }
    vm.define_value(function, length_key, Value::number(length), Attributes::CONFIGURABLE);
    let name = vm.get(target, name_key)?.as_string();
    // Joined lazily: the names of a chain of bound functions share their ends.
    let mut text = vm.new_string("bound ");
    if let Some(name) = name {
        text = vm.concat(text, name)?;
    }
    vm.define_value(function, name_key, Value::cell(text), Attributes::CONFIGURABLE);
    Ok(Value::cell(function))
}

/// Function.prototype.toString (https://tc39.es/ecma262/#sec-function.prototype.tostring)
fn to_string(vm: &mut Vm, arguments: Arguments) -> Res {
    let this = arguments.this();
    if let Some(function) = this.as_function() {
        let code = function.code.get();
        let data = code.data();
        let (start, end) = data.span;
        let source = data.source.clone();
        let text = source.text.get(start as usize..end as usize).unwrap_or_default();
        return Ok(Value::cell(vm.new_string_wtf8(text)));
    }
    if this.is_callable() {
        let name = match this.as_kind::<BoundFunction>() {
            Some(_) => String::new(),
            None => vm.function_display_name(this),
        };
        let name = if is_property_name(&name) { name } else { String::new() };
        return Ok(Value::cell(vm.new_string(&format!("function {name}() {{ [native code] }}"))));
    }
    Err(vm.throw_type_error("Function.prototype.toString requires that 'this' be a Function"))
}

/// May the name of a built-in function stand in a NativeFunction (https://tc39.es/ecma262/#prod-NativeFunction)?
fn is_property_name(name: &str) -> bool {
    let name = name.strip_prefix("get ").or(name.strip_prefix("set ")).unwrap_or(name);
    let bare = match name.strip_prefix('[').and_then(|name| name.strip_suffix(']')) {
        Some(symbol) => symbol.strip_prefix("Symbol.").unwrap_or("-"),
        None => name,
    };
    let bytes = bare.as_bytes();
    bytes.first().is_some_and(|b| b.is_ascii_alphabetic() || matches!(b, b'_' | b'$'))
        && bytes.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'_')
}

/// Function.prototype \[ %Symbol.hasInstance% \] (https://tc39.es/ecma262/#sec-function.prototype-%symbol.hasinstance%)
fn has_instance(vm: &mut Vm, arguments: Arguments) -> Res {
    vm.ordinary_has_instance(arguments.this(), arguments.get(0)).map(Value::bool)
}
