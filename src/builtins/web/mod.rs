//! What hosts of every kind offer beside the language: timers, clones, encodings, base64, the clock
//! (https://min-common-api.proposal.wintertc.org/). None of it does input or output.
//!
//! Invariant: properties have the attributes that Web IDL (https://webidl.spec.whatwg.org/) gives them, and errors the texts
//! and codes of Node's.

mod base64;
mod dom_exception;
mod performance;
mod structured_clone;
mod text_decoder;
mod text_encoder;
mod timers;

use super::inspect::{InspectOptions, inspect};
use super::prelude::*;
use super::support::{Class, define_class, define_tag};
use crate::runtime::error::ErrorKind;
use crate::runtime::function::NativeCode;
use crate::runtime::object::trace_object;
use jsrun_gc::{Cell, KindInfo, Layout};

pub use text_decoder::TextDecoder;

/// A TextEncoder (https://encoding.spec.whatwg.org/#interface-textencoder), which has no state.
#[repr(C)]
pub struct TextEncoder {
    object: Object,
}

// SAFETY: `repr(C)`, an `Object` and nothing else.
unsafe impl Cell for TextEncoder {
    const KIND: u8 = crate::runtime::kind::Kind::TextEncoder as u8;
    const LAYOUT: Layout = Layout::Custom(trace_object);
}

/// The kinds of cells of this folder.
pub(super) fn kinds() -> [(u8, KindInfo); 2] {
    [KindInfo::of::<TextEncoder>(), KindInfo::of::<TextDecoder>()]
}

/// Defines the globals.
pub(super) fn setup(vm: &mut Vm, realm: Gc<Realm>) {
    timers::setup(vm, realm);
    dom_exception::setup(vm, realm);
    performance::setup(vm, realm);
    structured_clone::setup(vm, realm);
    text_encoder::setup(vm, realm);
    text_decoder::setup(vm, realm);
    base64::setup(vm, realm);
}

/// Defines an operation as Web IDL does: writable, enumerable, configurable.
fn operation(vm: &mut Vm, object: Gc<Object>, name: &str, length: u32, code: NativeCode) {
    let key = vm.key_from_str(name);
    let function = vm.new_native_function(key, length, code);
    vm.define_value(object, key, Value::cell(function), Attributes::ALL);
}

/// Defines a read-only attribute as Web IDL does: an accessor, enumerable, configurable.
fn attribute(vm: &mut Vm, prototype: Gc<Object>, name: &str, getter: NativeCode) {
    let key = vm.key_from_str(name);
    vm.define_getter(prototype, key, getter);
    let enumerable = PropertyDescriptor { enumerable: Some(true), ..Default::default() };
    // On an object under construction this is not refused.
    let _ = vm.define_own_property(prototype, key, &enumerable);
}

/// Makes an interface: a class, a global that is not enumerable, with a tag.
fn interface(
    vm: &mut Vm,
    realm: Gc<Realm>,
    name: &str,
    code: NativeCode,
    intrinsics: (Intrinsic, Intrinsic),
) -> Class {
    let class = define_class(vm, realm, name, 0, code, intrinsics);
    define_tag(vm, class.prototype, name);
    class
}

/// Throws the TypeError for an interface that was called without `new`.
fn require_new(vm: &mut Vm, arguments: Arguments, name: &str) -> Res<()> {
    if arguments.new_target().is_undefined() {
        let message = format!("Class constructor {name} cannot be invoked without 'new'");
        return Err(vm.throw_type_error(message));
    }
    Ok(())
}

/// Throws an error with a `code`, which its stack shows as well.
#[cold]
fn throw_coded(vm: &mut Vm, kind: ErrorKind, code: &str, message: &str) -> Thrown {
    let error = vm.new_error(kind, message);
    let stack = vm.names.stack;
    if let Some(text) = vm.data_property(error, stack).and_then(Value::as_string) {
        let name = kind.name();
        let text = text.to_rust().replacen(name, &format!("{name} [{code}]"), 1);
        let text = vm.new_string(&text);
        vm.define_value(error, stack, Value::cell(text), Attributes::METHOD);
    }
    let code = vm.new_string(code);
    vm.define_value(error, "code", Value::cell(code), Attributes::ALL);
    vm.throw(Value::cell(error))
}

/// Throws the TypeError for a method whose `this` is of another class.
#[cold]
fn wrong_this(vm: &mut Vm, class: &str) -> Thrown {
    let message = format!("Value of \"this\" must be of type {class}");
    throw_coded(vm, ErrorKind::TypeError, "ERR_INVALID_THIS", &message)
}

/// Throws the TypeError for an argument of another type than `expected` says.
#[cold]
fn wrong_argument(vm: &mut Vm, name: &str, expected: &str, value: Value) -> Thrown {
    let received = match received(vm, value) {
        Ok(received) => received,
        Err(thrown) => return thrown,
    };
    let message = format!("The \"{name}\" argument must be {expected}. Received {received}");
    throw_coded(vm, ErrorKind::TypeError, "ERR_INVALID_ARG_TYPE", &message)
}

/// How messages name what was passed instead of something else.
fn received(vm: &mut Vm, value: Value) -> Res<String> {
    const LONGEST: usize = 28;
    const SHOWN: usize = 25;
    if value.is_nullish() {
        return Ok(vm.value_display(value));
    }
    if value.is_callable() {
        let name = vm.function_display_name(value);
        if !name.is_empty() {
            return Ok(format!("function {name}"));
        }
    } else if let Some(object) = value.as_object() {
        let key = vm.names.constructor;
        let constructor = vm.data_property(object, key).unwrap_or(Value::UNDEFINED);
        let name = vm.function_display_name(constructor);
        if !name.is_empty() {
            return Ok(format!("an instance of {name}"));
        }
        return inspect(vm, value, &InspectOptions { depth: 0, ..InspectOptions::default() });
    }
    let shown = match value.as_string() {
        Some(string) => {
            let flat = vm.flatten(string);
            let view = flat.view();
            let is_long = view.len() > LONGEST;
            let mut text = view.slice(0, if is_long { SHOWN } else { view.len() }).to_string();
            if is_long {
                text.push_str("...");
            }
            if text.contains('\'') { format!("{text:?}") } else { format!("'{text}'") }
        }
        None => inspect(vm, value, &InspectOptions::default())?,
    };
    Ok(format!("type {} ({shown})", vm.typeof_text(value)))
}

/// Throws a RangeError unless there is room for so many bytes, if need be after a collection.
fn require_room(vm: &mut Vm, bytes: usize) -> Res<()> {
    if !vm.heap.has_room(bytes) {
        vm.heap.collect();
    }
    if vm.heap.has_room(bytes) {
        return Ok(());
    }
    Err(vm.throw_range_error("Invalid string length"))
}
