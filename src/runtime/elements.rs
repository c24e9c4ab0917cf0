//! Indexed properties: dense (packed or with holes), or sparse.
//!
//! Invariant: elements are dense only while each is writable, enumerable and configurable, the object is extensible
//! and, for an array, `length` is writable. An object for which that stopped being true has the shared empty
//! elements or sparse ones, so that fast paths need look at nothing but the kind, count and capacity of the cell.

use super::arguments_object::ArgumentsObject;
use super::elements_sparse::SparseElements;
use super::kind::Kind;
use super::object::{Array, ELEMENT_VALUES, Elements, Object};
use super::property::Attributes;
use super::storage::MAX_VALUES;
use super::vm::Vm;
use crate::value::{Res, Value};
use jsrun_gc::{Cell, Gc, Header};

/// A store this far beyond the end of dense elements stays dense as long as there is room.
const MAX_GAP: u32 = 1024;
/// With this many elements, holes included, memory is no question.
const SMALL: u32 = 1 << 10;
/// Beyond that, at least one of so many must be there when dense elements grow by a store that leaves holes.
const MAX_SPREAD: u32 = 8;
/// A new array with a length up to this gets its elements at once.
pub const EAGER_LENGTH: u32 = 1 << 22;

/// What an object's elements are.
#[derive(Clone, Copy)]
pub enum ElementsView {
    /// Values or holes, one after the other.
    Dense(Gc<Elements>),
    /// A map from index to value and attributes.
    Sparse(Gc<SparseElements>),
}

impl Elements {
    /// How many elements are initialised.
    #[inline(always)]
    pub fn len(&self) -> u32 {
        self.header.aux()
    }

    /// Are there none?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn at(elements: Gc<Elements>, index: u32) -> *mut Value {
        std::ptr::with_exposed_provenance_mut::<Value>(
            elements.addr() + ELEMENT_VALUES + 8 * index as usize,
        )
    }

    /// An element, `HOLE` where there is none.
    #[inline]
    pub fn get(elements: Gc<Elements>, index: u32) -> Value {
        if index < elements.len() {
            // SAFETY: the first `len` elements are initialised.
            unsafe { *Elements::at(elements, index) }
        } else {
            Value::HOLE
        }
    }

    /// The elements as they are; not to be used across an allocation or a call.
    ///
    /// # Safety
    /// Nothing changes the elements while the slice is used.
    pub unsafe fn as_slice<'a>(elements: Gc<Elements>) -> &'a [Value] {
        // SAFETY: the first `len` elements are initialised; the caller promises the rest.
        unsafe { std::slice::from_raw_parts(Elements::at(elements, 0), elements.len() as usize) }
    }
}

impl Object {
    /// Its elements, as what they are.
    #[inline]
    pub fn elements_view(&self) -> ElementsView {
        let elements = self.elements.get();
        if elements.header.kind() == Kind::Elements as u8 {
            ElementsView::Dense(elements)
        } else {
            // SAFETY: elements are of one of two kinds.
            ElementsView::Sparse(unsafe { elements.cast_unchecked() })
        }
    }
}

impl Vm {
    /// The empty elements that objects share; made once.
    pub(super) fn new_empty_elements(heap: &mut jsrun_gc::Heap) -> Gc<Elements> {
        heap.alloc(Elements { header: Header::new(Elements::KIND, 0), capacity: 0, reserved: 0 })
    }

    /// A dense cell with room for `capacity` values and no element yet.
    fn alloc_elements(&mut self, capacity: u32) -> Res<Gc<Elements>> {
        if capacity as usize > MAX_VALUES {
            return Err(self.throw_range_error("Invalid array length"));
        }
        // SAFETY: no element is initialised, so nothing of it is traced.
        unsafe {
            let header = Header::new(Elements::KIND, 0);
            let cell = self.alloc_large(header, ELEMENT_VALUES + 8 * capacity as usize, false)?;
            let address = cell.as_ptr().expose_provenance();
            let elements = std::ptr::with_exposed_provenance_mut::<Elements>(address);
            (&raw mut (*elements).capacity).write(capacity);
            (&raw mut (*elements).reserved).write(0);
            Ok(Gc::from_addr(address))
        }
    }

    /// A dense cell of `count` values from an iterator that does not allocate.
    pub(super) fn elements_from(&mut self, values: &[Value]) -> Res<Gc<Elements>> {
        if values.is_empty() {
            return Ok(self.empty_elements);
        }
        let Ok(count) = u32::try_from(values.len()) else {
            return Err(self.throw_range_error("Invalid array length"));
        };
        let elements = self.alloc_elements(count)?;
        // SAFETY: there is room for `count` values.
        unsafe {
            std::ptr::copy_nonoverlapping(values.as_ptr(), Elements::at(elements, 0), values.len())
        };
        elements.header.set_aux(count);
        Ok(elements)
    }

    /// A dense cell of holes.
    pub(super) fn elements_of_holes(&mut self, count: u32) -> Res<Gc<Elements>> {
        if count == 0 {
            return Ok(self.empty_elements);
        }
        let elements = self.alloc_elements(count)?;
        self.fill_holes(elements, count);
        Ok(elements)
    }

