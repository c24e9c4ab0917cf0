//! %Object.prototype% (https://tc39.es/ecma262/#sec-properties-of-the-object-prototype-object).
//!
//! Invariant: `this` is converted where the specification converts it: after the property key in `hasOwnProperty`,
//! before it in the legacy accessors' functions.

use super::super::prelude::*;
use crate::runtime::kind::Kind;

pub(super) fn setup(vm: &mut Vm, prototype: Gc<Object>) {
    methods(
        vm,
        prototype,
        &[
            ("__defineGetter__", 2, define_getter),
            ("__defineSetter__", 2, define_setter),
            ("hasOwnProperty", 1, has_own_property),
            ("__lookupGetter__", 1, lookup_getter),
            ("__lookupSetter__", 1, lookup_setter),
            ("isPrototypeOf", 1, is_prototype_of),
            ("propertyIsEnumerable", 1, property_is_enumerable),
            ("toString", 0, to_string),
            ("valueOf", 0, value_of),
        ],
    );
    vm.define_accessor(prototype, "__proto__", get_proto, Some(set_proto));
    methods(vm, prototype, &[("toLocaleString", 0, to_locale_string)]);
}

/// The TypeError for a [[SetPrototypeOf]] that was refused.
pub(super) fn refused_prototype(
    vm: &mut Vm,
    object: Gc<Object>,
    key: Option<PropertyKey>,
) -> Res<Thrown> {
    if let Some(thrown) = vm.proxy_refusal(object, "setPrototypeOf", key) {
        return Ok(thrown);
    }
    if !vm.is_extensible(object)? {
        let shown = vm.value_display(Value::cell(object));
        return Ok(vm.throw_type_error(format!("{shown} is not extensible")));
    }
    if object == vm.intrinsic(Intrinsic::ObjectPrototype) {
        return Ok(vm.throw_type_error(
            "Immutable prototype object 'Object.prototype' cannot have their prototype set",
        ));
    }
    Ok(vm.throw_type_error("Cyclic __proto__ value"))
}

/// get Object.prototype.\_\_proto\_\_ (https://tc39.es/ecma262/#sec-get-object.prototype.__proto__)
fn get_proto(vm: &mut Vm, arguments: Arguments) -> Res {
    let object = this_object(vm, arguments, "Object.prototype.__proto__")?;
    Ok(vm.get_prototype_of(object)?.map_or(Value::NULL, Value::cell))
}

/// set Object.prototype.\_\_proto\_\_ (https://tc39.es/ecma262/#sec-set-object.prototype.__proto__)
fn set_proto(vm: &mut Vm, arguments: Arguments) -> Res {
    let this = vm.require_object_coercible(arguments.this(), "Object.prototype.__proto__")?;
    let prototype = arguments.get(0);
    if (prototype.is_object() || prototype.is_null())
        && let Some(object) = this.as_object()
        && !vm.set_prototype_of(object, prototype.as_object())?
    {
        return Err(refused_prototype(vm, object, None)?);
    }
    Ok(Value::UNDEFINED)
}

fn define_half(vm: &mut Vm, arguments: Arguments, setter: bool) -> Res {
    let name = if setter { "__defineSetter__" } else { "__defineGetter__" };
    let object = this_object(vm, arguments, &format!("Object.prototype.{name}"))?;
    let function = arguments.get(1);
    if !function.is_callable() {
        return Err(vm.throw_type_error(format!("Object.prototype.{name}: Expecting function")));
    }
    let key = vm.to_property_key(arguments.get(0))?;
    let descriptor = PropertyDescriptor {
        get: (!setter).then_some(function),
        set: setter.then_some(function),
        enumerable: Some(true),
        configurable: Some(true),
        ..PropertyDescriptor::default()
    };
    vm.define_property_or_throw(object, key, &descriptor)?;
    Ok(Value::UNDEFINED)
}

/// Object.prototype.\_\_defineGetter\_\_ (https://tc39.es/ecma262/#sec-object.prototype.__defineGetter__)
fn define_getter(vm: &mut Vm, arguments: Arguments) -> Res {
    define_half(vm, arguments, false)
}

/// Object.prototype.\_\_defineSetter\_\_ (https://tc39.es/ecma262/#sec-object.prototype.__defineSetter__)
fn define_setter(vm: &mut Vm, arguments: Arguments) -> Res {
    define_half(vm, arguments, true)
}

fn lookup_half(vm: &mut Vm, arguments: Arguments, setter: bool) -> Res {
    let object = this_object(vm, arguments, "Object.prototype.__lookupGetter__")?;
    let key = vm.to_property_key(arguments.get(0))?;
    let mut holder = Some(object);
    while let Some(o) = holder {
        if let Some(own) = vm.get_own_property(o, key)? {
            let half = if setter { own.set } else { own.get };
            return Ok(half.unwrap_or(Value::UNDEFINED));
        }
        holder = vm.get_prototype_of(o)?;
        vm.poll_interrupt()?;
    }
    Ok(Value::UNDEFINED)
}

