//! Where property values lie: inline slots, out-of-line `Values`, and the making of objects of each layout.
//!
//! Invariant: the capacity of an object's `Values` is [`out_of_line_capacity`] of the slots its shape uses beyond the
//! inline ones, or more; so a cache can tell from two shapes alone whether going from one to the other needs no room.

use super::kind::Kind;
use super::object::{Array, ELEMENT_VALUES, INLINE_SLOTS, Object, Values, object_flags};
use super::shape::{Shape, ShapeClass};
use super::vm::Vm;
use crate::value::{Res, Value};
use jsrun_gc::{Cell, Gc, Header, Slot};
use std::ptr::NonNull;

/// The inline capacity of `{}`.
pub const DEFAULT_INLINE_CAPACITY: u32 = 4;
/// The inline capacity of what a constructor makes.
pub const CONSTRUCT_INLINE_CAPACITY: u32 = 6;
/// The largest inline capacity that a literal asks for.
pub const MAX_INLINE_CAPACITY: u32 = 12;
/// The inline capacity of an object literal with so many properties.
pub fn literal_capacity(properties: usize) -> u32 {
    match properties {
        0 => DEFAULT_INLINE_CAPACITY,
        n => (n as u64).min(MAX_INLINE_CAPACITY as u64) as u32,
    }
}

/// The most values that a `Values` or `Elements` cell holds.
pub const MAX_VALUES: usize = 1 << 27;

/// The capacity of out-of-line slots when `count` of them are used.
pub const fn out_of_line_capacity(count: u32) -> u32 {
    match count {
        0 => 0,
        1..=4 => 4,
        n => n.next_power_of_two(),
    }
}

/// Where a cache finds a slot: see `docs/contract.md`, "Inline caches".
pub fn slot_offset(inline_capacity: u32, slot: u32) -> i32 {
    if slot < inline_capacity {
        INLINE_SLOTS as i32 + 8 * slot as i32
    } else {
        -(size_of::<Values>() as i32 + 8 * (slot - inline_capacity) as i32)
    }
}

impl Values {
    /// How many values there are.
    pub fn len(&self) -> usize {
        self.header.aux() as usize
    }

    /// Are there none?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn at(values: Gc<Values>, index: usize) -> *mut Value {
        assert!(index < values.len(), "slot out of range");
        std::ptr::with_exposed_provenance_mut::<Value>(
            values.addr() + size_of::<Values>() + 8 * index,
        )
    }

    /// A value.
    pub fn get(values: Gc<Values>, index: usize) -> Value {
        // SAFETY: the index was checked, and all values are initialised.
        unsafe { *Values::at(values, index) }
    }
}

impl Vm {
    /// Memory for a small cell.
    ///
    /// # Safety
    /// As for `Heap::alloc_raw`: every traced word is written before the next safepoint.
    pub unsafe fn alloc_small(
        &mut self,
        header: Header,
        bytes: usize,
        finalized: bool,
    ) -> NonNull<u8> {
        // SAFETY: promised by the caller.
        match unsafe { self.heap.alloc_raw(header, bytes, finalized) } {
            Some(cell) => cell,
            // Small cells always fit: the heap raises the limit's interrupt instead.
            None => std::alloc::handle_alloc_error(std::alloc::Layout::new::<u64>()),
        }
    }

    /// Memory for a cell of any size; a RangeError when there is none.
    ///
    /// # Safety
    /// As for [`Vm::alloc_small`].
    pub unsafe fn alloc_large(
        &mut self,
        header: Header,
        bytes: usize,
        finalized: bool,
    ) -> Res<NonNull<u8>> {
        // SAFETY: promised by the caller.
        match unsafe { self.heap.alloc_raw(header, bytes, finalized) } {
            Some(cell) => Ok(cell),
            None => Err(self.throw_range_error("Out of memory")),
        }
    }

