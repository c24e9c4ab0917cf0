//! The layout that all objects begin with, and the storage cells that hang on it.
//!
//! Invariant: `header.aux` is the object's shape (compressed) and is never 0; `elements` is never null (the
//! heap's shared empty elements at first); the inline slots that the header counts follow the fixed fields of an
//! ordinary object and are initialised.

use super::kind::Kind;
use crate::value::Value;
use jsrun_gc::{Cell, Gc, Header, Layout, Marker, Slot};

/// Every object begins like this.
#[repr(C)]
pub struct Object {
    /// Kind; the inline capacity in the low byte of `spare`, [`object_flags`] in the high byte; the shape in `aux`.
    pub header: Header,
    /// Out-of-line property slots.
    pub slots: Slot<Option<Gc<Values>>>,
    /// Indexed properties: an `Elements` or a `SparseElements` cell.
    pub elements: Slot<Gc<Elements>>,
}

/// Bits of the high byte of an object's `spare`.
pub mod object_flags {
    /// Some object has it as its prototype: changes of its properties invalidate caches.
    pub const IS_PROTOTYPE: u16 = 1 << 8;
    /// It has [[Call]].
    pub const CALLABLE: u16 = 1 << 9;
    /// It has [[Construct]].
    pub const CONSTRUCTOR: u16 = 1 << 10;
    /// Its internal methods are not the ordinary ones for some string key (String objects, arguments,
    /// typed arrays, proxies, module namespaces): property operations take the general way.
    pub const EXOTIC: u16 = 1 << 11;
    /// A `Validity` cell depends on the properties of this object, whose shape is its own.
    pub const GUARDED: u16 = 1 << 12;
    /// It holds variables that `eval` made; no script sees it.
    pub const HOLDS_VARIABLES: u16 = 1 << 13;
}

/// Where the inline slots of an ordinary object begin, in bytes.
pub const INLINE_SLOTS: usize = size_of::<Object>();
const _: () = assert!(INLINE_SLOTS == 24);
const _: () = assert!(std::mem::offset_of!(Object, slots) == 8);
const _: () = assert!(std::mem::offset_of!(Object, elements) == 16);

/// An ordinary object: [`Object`] followed by its inline slots.
// SAFETY: `repr(C)` with the header first; `trace_object` visits the shape, the storage cells and the inline slots.
unsafe impl Cell for Object {
    const KIND: u8 = Kind::Object as u8;
    const LAYOUT: Layout = Layout::Custom(trace_object);
}

/// Traces what every object has: its shape, slots, elements and inline slots.
///
/// # Safety
/// `cell` is the address of a live cell that begins with [`Object`].
pub unsafe fn trace_object(cell: usize, marker: &mut Marker) {
    // SAFETY: promised by the caller; the header counts the inline slots that follow.
    unsafe {
        let object = &*std::ptr::with_exposed_provenance::<Object>(cell);
        marker.visit_compressed(object.header.aux());
        if let Some(slots) = object.slots.get() {
            marker.visit(slots);
        }
        marker.visit(object.elements.get());
        let inline = std::ptr::with_exposed_provenance::<u64>(cell + INLINE_SLOTS);
        for i in 0..object.inline_capacity() {
            marker.visit_word(*inline.add(i));
        }
    }
}

impl Object {
    /// How many inline slots follow.
    pub fn inline_capacity(&self) -> usize {
        (self.header.spare() & 0xFF) as usize
    }

    /// Has it this flag (see [`object_flags`])?
    pub fn has_flag(&self, flag: u16) -> bool {
        self.header.spare() & flag != 0
    }

    /// Sets a flag.
    pub fn set_flag(&self, flag: u16) {
        self.header.set_spare(self.header.spare() | flag);
    }

    /// Clears a flag.
    pub fn clear_flag(&self, flag: u16) {
        self.header.set_spare(self.header.spare() & !flag);
    }

    /// What the object is.
    pub fn kind(&self) -> u8 {
        self.header.kind()
    }
}

/// Out-of-line property slots: the header's `aux` counts the values that follow, all initialised.
#[repr(C)]
pub struct Values {
    /// Kind `Values`, `aux` = count.
    pub header: Header,
}

// SAFETY: `repr(C)` with the header first; `aux` initialised words follow it.
unsafe impl Cell for Values {
    const KIND: u8 = Kind::Values as u8;
    const LAYOUT: Layout = Layout::Counted { first_word: 1 };
}

