//! Arrays: making them, `length`, appending.
//!
//! Invariant: the dense elements of an array are never more than its `length`; the missing ones up to `length` are holes.

use super::elements::{EAGER_LENGTH, ElementsView};
use super::kind::Kind;
use super::object::{Array, Elements, Object};
use super::property::{Attributes, PropertyDescriptor};
use super::property_key::PropertyKey;
use super::shape::Shape;
use super::vm::Vm;
use crate::value::{Res, Value};
use jsrun_gc::Gc;
use std::cell::Cell as StdCell;

impl Vm {
    /// An empty array of a shape.
    pub fn new_array_with_shape(&mut self, shape: Gc<Shape>) -> Gc<Array> {
        self.alloc_object(Kind::Array, shape, 0, |object| Array {
            object,
            length: StdCell::new(0),
            length_writable: StdCell::new(1),
        })
    }

    /// ArrayCreate (https://tc39.es/ecma262/#sec-arraycreate): an array of that length without elements.
    pub fn new_array(&mut self, length: u32) -> Res<Gc<Object>> {
        let shape = self.realm().shapes.array.get();
        let array = self.new_array_with_shape(shape);
        array.length.set(length);
        let object = Array::as_object(array);
        if length > 0 && length <= EAGER_LENGTH {
            let elements = self.elements_of_holes(length)?;
            object.elements.set(&mut self.heap, object, elements);
        }
        Ok(object)
    }

    /// ArrayCreate (https://tc39.es/ecma262/#sec-arraycreate) with a prototype.
    pub fn new_array_with_prototype(
        &mut self,
        length: u32,
        prototype: Option<Gc<Object>>,
    ) -> Res<Gc<Object>> {
        let array = self.new_array(length)?;
        self.replace_prototype(array, prototype);
        Ok(array)
    }

    /// An empty array with room for elements that will be appended.
    pub fn new_array_with_capacity(&mut self, capacity: u32) -> Res<Gc<Object>> {
        let array = self.new_array(0)?;
        self.reserve_elements(array, capacity)?;
        Ok(array)
    }

    /// CreateArrayFromList (https://tc39.es/ecma262/#sec-createarrayfromlist). `HOLE` among the values makes a hole.
    pub fn new_array_from(&mut self, values: &[Value]) -> Res<Gc<Object>> {
        let elements = self.elements_from(values)?;
        let shape = self.realm().shapes.array.get();
        let array = self.new_array_with_shape(shape);
        array.object.elements.init(elements);
        array.length.set(values.len() as u32);
        Ok(Array::as_object(array))
    }

    /// Appends a value to an array as CreateDataPropertyOrThrow would at its length.
    pub fn array_push(&mut self, object: Gc<Object>, value: Value) -> Res<()> {
        if let (Some(array), ElementsView::Dense(elements)) =
            (Array::of(object), object.elements_view())
        {
            let length = array.length.get();
            // With room the array is extensible and its length writable (elements.rs).
            if elements.len() == length && length < elements.capacity {
                self.push_dense(object, value)?;
                array.length.set(length + 1);
                return Ok(());
            }
        }
        let length = Array::of(object).map_or(0, |a| a.length.get());
        if length == u32::MAX {
            return Err(self.throw_range_error("Invalid array length"));
        }
        self.create_data_property_or_throw(object, PropertyKey::from_index(length), value)
    }

    /// Lengthens an array literal by a hole.
    pub fn array_push_hole(&mut self, object: Gc<Object>) -> Res<()> {
        let Some(array) = Array::of(object) else { return Ok(()) };
        match array.length.get().checked_add(1) {
            Some(length) => {
                array.length.set(length);
                Ok(())
            }
            None => Err(self.throw_range_error("Invalid array length")),
        }
    }

    /// The elements of an array that the engine made for itself, in a list.
    pub fn array_values(&mut self, array: Value) -> Res<jsrun_gc::RootVec<Value>> {
        let mut values = self.heap.root_vec();
        if let Some(object) = array.as_object()
            && let Some(elements) = self.packed_elements(object)
        {
            // SAFETY: nothing changes while the slice is copied.
            values.extend_from_slice(unsafe { Elements::as_slice(elements) });
        } else if let Some(object) = array.as_object() {
            for i in 0..Array::of(object).map_or(0, |a| a.length.get()) {
                let value = self.get(object, PropertyKey::from_index(i))?;
                values.push(value);
            }
        }
        Ok(values)
    }

    /// The values of an array whose elements are dense and without holes, for a builtin that will not run scripts while
    /// it looks at them.
    pub fn packed_elements(&self, object: Gc<Object>) -> Option<Gc<Elements>> {
        let array = Array::of(object)?;
        let ElementsView::Dense(elements) = object.elements_view() else { return None };
        if elements.len() != array.length.get() {
            return None;
        }
        // SAFETY: nothing changes while the slice is looked at.
        let packed = unsafe { Elements::as_slice(elements) }.iter().all(|v| *v != Value::HOLE);
        packed.then_some(elements)
    }

    /// ArraySetLength (https://tc39.es/ecma262/#sec-arraysetlength)
    pub(super) fn array_define_length(
        &mut self,
        array: Gc<Array>,
        new: &PropertyDescriptor,
    ) -> Res<bool> {
        let object = Array::as_object(array);
        let mut length = array.length.get();
        if let Some(value) = new.value {
            length = self.to_uint32(value)?;
            if self.to_number(value)? != length as f64 {
                return Err(self.throw_range_error("Invalid array length"));
            }
        }
        let writable = array.length_writable.get() != 0;
        if new.configurable == Some(true) || new.enumerable == Some(true) || new.is_accessor() {
            return Ok(false);
        }
        if !writable && (new.writable == Some(true) || length != array.length.get()) {
            return Ok(false);
        }
        let done = length == array.length.get() || set_length(self, array, length)?;
        if new.writable == Some(false) {
            self.close_elements(object)?;
            array.length_writable.set(0);
        }
        Ok(done)
    }
}

/// Gives an array whose `length` may be written another length. `false` if an element that would go refuses; then the
/// length is as short as it could be made.
pub(super) fn set_length(vm: &mut Vm, array: Gc<Array>, length: u32) -> Res<bool> {
    let object = Array::as_object(array);
    vm.check_write(object)?;
    let mut done = true;
    match object.elements_view() {
        ElementsView::Dense(_) => {
            vm.truncate_dense(object, length)?;
            array.length.set(length);
        }
        ElementsView::Sparse(sparse) => {
            let mut reached = length;
            while let Some(index) = sparse.last_index().filter(|i| *i >= length) {
                if sparse.get(index).is_some_and(|e| !e.attributes.has(Attributes::CONFIGURABLE)) {
                    reached = index + 1;
                    done = false;
                    break;
                }
                vm.sparse_remove(sparse, index);
            }
            array.length.set(reached);
            if reached == 0 && vm.shape_of(object).is_extensible() {
                let empty = vm.empty_elements;
                object.elements.set(&mut vm.heap, object, empty);
            }
        }
    }
    Ok(done)
}
