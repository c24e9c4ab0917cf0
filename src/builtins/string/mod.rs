//! String: the constructor and its prototype (https://tc39.es/ecma262/#sec-string-objects).
//!
//! Invariant: methods look at code units through a view of a flat string, which they take anew after every call that
//! may run a script.

mod case;
mod html;
mod iterator;
mod pattern;
mod position;
pub(super) mod substitution;
mod unicode;

pub use iterator::StringIterator;
pub(super) use pattern::is_regexp;

use super::support::{define_class, flat_string};
use crate::runtime::intrinsics::Intrinsic;
use crate::runtime::names::Symbol;
use crate::runtime::object::{Object, PrimitiveWrapper};
use crate::runtime::realm::Realm;
use crate::runtime::string::{JsString, StringBuilder};
use crate::runtime::vm::{Arguments, Vm};
use crate::value::{Res, Value};
use jsrun_gc::Gc;

pub(super) fn setup(vm: &mut Vm, realm: Gc<Realm>) {
    let class = define_class(
        vm,
        realm,
        "String",
        1,
        construct,
        (Intrinsic::String, Intrinsic::StringPrototype),
    );
    let (constructor, prototype) = (class.constructor, class.prototype);
    vm.define_method(constructor, "fromCharCode", 1, from_char_code);
    vm.define_method(constructor, "fromCodePoint", 1, from_code_point);
    vm.define_method(constructor, "raw", 1, raw);
    position::setup(vm, prototype);
    pattern::setup(vm, prototype);
    case::setup(vm, prototype);
    unicode::setup(vm, prototype);
    vm.define_method(prototype, "toString", 0, to_string);
    vm.define_method(prototype, "valueOf", 0, value_of);
    html::setup(vm, prototype);
    iterator::setup(vm, realm, prototype);
}

/// String ( value ) (https://tc39.es/ecma262/#sec-string-constructor-string-value)
fn construct(vm: &mut Vm, args: Arguments) -> Res {
    let new_target = args.new_target();
    let string = if args.is_empty() {
        vm.strings.empty()
    } else {
        let value = args.get(0);
        if new_target.is_undefined()
            && let Some(symbol) = value.as_kind::<Symbol>()
        {
            let text = symbol.descriptive_string();
            return Ok(Value::cell(vm.new_string(&text)));
        }
        vm.to_string(value)?
    };
    if new_target.is_undefined() {
        return Ok(Value::cell(string));
    }
    let prototype = vm.get_prototype_from_constructor(new_target, Intrinsic::StringPrototype)?;
    let wrapper = vm.new_wrapper_with_prototype(prototype, Value::cell(string));
    Ok(Value::cell(PrimitiveWrapper::as_object(wrapper)))
}

/// String.fromCharCode ( ...codeUnits ) (https://tc39.es/ecma262/#sec-string.fromcharcode)
fn from_char_code(vm: &mut Vm, args: Arguments) -> Res {
    if args.len() == 1 {
        let unit = vm.to_uint16(args.get(0))?;
        return Ok(Value::cell(vm.new_string_unit(unit)));
    }
    let mut builder = StringBuilder::new();
    for i in 0..args.len() {
        builder.push_unit(vm.to_uint16(args.get(i))?);
    }
    Ok(Value::cell(builder.finish(vm)?))
}

/// String.fromCodePoint ( ...codePoints ) (https://tc39.es/ecma262/#sec-string.fromcodepoint)
fn from_code_point(vm: &mut Vm, args: Arguments) -> Res {
    let mut builder = StringBuilder::new();
    for i in 0..args.len() {
        let number = vm.to_number(args.get(i))?;
        if !(0.0..=0x10FFFF as f64).contains(&number) || number.trunc() != number {
            let shown = vm.to_string(args.get(i))?;
            let shown = crate::runtime::string::StringExt::to_rust(shown);
            return Err(vm.throw_range_error(format!("Invalid code point {shown}")));
        }
        builder.push_code_point(number as u32);
    }
    Ok(Value::cell(builder.finish(vm)?))
}

/// String.raw ( template, ...substitutions ) (https://tc39.es/ecma262/#sec-string.raw)
fn raw(vm: &mut Vm, args: Arguments) -> Res {
    let cooked = vm.to_object(args.get(0))?;
    let literals = vm.get(cooked, vm.names.raw)?;
    let literals = vm.to_object(literals)?;
    let length = vm.length_of_array_like(literals)?;
    let mut builder = StringBuilder::new();
    let mut index = 0.0;
    while index < length {
        vm.poll_interrupt()?;
        let key = vm.to_property_key(Value::number(index))?;
        let literal = vm.get(literals, key)?;
        let literal = vm.to_string(literal)?;
        builder.push_string(vm, literal)?;
        index += 1.0;
        if index < length && (index as usize) < args.len() {
            let substitution = vm.to_string(args.get(index as usize))?;
            builder.push_string(vm, substitution)?;
        }
    }
    Ok(Value::cell(builder.finish(vm)?))
}

/// ThisStringValue (https://tc39.es/ecma262/#sec-thisstringvalue)
fn this_string_value(vm: &mut Vm, args: Arguments, method: &str) -> Res {
    let this = args.this();
    if this.is_string() {
        return Ok(this);
    }
    if let Some(wrapper) = args.this_object().and_then(PrimitiveWrapper::of)
        && wrapper.value.get().is_string()
    {
        return Ok(wrapper.value.get());
    }
    Err(vm.throw_type_error(format!("{method} requires that 'this' be a String")))
}

/// String.prototype.toString ( ) (https://tc39.es/ecma262/#sec-string.prototype.tostring)
fn to_string(vm: &mut Vm, args: Arguments) -> Res {
    this_string_value(vm, args, "String.prototype.toString")
}

/// String.prototype.valueOf ( ) (https://tc39.es/ecma262/#sec-string.prototype.valueof)
fn value_of(vm: &mut Vm, args: Arguments) -> Res {
    this_string_value(vm, args, "String.prototype.valueOf")
}

/// The string that `this` is converted to, not a rope: the first steps of nearly every method.
pub(super) fn this_string(vm: &mut Vm, args: Arguments, method: &str) -> Res<Gc<JsString>> {
    let this = args.this();
    if let Some(string) = this.as_string() {
        return Ok(vm.flatten(string));
    }
    if this.is_nullish() {
        let shown = format!("String.prototype.{method} called on null or undefined");
        return Err(vm.throw_type_error(shown));
    }
    flat_string(vm, this)
}

type Prototype = Gc<Object>;
