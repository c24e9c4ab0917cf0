//! Function objects: compiled from source, written in Rust, or bound.
//!
//! Invariant: a `Function` has a `Code` cell for as long as it lives; `name`, `length` and `prototype` are made when
//! first asked for, and until then behave as if they were there.

use super::code::Code;
use super::kind::Kind;
use super::object::{Object, Values, trace_object};
use super::realm::Realm;
use super::vm::{Arguments, Vm};
use crate::value::{Res, Value};
use jsrun_gc::{Cell, Gc, Layout, Marker, Slot};
use std::cell::Cell as StdCell;

/// A function compiled from source. Fields down to `construct_shape` are read by machine code.
#[repr(C)]
pub struct Function {
    /// The common part.
    pub object: Object,
    /// The body.
    pub code: Slot<Gc<Code>>,
    /// The environment that it closes over: an `Environment` cell, or `undefined`.
    pub environment: Slot<Value>,
    /// [[HomeObject]], or `undefined`.
    pub home_object: Slot<Value>,
    /// The shape of the objects that `new` makes, compressed; 0 while it is not known. Reset when `prototype` changes.
    pub construct_shape: StdCell<u32>,
    /// Which of `name`, `length`, `prototype` have been made or deleted. See [`lazy`].
    pub lazy: StdCell<u32>,
    /// [[Fields]]: for a class constructor, the function that initialises instance fields, or `undefined`.
    pub fields: Slot<Value>,
}

/// Bits of [`Function::lazy`]: the property exists in the shape, or has been deleted.
pub mod lazy {
    /// `length`
    pub const LENGTH: u32 = 1;
    /// `name`
    pub const NAME: u32 = 2;
    /// `prototype`
    pub const PROTOTYPE: u32 = 4;
}

// SAFETY: `repr(C)`, begins with `Object`; `trace` visits its references and those of the further fields.
unsafe impl Cell for Function {
    const KIND: u8 = Kind::Function as u8;
    const LAYOUT: Layout = Layout::Custom(trace);
}

const _: () = assert!(std::mem::offset_of!(Function, code) == 24);
const _: () = assert!(std::mem::offset_of!(Function, environment) == 32);

unsafe fn trace(cell: usize, marker: &mut Marker) {
    // SAFETY: the collector passes a live `Function`.
    unsafe {
        trace_object(cell, marker);
        let function = &*std::ptr::with_exposed_provenance::<Function>(cell);
        marker.visit(function.code.get());
        marker.visit_word(function.environment.get().bits());
        marker.visit_word(function.home_object.get().bits());
        marker.visit_word(function.fields.get().bits());
        marker.visit_compressed(function.construct_shape.get());
    }
}

/// The Rust side of a built-in function.
///
/// It may allocate, call back into JavaScript and throw. It must not keep a `Value` in Rust heap memory across an
/// allocation except in a rooted container.
pub type NativeCode = fn(&mut Vm, Arguments) -> Res;

/// A function written in Rust.
#[repr(C)]
pub struct NativeFunction {
    /// The common part.
    pub object: Object,
    /// What it does.
    pub code: NativeCode,
    /// Its realm.
    pub realm: Slot<Gc<Realm>>,
    /// A value of the function's own: what a closure would capture. `undefined` where there is none.
    pub data: Slot<Value>,
}

// SAFETY: `repr(C)`, begins with `Object`; `trace_native` visits its references, the realm and the data.
unsafe impl Cell for NativeFunction {
    const KIND: u8 = Kind::NativeFunction as u8;
    const LAYOUT: Layout = Layout::Custom(trace_native);
}

/// An object with [[IsHTMLDDA]] (https://tc39.es/ecma262/#sec-IsHTMLDDA-internal-slot): a function written in Rust, but of
/// another kind, by which everything that takes it for `undefined` knows it.
#[repr(transparent)]
pub struct EmulatesUndefined(pub NativeFunction);

// SAFETY: as for `NativeFunction`, which is all that it has.
unsafe impl Cell for EmulatesUndefined {
    const KIND: u8 = Kind::EmulatesUndefined as u8;
    const LAYOUT: Layout = Layout::Custom(trace_native);
}

unsafe fn trace_native(cell: usize, marker: &mut Marker) {
    // SAFETY: the collector passes a live `NativeFunction`.
    unsafe {
        trace_object(cell, marker);
        let function = &*std::ptr::with_exposed_provenance::<NativeFunction>(cell);
        marker.visit(function.realm.get());
        marker.visit_word(function.data.get().bits());
    }
}

/// A bound function exotic object (https://tc39.es/ecma262/#sec-bound-function-exotic-objects).
#[repr(C)]
pub struct BoundFunction {
    /// The common part.
    pub object: Object,
    /// [[BoundTargetFunction]]
    pub target: Slot<Value>,
    /// [[BoundThis]]
    pub this: Slot<Value>,
    /// [[BoundArguments]]
    pub arguments: Slot<Gc<Values>>,
}

// SAFETY: `repr(C)`, begins with `Object`; `trace_bound` visits its references and those of the further fields.
unsafe impl Cell for BoundFunction {
    const KIND: u8 = Kind::BoundFunction as u8;
    const LAYOUT: Layout = Layout::Custom(trace_bound);
}

unsafe fn trace_bound(cell: usize, marker: &mut Marker) {
    // SAFETY: the collector passes a live `BoundFunction`.
    unsafe {
        trace_object(cell, marker);
        let function = &*std::ptr::with_exposed_provenance::<BoundFunction>(cell);
        marker.visit_word(function.target.get().bits());
        marker.visit_word(function.this.get().bits());
        marker.visit(function.arguments.get());
    }
}