    /// Extends the initialised part with holes.
    fn fill_holes(&mut self, elements: Gc<Elements>, len: u32) {
        debug_assert!(len <= elements.capacity);
        for i in elements.len()..len {
            // SAFETY: there is room for `capacity` values.
            unsafe { Elements::at(elements, i).write(Value::HOLE) };
        }
        elements.header.set_aux(len);
    }

    /// Makes room for `needed` dense elements, half as much again as there was at least.
    pub(super) fn grow_elements(&mut self, object: Gc<Object>, needed: u32) -> Res<Gc<Elements>> {
        let old = object.elements.get();
        if needed <= old.capacity {
            return Ok(old);
        }
        let grown =
            old.capacity.saturating_add(old.capacity / 2).saturating_add(4).min(MAX_VALUES as u32);
        let capacity = needed.max(grown);
        if capacity as usize > MAX_VALUES {
            return Err(self.throw_range_error("Invalid array length"));
        }
        let new = self.alloc_elements(capacity)?;
        // SAFETY: there is room, and the old elements are initialised.
        unsafe {
            std::ptr::copy_nonoverlapping(
                Elements::at(old, 0),
                Elements::at(new, 0),
                old.len() as usize,
            )
        };
        new.header.set_aux(old.len());
        self.note_prototype_elements(object);
        object.elements.set(&mut self.heap, object, new);
        Ok(new)
    }

    /// Stores into an initialised dense element.
    #[inline]
    pub(super) fn set_dense(&mut self, elements: Gc<Elements>, index: u32, value: Value) {
        assert!(index < elements.len(), "element out of range");
        self.heap.barrier(elements.addr());
        // SAFETY: the index was checked.
        unsafe { *Elements::at(elements, index) = value };
    }

    /// Appends an element behind the dense ones.
    pub(super) fn push_dense(&mut self, object: Gc<Object>, value: Value) -> Res<()> {
        let len = object.elements.get().len();
        let elements = self.grow_elements(object, len + 1)?;
        self.heap.barrier(elements.addr());
        // SAFETY: there is room for one more.
        unsafe { Elements::at(elements, len).write(value) };
        elements.header.set_aux(len + 1);
        Ok(())
    }

    /// Shortens dense elements; the memory stays with them unless little of it is used.
    pub(super) fn truncate_dense(&mut self, object: Gc<Object>, len: u32) -> Res<()> {
        let elements = object.elements.get();
        if len >= elements.len() {
            return Ok(());
        }
        elements.header.set_aux(len);
        if len == 0 && elements.capacity > 64 {
            let empty = self.empty_elements;
            object.elements.set(&mut self.heap, object, empty);
        } else if elements.capacity > 64 && len < elements.capacity / 4 {
            // SAFETY: the slice is copied before anything can change the elements.
            let new = self.elements_from(unsafe { Elements::as_slice(elements) })?;
            self.note_prototype_elements(object);
            object.elements.set(&mut self.heap, object, new);
        }
        Ok(())
    }

    /// May the object have dense elements? See the invariant of this file.
    fn allows_dense(&self, object: Gc<Object>) -> bool {
        self.shape_of(object).is_extensible()
            && Array::of(object).is_none_or(|a| a.length_writable.get() != 0)
            && !ArgumentsObject::is_mapped(object)
    }

    /// Adds an element that the object does not have. The object is extensible; an array's `length` is the caller's
    /// business.
    pub(super) fn add_element(
        &mut self,
        object: Gc<Object>,
        index: u32,
        value: Value,
        attributes: Attributes,
    ) -> Res<()> {
        match object.elements_view() {
            ElementsView::Dense(elements) => {
                let len = elements.len();
                if attributes == Attributes::ALL && self.allows_dense(object) {
                    if index < len {
                        self.set_dense(elements, index, value);
                        return Ok(());
                    }
                    if index == len {
                        return self.push_dense(object, value);
                    }
                    let length = Array::of(object).map_or(0, |a| a.length.get());
                    let planned = index < length && length <= EAGER_LENGTH;
                    if planned || Self::stays_dense(elements, index) {
                        // A later element of an array of known length: the rest will follow.
                        let room =
                            if planned && index >= elements.capacity { length } else { index + 1 };
                        let elements = self.grow_elements(object, room)?;
                        self.fill_holes(elements, index + 1);
                        self.set_dense(elements, index, value);
                        return Ok(());
                    }
                }
                let sparse = self.make_sparse(object)?;
                self.sparse_insert(sparse, index, value, attributes);
                Ok(())
            }
            ElementsView::Sparse(sparse) => {
                self.sparse_insert(sparse, index, value, attributes);
                self.try_make_dense(object, sparse)
            }
        }
    }