    /// A cell of `count` values, all `fill`.
    pub fn new_values(&mut self, count: usize, fill: Value) -> Res<Gc<Values>> {
        if count > MAX_VALUES {
            return Err(self.throw_range_error("Invalid array length"));
        }
        let header = Header::new(Values::KIND, count as u32);
        // SAFETY: all values are written at once.
        unsafe {
            let cell = self.alloc_large(header, size_of::<Values>() + 8 * count, false)?;
            let first = cell.as_ptr().add(size_of::<Values>()).cast::<Value>();
            for i in 0..count {
                first.add(i).write(fill);
            }
            Ok(Gc::from_addr(cell.as_ptr().expose_provenance()))
        }
    }

    /// A cell with a copy of values.
    pub fn new_values_from(&mut self, from: &[Value]) -> Res<Gc<Values>> {
        let values = self.new_values(from.len(), Value::UNDEFINED)?;
        for (i, v) in from.iter().enumerate() {
            self.values_set(values, i, *v);
        }
        Ok(values)
    }

    /// Stores a value.
    pub fn values_set(&mut self, values: Gc<Values>, index: usize, value: Value) {
        self.heap.barrier(values.addr());
        // SAFETY: `at` checks the index.
        unsafe { *Values::at(values, index) = value };
    }

    /// The shape of an object.
    #[inline(always)]
    pub fn shape_of(&self, object: Gc<Object>) -> Gc<Shape> {
        // SAFETY: an object's `aux` is always its shape.
        unsafe { self.heap.decompress(object.header.aux()) }
    }

    /// Gives an object another shape. Its storage fits the shape already.
    pub(super) fn set_shape(&mut self, object: Gc<Object>, shape: Gc<Shape>) {
        self.heap.barrier(object.addr());
        object.header.set_aux(self.heap.compress(shape));
    }

    /// The value of a slot.
    #[inline]
    pub fn slot(&self, object: Gc<Object>, slot: u32) -> Value {
        let inline = object.inline_capacity() as u32;
        if slot < inline {
            // SAFETY: the inline slots that the header counts follow the object and are initialised.
            unsafe {
                *std::ptr::with_exposed_provenance::<Value>(
                    object.addr() + INLINE_SLOTS + 8 * slot as usize,
                )
            }
        } else {
            match object.slots.get() {
                Some(values) => Values::get(values, (slot - inline) as usize),
                None => Value::UNDEFINED,
            }
        }
    }

    /// Stores into a slot that the object has room for.
    #[inline]
    pub fn set_slot(&mut self, object: Gc<Object>, slot: u32, value: Value) {
        let inline = object.inline_capacity() as u32;
        if slot < inline {
            self.heap.barrier(object.addr());
            // SAFETY: as in `slot`.
            unsafe {
                *std::ptr::with_exposed_provenance_mut::<Value>(
                    object.addr() + INLINE_SLOTS + 8 * slot as usize,
                ) = value
            }
        } else if let Some(values) = object.slots.get() {
            self.values_set(values, (slot - inline) as usize, value);
        }
    }

    /// Makes room for a slot.
    pub(super) fn ensure_slot(&mut self, object: Gc<Object>, slot: u32) -> Res<()> {
        let inline = object.inline_capacity() as u32;
        if slot < inline {
            return Ok(());
        }
        let index = slot - inline;
        let old = object.slots.get();
        let have = old.map_or(0, |v| v.len() as u32);
        if index < have {
            return Ok(());
        }
        let new = self.new_values(out_of_line_capacity(index + 1) as usize, Value::UNDEFINED)?;
        if let Some(old) = old {
            for i in 0..have as usize {
                self.values_set(new, i, Values::get(old, i));
            }
        }
        object.slots.set(&mut self.heap, object, Some(new));
        Ok(())
    }