/// Dense elements: `aux` initialised values from offset 16, each a value or `HOLE`.
#[repr(C)]
pub struct Elements {
    /// Kind `Elements`, `aux` = number of initialised elements.
    pub header: Header,
    /// How many values there is room for.
    pub capacity: u32,
    /// Keeps the values 8-byte aligned.
    pub reserved: u32,
}

// SAFETY: `repr(C)` with the header first; `aux` initialised words follow from word 2.
unsafe impl Cell for Elements {
    const KIND: u8 = Kind::Elements as u8;
    const LAYOUT: Layout = Layout::Counted { first_word: 2 };
}

/// Where the values of [`Elements`] begin, in bytes.
pub const ELEMENT_VALUES: usize = size_of::<Elements>();
const _: () = assert!(ELEMENT_VALUES == 16);

/// An array exotic object.
#[repr(C)]
pub struct Array {
    /// The common part.
    pub object: Object,
    /// The `length` property.
    pub length: std::cell::Cell<u32>,
    /// 0 if `length` is read-only, else 1.
    pub length_writable: std::cell::Cell<u32>,
}

// SAFETY: `repr(C)` and begins with `Object`, whose references are all it has.
unsafe impl Cell for Array {
    const KIND: u8 = Kind::Array as u8;
    const LAYOUT: Layout = Layout::Custom(trace_object);
}
const _: () = assert!(std::mem::offset_of!(Array, length) == 24);

impl Array {
    /// The array that an object is.
    #[inline(always)]
    pub fn of(object: Gc<Object>) -> Option<Gc<Array>> {
        // SAFETY: a cell of this kind is an `Array`.
        (object.kind() == Kind::Array as u8).then(|| unsafe { object.cast_unchecked() })
    }

    /// The array as the object that it is.
    #[inline(always)]
    pub fn as_object(array: Gc<Array>) -> Gc<Object> {
        // SAFETY: an `Array` begins with `Object`.
        unsafe { array.cast_unchecked() }
    }
}

/// A Boolean, Number, String, Symbol or BigInt object.
#[repr(C)]
pub struct PrimitiveWrapper {
    /// The common part.
    pub object: Object,
    /// [[BooleanData]], [[NumberData]], [[StringData]] (flat), [[SymbolData]] or [[BigIntData]].
    pub value: Slot<Value>,
}

// SAFETY: `repr(C)` and begins with `Object`; `trace_wrapper` visits its references and the value.
unsafe impl Cell for PrimitiveWrapper {
    const KIND: u8 = Kind::PrimitiveWrapper as u8;
    const LAYOUT: Layout = Layout::Custom(trace_wrapper);
}

unsafe fn trace_wrapper(cell: usize, marker: &mut Marker) {
    // SAFETY: the collector passes a live `PrimitiveWrapper`.
    unsafe {
        trace_object(cell, marker);
        marker.visit_word(
            (*std::ptr::with_exposed_provenance::<PrimitiveWrapper>(cell)).value.get().bits(),
        );
    }
}

/// Captured variables: `aux` values from offset 16.
#[repr(C)]
pub struct Environment {
    /// Kind `Environment`, `aux` = number of variables.
    pub header: Header,
    /// The enclosing environment, or `undefined`.
    pub parent: Slot<Value>,
}

// SAFETY: `repr(C)` with the header first; `trace_environment` visits the parent and the `aux` values after it.
unsafe impl Cell for Environment {
    const KIND: u8 = Kind::Environment as u8;
    const LAYOUT: Layout = Layout::Custom(trace_environment);
}

unsafe fn trace_environment(cell: usize, marker: &mut Marker) {
    // SAFETY: the collector passes a live `Environment`, which has `aux` initialised values after its parent.
    unsafe {
        let count = (*std::ptr::with_exposed_provenance::<Header>(cell)).aux() as usize;
        let words = std::ptr::with_exposed_provenance::<u64>(cell);
        for i in 1..count + 2 {
            marker.visit_word(*words.add(i));
        }
    }
}

/// Where an environment's parent is, in bytes.
pub const ENVIRONMENT_PARENT: usize = 8;
/// Where an environment's variables begin, in bytes.
pub const ENVIRONMENT_VALUES: usize = size_of::<Environment>();
const _: () = assert!(std::mem::offset_of!(Environment, parent) == ENVIRONMENT_PARENT);
const _: () = assert!(ENVIRONMENT_VALUES == 16);