    /// Are elements still dense enough with one more at an index behind a gap? They are counted only when they have to be
    /// moved as well, so the cost is spread, and no more than a constant factor of memory goes to holes.
    fn stays_dense(elements: Gc<Elements>, index: u32) -> bool {
        let len = elements.len();
        if index < elements.capacity || index < SMALL {
            return index - len <= MAX_GAP || index / 2 <= len;
        }
        if index as usize >= MAX_VALUES || index / MAX_SPREAD > len {
            return false;
        }
        // SAFETY: nothing changes the elements while they are counted.
        let values = unsafe { Elements::as_slice(elements) };
        let used = values.iter().filter(|value| **value != Value::HOLE).count();
        index as usize / MAX_SPREAD as usize <= used
    }

    /// Changes dense elements to sparse ones.
    pub(super) fn make_sparse(&mut self, object: Gc<Object>) -> Res<Gc<SparseElements>> {
        match object.elements_view() {
            ElementsView::Sparse(sparse) => Ok(sparse),
            ElementsView::Dense(elements) => {
                let sparse = SparseElements::alloc(&mut self.heap);
                for index in 0..elements.len() {
                    let value = Elements::get(elements, index);
                    if value != Value::HOLE {
                        self.sparse_insert(sparse, index, value, Attributes::ALL);
                    }
                }
                // SAFETY: `elements_view` tells the two kinds apart by their headers.
                let as_elements = unsafe { sparse.cast_unchecked() };
                self.note_prototype_elements(object);
                object.elements.set(&mut self.heap, object, as_elements);
                Ok(sparse)
            }
        }
    }

    /// Goes back to dense elements where they would be at least a third full. Asked at powers of two, so that the cost
    /// is spread.
    fn try_make_dense(&mut self, object: Gc<Object>, sparse: Gc<SparseElements>) -> Res<()> {
        let count = sparse.len();
        let Some(last) = sparse.last_index() else { return Ok(()) };
        let is_time = count >= 64 && count.is_power_of_two();
        if !is_time || last as usize / 3 > count || last as usize >= MAX_VALUES {
            return Ok(());
        }
        if !self.allows_dense(object) || !sparse.all_plain() {
            return Ok(());
        }
        let elements = self.elements_of_holes(last + 1)?;
        for (index, element) in sparse.iter() {
            self.set_dense(elements, index, element.value);
        }
        self.note_prototype_elements(object);
        object.elements.set(&mut self.heap, object, elements);
        Ok(())
    }

    /// Makes room for `count` elements behind each other, for a builtin that will append them.
    pub fn reserve_elements(&mut self, object: Gc<Object>, count: u32) -> Res<()> {
        if matches!(object.elements_view(), ElementsView::Dense(_))
            && self.allows_dense(object)
            && count as usize <= MAX_VALUES
        {
            self.grow_elements(object, count)?;
        }
        Ok(())
    }

    /// Can no object of the prototype chain show through the holes of an object's dense elements?
    pub fn holes_are_absent(&self, object: Gc<Object>) -> bool {
        let mut next = self.prototype(object);
        while let Some(p) = next {
            if p.has_flag(super::object::object_flags::EXOTIC)
                && p.kind() != Kind::PrimitiveWrapper as u8
                || !matches!(p.elements_view(), ElementsView::Dense(e) if e.is_empty())
            {
                return false;
            }
            next = self.prototype(p);
        }
        true
    }

    /// Replaces `remove` elements of an array from `start` on by others, moving what follows: the fast way of `shift`,
    /// `unshift`, `splice`, `pop`. `false`, with nothing done, if the array is not such that it can be done by moving
    /// memory.
    pub fn splice_dense(
        &mut self,
        object: Gc<Object>,
        start: u32,
        remove: u32,
        insert: &[Value],
    ) -> Res<bool> {
        let (Some(array), ElementsView::Dense(elements)) =
            (Array::of(object), object.elements_view())
        else {
            return Ok(false);
        };
        let len = elements.len();
        let fits = start.checked_add(remove).is_some_and(|end| end <= len);
        if len != array.length.get()
            || !fits
            || !self.allows_dense(object)
            || !self.holes_are_absent(object)
        {
            return Ok(false);
        }
        let new_len = (len - remove) as usize + insert.len();
        if new_len > MAX_VALUES {
            return Ok(false);
        }
        let new_len = new_len as u32;
        let elements = self.grow_elements(object, new_len)?;
        if elements.capacity == 0 {
            return Ok(true);
        }
        self.heap.barrier(elements.addr());
        // SAFETY: there is room for `new_len` elements, and `len` of them are initialised. `insert` is not part of them:
        // it is borrowed from elsewhere, and the cell was reached by address.
        unsafe {
            let rest = (len - start - remove) as usize;
            let to = Elements::at(elements, start + insert.len() as u32);
            std::ptr::copy(Elements::at(elements, start + remove), to, rest);
            std::ptr::copy(insert.as_ptr(), Elements::at(elements, start), insert.len());
        }
        array.length.set(new_len);
        if new_len < len {
            self.truncate_dense(object, new_len)?;
        } else {
            elements.header.set_aux(new_len);
        }
        Ok(true)
    }
}