    /// A new object of this shape, of a kind without inline slots: `make` puts the further fields to the common part.
    #[inline]
    pub fn alloc_object<T: Cell>(
        &mut self,
        kind: Kind,
        shape: Gc<Shape>,
        flags: u16,
        make: impl FnOnce(Object) -> T,
    ) -> Gc<T> {
        let object = make(self.object_header(kind, shape, flags));
        let cell = self.heap.alloc(object);
        // Until the cell is there, its shape is known to the collector by this reference only: the one in the header
        // is compressed.
        std::hint::black_box(shape);
        cell
    }

    /// The common part of a new object of this shape, for kinds without inline slots. The shape must be kept alive until
    /// the object exists: see [`Vm::alloc_object`].
    pub(crate) fn object_header(&mut self, kind: Kind, shape: Gc<Shape>, flags: u16) -> Object {
        debug_assert!(shape.inline_capacity() == 0);
        let exotic = if shape.class() == ShapeClass::Exotic {
            super::object::object_flags::EXOTIC
        } else {
            0
        };
        Object {
            header: Header::with_spare(kind as u8, flags | exotic, self.heap.compress(shape)),
            slots: Slot::new(None),
            elements: Slot::new(self.empty_elements),
        }
    }

    /// An ordinary object of a shape, its slots `undefined`.
    pub fn new_object_with_shape(&mut self, shape: Gc<Shape>) -> Gc<Object> {
        let inline = shape.inline_capacity();
        let out_of_line = shape.slot_count().saturating_sub(inline);
        let slots = match out_of_line {
            0 => None,
            // A literal of a tree shape: at most `MAX_TREE_PROPERTIES` slots, which always fit.
            n => self.new_values(out_of_line_capacity(n) as usize, Value::UNDEFINED).ok(),
        };
        let header = Header::with_spare(Object::KIND, inline as u16, self.heap.compress(shape));
        let bytes = INLINE_SLOTS + 8 * inline as usize;
        // SAFETY: all fields are written before anything else is allocated.
        unsafe {
            let cell = self.alloc_small(header, bytes, false);
            // The header's reference is compressed, so nothing else kept the shape alive until now.
            std::hint::black_box(shape);
            let object = Gc::<Object>::from_addr(cell.as_ptr().expose_provenance());
            object.slots.init(slots);
            object.elements.init(self.empty_elements);
            let first = cell.as_ptr().add(INLINE_SLOTS).cast::<Value>();
            for i in 0..inline as usize {
                first.add(i).write(Value::UNDEFINED);
            }
            object
        }
    }

    /// OrdinaryObjectCreate (https://tc39.es/ecma262/#sec-ordinaryobjectcreate) with %Object.prototype%.
    pub fn new_object(&mut self) -> Gc<Object> {
        let shape = self.realm().shapes.object.get();
        self.new_object_with_shape(shape)
    }

    /// OrdinaryObjectCreate (https://tc39.es/ecma262/#sec-ordinaryobjectcreate)
    pub fn new_object_with_prototype(&mut self, prototype: Option<Gc<Object>>) -> Gc<Object> {
        let shape = self.root_shape(prototype, DEFAULT_INLINE_CAPACITY, ShapeClass::Ordinary);
        self.new_object_with_shape(shape)
    }

    /// An object becomes a prototype.
    pub(super) fn mark_prototype(&mut self, object: Gc<Object>) {
        if !object.has_flag(object_flags::IS_PROTOTYPE) {
            object.set_flag(object_flags::IS_PROTOTYPE);
            if object.elements.get() != self.empty_elements
                || object.has_flag(object_flags::EXOTIC)
                    && object.kind() != Kind::PrimitiveWrapper as u8
            {
                self.prototype_elements.set(1);
            }
        }
    }

    /// An object is about to get elements.
    pub(super) fn note_prototype_elements(&self, object: Gc<Object>) {
        if object.has_flag(object_flags::IS_PROTOTYPE) {
            self.prototype_elements.set(1);
        }
    }
}

const _: () = assert!(ELEMENT_VALUES == 16 && size_of::<Array>() == 32);
