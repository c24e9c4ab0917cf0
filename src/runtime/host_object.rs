//! Objects that carry a value of the host's: instances of native classes, and what native closures capture.
//!
//! Invariant: the value is dropped once, with its object, and a panic in its destructor goes no further.

use super::kind::Kind;
use super::object::{Object, trace_object};
use super::shape::{Shape, ShapeClass};
use super::vm::Vm;
use crate::value::Value;
use jsrun_gc::{Cell, Gc, Heap, Layout};
use std::any::Any;
use std::mem::ManuallyDrop;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

/// An ordinary object that holds on to a value of the host's, which the collector does not look into.
#[repr(C)]
pub struct HostObject {
    /// The common part.
    pub object: Object,
    payload: ManuallyDrop<Rc<dyn Any>>,
}

// SAFETY: `repr(C)` and begins with `Object`, whose references are all that there are; the finalizer drops the payload.
unsafe impl Cell for HostObject {
    const KIND: u8 = Kind::HostObject as u8;
    const LAYOUT: Layout = Layout::Custom(trace_object);
    const FINALIZE: Option<unsafe fn(usize, &mut Heap)> = Some(finalize);
}

unsafe fn finalize(cell: usize, _: &mut Heap) {
    let object = std::ptr::with_exposed_provenance_mut::<HostObject>(cell);
    // SAFETY: the collector passes a dead `HostObject`, once; nobody sees its payload afterwards.
    let payload = unsafe { ManuallyDrop::take(&mut (*object).payload) };
    // The collector is at work: nothing may unwind through it.
    let _ = catch_unwind(AssertUnwindSafe(|| drop(payload)));
}

impl HostObject {
    /// The value that an object holds on to; `None` if it is no such object.
    pub fn payload_of(value: Value) -> Option<Rc<dyn Any>> {
        value.as_kind::<HostObject>().map(|object| Rc::clone(&object.payload))
    }

    /// The object.
    pub fn as_object(object: Gc<HostObject>) -> Gc<Object> {
        // SAFETY: a `HostObject` begins with `Object`.
        unsafe { object.cast_unchecked() }
    }
}

impl Vm {
    /// A new object that holds on to a value, with this prototype.
    pub fn new_host_object(
        &mut self,
        prototype: Option<Gc<Object>>,
        payload: Rc<dyn Any>,
    ) -> Gc<HostObject> {
        let shape: Gc<Shape> = self.root_shape(prototype, 0, ShapeClass::Ordinary);
        let payload = ManuallyDrop::new(payload);
        self.alloc_object(Kind::HostObject, shape, 0, |object| HostObject { object, payload })
    }
}
