//! DOMException (https://webidl.spec.whatwg.org/#idl-DOMException): what the functions of the web platform throw.
//!
//! Invariant: name and message are strings, not ropes, and never change.

use super::error::ErrorObject;
use super::kind::Kind;
use super::object::Object;
use super::shape::ShapeClass;
use super::stack_trace::SkipFrames;
use super::string::JsString;
use super::vm::Vm;
use crate::value::Value;
use jsrun_gc::{Cell, Gc, Layout, Marker, Slot};

/// A DOMException: an error whose name and message are the engine's to keep.
#[repr(C)]
pub struct DomException {
    error: ErrorObject,
    name: Slot<Value>,
    message: Slot<Value>,
}

// SAFETY: `repr(C)` and begins with `Object`; `trace` visits its references and the two strings.
unsafe impl Cell for DomException {
    const KIND: u8 = Kind::DomException as u8;
    const LAYOUT: Layout = Layout::Custom(trace);
}

unsafe fn trace(cell: usize, marker: &mut Marker) {
    // SAFETY: the collector passes a live `DomException`.
    unsafe {
        super::error::trace(cell, marker);
        let exception = &*std::ptr::with_exposed_provenance::<DomException>(cell);
        marker.visit(exception.name.get());
        marker.visit(exception.message.get());
    }
}

impl DomException {
    /// The DOMException that an object is.
    pub fn of(object: Gc<Object>) -> Option<Gc<DomException>> {
        Value::cell(object).as_kind()
    }

    /// `name`: a string.
    pub fn name(&self) -> Value {
        self.name.get()
    }

    /// `message`: a string.
    pub fn message(&self) -> Value {
        self.message.get()
    }
}

impl Vm {
    /// A new DOMException with its own `stack`, and with a `cause` if it has one.
    pub fn new_dom_exception(
        &mut self,
        prototype: Gc<Object>,
        name: Gc<JsString>,
        message: Gc<JsString>,
        cause: Option<Value>,
        skip: SkipFrames,
    ) -> Gc<Object> {
        let shape = self.root_shape(Some(prototype), 0, ShapeClass::Ordinary);
        let (name, message) = (self.flatten(name), self.flatten(message));
        let exception = self.alloc_object(Kind::DomException, shape, 0, |object| DomException {
            error: ErrorObject::new(object),
            name: Slot::new(Value::cell(name)),
            message: Slot::new(Value::cell(message)),
        });
        // SAFETY: a `DomException` begins with `Object`.
        let exception: Gc<Object> = unsafe { exception.cast_unchecked() };
        self.complete_error(exception, None, cause, skip);
        exception
    }
}
