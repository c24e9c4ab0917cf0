//! Bulk operations on dense arrays, for the standard library's fast paths.
//!
//! Invariant: each of them does exactly what the property operations one by one would do, or answers that it cannot
//! and has done nothing. None of them calls a script.

use super::array::set_length;
use super::elements::ElementsView;
use super::object::{Array, Elements, Object, object_flags};
use super::vm::Vm;
use crate::value::{Res, Value};
use jsrun_gc::Gc;

impl Vm {
    /// Has no object on the prototype chain an element, so that holes read as `undefined`?
    pub fn inherits_no_elements(&self, object: Gc<Object>) -> bool {
        let mut holder = self.prototype(object);
        while let Some(o) = holder {
            let empty = match o.elements_view() {
                ElementsView::Dense(elements) => elements.is_empty(),
                ElementsView::Sparse(_) => false,
            };
            if !empty || o.has_flag(object_flags::EXOTIC) {
                return false;
            }
            holder = self.prototype(o);
        }
        true
    }

    /// The dense elements of an array, which may have holes and be fewer than its length.
    pub fn dense_elements(&self, object: Gc<Object>) -> Option<Gc<Elements>> {
        Array::of(object)?;
        match object.elements_view() {
            ElementsView::Dense(elements) => Some(elements),
            ElementsView::Sparse(_) => None,
        }
    }

    /// An own element of an ordinary object's dense elements: the first thing to try for `object[index]`.
    #[inline]
    pub fn own_dense(&self, object: Gc<Object>, index: u64) -> Option<Value> {
        if object.has_flag(object_flags::EXOTIC) {
            return None;
        }
        let ElementsView::Dense(elements) = object.elements_view() else { return None };
        let value = Elements::get(elements, u32::try_from(index).ok()?);
        (value != Value::HOLE).then_some(value)
    }

    /// Changes the dense elements of an array in place; holes may be neither made nor filled unless the caller knows
    /// that nothing is inherited.
    pub fn with_dense<R>(
        &mut self,
        object: Gc<Object>,
        change: impl FnOnce(&mut [Value]) -> R,
    ) -> Option<R> {
        let elements = self.dense_elements(object)?;
        self.heap.barrier(elements.addr());
        let first = elements.addr() + super::object::ELEMENT_VALUES;
        // SAFETY: the cell has `len` initialised values; `change` knows no other way to them, and cannot allocate.
        let values = unsafe {
            std::slice::from_raw_parts_mut(
                std::ptr::with_exposed_provenance_mut::<Value>(first),
                elements.len() as usize,
            )
        };
        Some(change(values))
    }

    /// Takes the last element off a dense array. `None` if that takes the general way.
    pub fn dense_pop(&mut self, object: Gc<Object>) -> Res<Option<Value>> {
        let Some(elements) = self.dense_elements(object) else { return Ok(None) };
        let Some(array) = Array::of(object) else { return Ok(None) };
        let len = elements.len();
        if len == 0 || len != array.length.get() {
            return Ok(None);
        }
        let value = Elements::get(elements, len - 1);
        if value == Value::HOLE {
            return Ok(None);
        }
        set_length(self, array, len - 1)?;
        Ok(Some(value))
    }

    /// Replaces `count` elements from `start` on by others in an array without holes. `false` if that takes the general
    /// way.
    pub fn dense_splice(
        &mut self,
        object: Gc<Object>,
        start: usize,
        count: usize,
        items: &[Value],
    ) -> Res<bool> {
        let Some(elements) = self.packed_elements(object) else { return Ok(false) };
        let Some(array) = Array::of(object) else { return Ok(false) };
        let len = elements.len() as usize;
        // Shared empty elements say nothing about whether the array may grow (elements.rs).
        if elements.capacity == 0 || start + count > len {
            return Ok(false);
        }
        let Ok(new_len) = u32::try_from(len - count + items.len()) else { return Ok(false) };
        if new_len > u32::MAX / 2 {
            return Ok(false);
        }
        if new_len as usize > len {
            self.grow_elements(object, new_len)?;
            for _ in len..new_len as usize {
                self.push_dense(object, Value::UNDEFINED)?;
            }
        }
        self.with_dense(object, |values| {
            values.copy_within(start + count..len, start + items.len());
            values[start..start + items.len()].copy_from_slice(items);
        });
        if new_len as usize >= len {
            array.length.set(new_len);
        } else {
            set_length(self, array, new_len)?;
        }
        Ok(true)
    }

    /// A new array of a range of a dense array's elements. `None` if that takes the general way.
    pub fn dense_slice(
        &mut self,
        object: Gc<Object>,
        start: u64,
        end: u64,
    ) -> Res<Option<Gc<Object>>> {
        let Some(elements) = self.dense_elements(object) else { return Ok(None) };
        if end > elements.len() as u64 || start > end {
            return Ok(None);
        }
        // SAFETY: the values are copied before anything can change them; the array keeps their cell alive.
        let values = unsafe { &Elements::as_slice(elements)[start as usize..end as usize] };
        if values.contains(&Value::HOLE) && !self.inherits_no_elements(object) {
            return Ok(None);
        }
        self.new_array_from(values).map(Some)
    }
}
