//! Handles of values that a host keeps.
//!
//! Invariant: a handle roots its value for as long as it lives, and is used in its own context alone; one whose context is gone
//! refers to nothing and can be dropped.

use crate::runtime::vm::Vm;
use crate::value::{Res, Value};
use jsrun_gc::Root;
use std::fmt;

/// The type of a value (https://tc39.es/ecma262/#sec-ecmascript-language-types), with functions told from other objects.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Type {
    Undefined,
    Null,
    Boolean,
    Number,
    BigInt,
    String,
    Symbol,
    Object,
    Function,
}

/// A value of a context, kept alive by this handle. It may be kept anywhere on the thread of its context and cloned; in another
/// context it is refused with a TypeError. Handles that a native object keeps are roots: two that keep each other live as
/// long as their context.
#[derive(Clone)]
pub struct JsValue(Repr);

#[derive(Clone)]
enum Repr {
    /// No reference: the same in every context.
    Immediate(Value),
    /// A cell, with the context that it is of.
    Cell { root: Root<Value>, context: u64, of_type: Type },
}

impl JsValue {
    /// `undefined`
    pub const UNDEFINED: JsValue = JsValue(Repr::Immediate(Value::UNDEFINED));
    /// `null`
    pub const NULL: JsValue = JsValue(Repr::Immediate(Value::NULL));
    /// `true`
    pub const TRUE: JsValue = JsValue(Repr::Immediate(Value::TRUE));
    /// `false`
    pub const FALSE: JsValue = JsValue(Repr::Immediate(Value::FALSE));

    /// A handle of a value of this machine.
    pub(in crate::context) fn new(vm: &mut Vm, value: Value) -> JsValue {
        if !value.is_cell() {
            return JsValue(Repr::Immediate(value));
        }
        let of_type = match value {
            _ if value.is_callable() => Type::Function,
            _ if value.is_object() => Type::Object,
            _ if value.is_string() => Type::String,
            _ if value.is_symbol() => Type::Symbol,
            _ => Type::BigInt,
        };
        JsValue(Repr::Cell { root: vm.heap.root(value), context: vm.host.context, of_type })
    }

    /// The value, for work in this machine; throws if it is of another one.
    pub(in crate::context) fn enter(&self, vm: &mut Vm) -> Res {
        match &self.0 {
            Repr::Immediate(value) => Ok(*value),
            Repr::Cell { root, context, .. } if *context == vm.host.context => Ok(root.get()),
            Repr::Cell { .. } => {
                Err(vm.throw_type_error("a value cannot be used in another context than its own"))
            }
        }
    }

    /// The type.
    pub fn type_of(&self) -> Type {
        match &self.0 {
            Repr::Cell { of_type, .. } => *of_type,
            Repr::Immediate(value) if value.is_number() => Type::Number,
            Repr::Immediate(value) if value.is_bool() => Type::Boolean,
            Repr::Immediate(value) if value.is_null() => Type::Null,
            Repr::Immediate(_) => Type::Undefined,
        }
    }

    /// Is it `undefined`?
    pub fn is_undefined(&self) -> bool {
        self.type_of() == Type::Undefined
    }

    /// Is it `undefined` or `null`?
    pub fn is_nullish(&self) -> bool {
        matches!(self.type_of(), Type::Undefined | Type::Null)
    }

    /// Is it an object, be it a function?
    pub fn is_object(&self) -> bool {
        matches!(self.type_of(), Type::Object | Type::Function)
    }

    /// Can it be called?
    pub fn is_function(&self) -> bool {
        self.type_of() == Type::Function
    }

    /// The number that it is.
    pub fn as_number(&self) -> Option<f64> {
        match &self.0 {
            Repr::Immediate(value) => value.to_number(),
            Repr::Cell { .. } => None,
        }
    }

    /// The boolean that it is.
    pub fn as_bool(&self) -> Option<bool> {
        match &self.0 {
            Repr::Immediate(value) if value.is_bool() => Some(*value == Value::TRUE),
            _ => None,
        }
    }
}

impl Default for JsValue {
    fn default() -> JsValue {
        JsValue::UNDEFINED
    }
}

impl fmt::Debug for JsValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.as_number(), self.as_bool()) {
            (Some(number), _) => write!(f, "JsValue({number})"),
            (_, Some(bool)) => write!(f, "JsValue({bool})"),
            _ => write!(f, "JsValue({:?})", self.type_of()),
        }
    }
}

impl From<()> for JsValue {
    fn from((): ()) -> JsValue {
        JsValue::UNDEFINED
    }
}

impl From<bool> for JsValue {
    fn from(value: bool) -> JsValue {
        JsValue(Repr::Immediate(Value::bool(value)))
    }
}

macro_rules! from_numbers {
    ($($number:ty),*) => {
        $(impl From<$number> for JsValue {
            fn from(value: $number) -> JsValue {
                JsValue(Repr::Immediate(Value::number(value.into())))
            }
        })*
    };
}

// The types whose every number is one of JavaScript's.
from_numbers!(f64, f32, i32, u32, i16, u16, i8, u8);