/// Object.prototype.\_\_lookupGetter\_\_ (https://tc39.es/ecma262/#sec-object.prototype.__lookupGetter__)
fn lookup_getter(vm: &mut Vm, arguments: Arguments) -> Res {
    lookup_half(vm, arguments, false)
}

/// Object.prototype.\_\_lookupSetter\_\_ (https://tc39.es/ecma262/#sec-object.prototype.__lookupSetter__)
fn lookup_setter(vm: &mut Vm, arguments: Arguments) -> Res {
    lookup_half(vm, arguments, true)
}

/// Object.prototype.hasOwnProperty (https://tc39.es/ecma262/#sec-object.prototype.hasownproperty)
fn has_own_property(vm: &mut Vm, arguments: Arguments) -> Res {
    let key = vm.to_property_key(arguments.get(0))?;
    let object = this_object(vm, arguments, "Object.prototype.hasOwnProperty")?;
    vm.has_own_property(object, key).map(Value::bool)
}

/// Object.prototype.isPrototypeOf (https://tc39.es/ecma262/#sec-object.prototype.isprototypeof)
fn is_prototype_of(vm: &mut Vm, arguments: Arguments) -> Res {
    let Some(mut value) = arguments.get(0).as_object() else { return Ok(Value::FALSE) };
    let object = this_object(vm, arguments, "Object.prototype.isPrototypeOf")?;
    while let Some(prototype) = vm.get_prototype_of(value)? {
        if prototype == object {
            return Ok(Value::TRUE);
        }
        value = prototype;
        vm.poll_interrupt()?;
    }
    Ok(Value::FALSE)
}

/// Object.prototype.propertyIsEnumerable (https://tc39.es/ecma262/#sec-object.prototype.propertyisenumerable)
fn property_is_enumerable(vm: &mut Vm, arguments: Arguments) -> Res {
    let key = vm.to_property_key(arguments.get(0))?;
    let object = this_object(vm, arguments, "Object.prototype.propertyIsEnumerable")?;
    let own = vm.get_own_property(object, key)?;
    Ok(Value::bool(own.is_some_and(|d| d.enumerable == Some(true))))
}

/// Object.prototype.toLocaleString (https://tc39.es/ecma262/#sec-object.prototype.tolocalestring)
fn to_locale_string(vm: &mut Vm, arguments: Arguments) -> Res {
    let this = vm.require_object_coercible(arguments.this(), "Object.prototype.toLocaleString")?;
    let key = vm.names.to_string;
    vm.invoke(this, key, &[])
}

/// Object.prototype.toString (https://tc39.es/ecma262/#sec-object.prototype.tostring)
fn to_string(vm: &mut Vm, arguments: Arguments) -> Res {
    let text = tag_string(vm, arguments.this())?;
    Ok(Value::cell(text))
}

/// `[object Tag]` of a value. `Array.prototype.toString` uses it, too.
pub(in crate::builtins) fn tag_string(vm: &mut Vm, this: Value) -> Res<Gc<JsString>> {
    if this.is_nullish() {
        let text = if this.is_null() { "[object Null]" } else { "[object Undefined]" };
        return Ok(vm.new_string(text));
    }
    let object = vm.to_object(this)?;
    let value = Value::cell(object);
    let builtin = if vm.is_array(value)? {
        "Array"
    } else if value.is_callable() {
        "Function"
    } else {
        match Kind::from_u8(object.kind()) {
            Some(Kind::Arguments | Kind::MappedArguments) => "Arguments",
            Some(Kind::Error | Kind::DomException) => "Error",
            Some(Kind::Date) => "Date",
            Some(Kind::RegExp) => "RegExp",
            Some(Kind::PrimitiveWrapper) => match Vm::wrapped_primitive(value) {
                Some(v) if v.is_string() => "String",
                Some(v) if v.is_number() => "Number",
                Some(v) if v.is_bool() => "Boolean",
                _ => "Object",
            },
            _ => "Object",
        }
    };
    let key = vm.symbols.to_string_tag;
    let tag = vm.get(object, key)?;
    let mut text = StringBuilder::new();
    text.push_str("[object ");
    match tag.as_string() {
        Some(tag) => text.push_string(vm, tag)?,
        None => text.push_str(builtin),
    }
    text.push_str("]");
    text.finish(vm)
}

/// Object.prototype.valueOf (https://tc39.es/ecma262/#sec-object.prototype.valueof)
fn value_of(vm: &mut Vm, arguments: Arguments) -> Res {
    this_object(vm, arguments, "Object.prototype.valueOf").map(Value::cell)
}
