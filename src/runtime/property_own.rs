//! Own properties: where they are, adding, removing and changing them. The ordinary internal methods rest on this.
//!
//! Invariant: every change to which properties an object has, or to their attributes, goes through this file or
//! `integrity.rs`, which tell the caches (`validity.rs`, fresh unique shapes).

use super::elements::ElementsView;
use super::function::Function;
use super::object::{Array, Elements, Object, object_flags};
use super::property::{Accessor, Attributes, PropertyDescriptor};
use super::property_key::PropertyKey;
use super::shape::ShapeClass;
use super::vm::Vm;
use crate::value::{Res, Value};
use jsrun_gc::Gc;

/// Where an own property's value is.
#[derive(Clone, Copy, Debug)]
pub enum Place {
    /// A slot of the object.
    Slot(u32),
    /// An element, dense or sparse.
    Element(u32),
    /// An array's `length`.
    ArrayLength,
    /// Nowhere but in the object's own ways: the value as it is now.
    Virtual(Value),
}

/// An own property.
#[derive(Clone, Copy, Debug)]
pub struct Own {
    /// Where it is.
    pub place: Place,
    /// Its attributes.
    pub attributes: Attributes,
}

impl Vm {
    /// The own property with this key, as [[GetOwnProperty]] of the object finds it.
    pub(super) fn own_property(
        &mut self,
        object: Gc<Object>,
        key: PropertyKey,
    ) -> Res<Option<Own>> {
        if object.has_flag(object_flags::EXOTIC)
            && let Some(answer) = self.exotic_own(object, key)?
        {
            return Ok(answer);
        }
        Ok(self.ordinary_own(object, key))
    }

    /// OrdinaryGetOwnProperty (https://tc39.es/ecma262/#sec-ordinarygetownproperty)
    pub(super) fn ordinary_own(&mut self, object: Gc<Object>, key: PropertyKey) -> Option<Own> {
        if let Some(index) = key.as_index() {
            return self.own_element(object, index);
        }
        let shape = self.shape_of(object);
        if let Some(found) = shape.lookup(key) {
            return Some(Own { place: Place::Slot(found.slot), attributes: found.attributes });
        }
        match shape.class() {
            ShapeClass::Array if key == self.names.length => {
                let writable = Array::of(object).is_some_and(|a| a.length_writable.get() != 0);
                Some(Own {
                    place: Place::ArrayLength,
                    attributes: Attributes::NONE.set(Attributes::WRITABLE, writable),
                })
            }
            ShapeClass::Function if self.is_lazy_key(key) && self.materialize_function(object) => {
                let found = self.shape_of(object).lookup(key)?;
                Some(Own { place: Place::Slot(found.slot), attributes: found.attributes })
            }
            _ => None,
        }
    }

    fn own_element(&self, object: Gc<Object>, index: u32) -> Option<Own> {
        let attributes = match object.elements_view() {
            ElementsView::Dense(e) if Elements::get(e, index) != Value::HOLE => Attributes::ALL,
            ElementsView::Dense(_) => return None,
            ElementsView::Sparse(s) => s.get(index)?.attributes,
        };
        Some(Own { place: Place::Element(index), attributes })
    }

    /// The value of an own property, or its `Accessor` cell.
    pub(super) fn own_value(&self, object: Gc<Object>, own: Own) -> Value {
        match own.place {
            Place::Slot(slot) => self.slot(object, slot),
            Place::Element(index) => match object.elements_view() {
                ElementsView::Dense(e) => Elements::get(e, index),
                ElementsView::Sparse(s) => s.get(index).map_or(Value::UNDEFINED, |e| e.value),
            },
            Place::ArrayLength => {
                Value::number(Array::of(object).map_or(0, |a| a.length.get()) as f64)
            }
            Place::Virtual(value) => value,
        }
    }

    /// Stores the value of an own data property that may be written. Not for `ArrayLength` and `Virtual`.
    pub(super) fn write_own(
        &mut self,
        object: Gc<Object>,
        place: Place,
        attributes: Attributes,
        value: Value,
    ) {
        match place {
            Place::Slot(slot) => {
                if let Some(function) = Function::of(object) {
                    // It may be `prototype`.
                    function.construct_shape.set(0);
                }
                self.set_slot(object, slot, value);
            }
            Place::Element(index) => match object.elements_view() {
                ElementsView::Dense(e) => self.set_dense(e, index, value),
                ElementsView::Sparse(s) => self.sparse_insert(s, index, value, attributes),
            },
            Place::ArrayLength | Place::Virtual(_) => {}
        }
    }

    /// Adds a named property that the object does not have. The object is extensible.
    pub(super) fn add_property(
        &mut self,
        object: Gc<Object>,
        key: PropertyKey,
        value: Value,
        attributes: Attributes,
    ) -> Res<()> {
        self.structure_changes(object);
        let mut shape = self.shape_of(object);
        if !shape.is_unique() {
            let slot = shape.slot_count();
            if let Some(next) = self.shape_with_property(shape, key, attributes) {
                self.ensure_slot(object, slot)?;
                self.set_shape(object, next);
                self.set_slot(object, slot, value);
                return Ok(());
            }
            shape = self.make_unique(object);
        } else if shape.is_cached(true) {
            shape = self.fresh_unique_shape(shape);
            self.set_shape(object, shape);
        }
        // Room comes first: if there is none, nothing has changed. A freed slot has room anyway.
        self.ensure_slot(object, shape.slot_count())?;
        let slot = self.unique_add(shape, key, attributes);
        self.set_slot(object, slot, value);
        Ok(())
    }

    /// Gives the object a shape of its own.
    pub(super) fn make_unique(&mut self, object: Gc<Object>) -> Gc<super::shape::Shape> {
        let shape = self.shape_of(object);
        if shape.is_unique() {
            return shape;
        }
        let unique = self.unique_shape(shape);
        self.set_shape(object, unique);
        unique
    }

    /// A unique shape for the object that no cache knows.
    pub(super) fn make_unique_uncached(&mut self, object: Gc<Object>) -> Gc<super::shape::Shape> {
        let shape = self.make_unique(object);
        if !shape.is_cached(false) {
            return shape;
        }
        let fresh = self.fresh_unique_shape(shape);
        self.set_shape(object, fresh);
        fresh
    }

    /// Removes a named property that the object has.
    fn remove_property(&mut self, object: Gc<Object>, key: PropertyKey, slot: u32) {
        self.structure_changes(object);
        let shape = self.make_unique_uncached(object);
        self.unique_remove(shape, key);
        self.set_slot(object, slot, Value::UNDEFINED);
    }

    /// Changes the attributes of a named property that the object has.
    fn set_property_attributes(
        &mut self,
        object: Gc<Object>,
        key: PropertyKey,
        attributes: Attributes,
    ) {
        self.structure_changes(object);
        let shape = self.shape_of(object);
        if !shape.is_unique()
            && let Some(next) = self.shape_with_attributes(shape, key, attributes)
        {
            self.set_shape(object, next);
            return;
        }
        let shape = self.make_unique_uncached(object);
        self.unique_set_attributes(shape, key, attributes);
    }

    /// Adds a property, named or indexed, that the object does not have; `false` if the object refuses.
    pub(super) fn add_own(
        &mut self,
        object: Gc<Object>,
        key: PropertyKey,
        value: Value,
        attributes: Attributes,
    ) -> Res<bool> {
        self.check_write(object)?;
        if !self.shape_of(object).is_extensible() {
            return Ok(false);
        }
        let Some(index) = key.as_index() else {
            if self.shape_of(object).class() == ShapeClass::Function {
                self.materialize_function(object);
            }
            self.add_property(object, key, value, attributes)?;
            return Ok(true);
        };
        if let Some(array) = Array::of(object)
            && index >= array.length.get()
        {
            if array.length_writable.get() == 0 {
                return Ok(false);
            }
            self.add_element(object, index, value, attributes)?;
            array.length.set(index + 1);
            return Ok(true);
        }
        self.add_element(object, index, value, attributes)?;
        Ok(true)
    }

    /// OrdinaryDelete (https://tc39.es/ecma262/#sec-ordinarydelete)
    pub(super) fn ordinary_delete(&mut self, object: Gc<Object>, key: PropertyKey) -> Res<bool> {
        self.check_write(object)?;
        let Some(own) = self.ordinary_own(object, key) else { return Ok(true) };
        if !own.attributes.is_configurable() {
            return Ok(false);
        }
        match own.place {
            Place::Slot(slot) => {
                if self.shape_of(object).class() == ShapeClass::Function {
                    self.materialize_function(object);
                }
                self.remove_property(object, key, slot);
            }
            Place::Element(index) => match object.elements_view() {
                ElementsView::Dense(e) if index + 1 == e.len() && Array::of(object).is_none() => {
                    e.header.set_aux(index);
                }
                ElementsView::Dense(e) => self.set_dense(e, index, Value::HOLE),
                ElementsView::Sparse(s) => self.sparse_remove(s, index),
            },
            Place::ArrayLength | Place::Virtual(_) => return Ok(false),
        }
        Ok(true)
    }

    /// The descriptor of an own property.
    pub(super) fn descriptor_of(&self, object: Gc<Object>, own: Own) -> PropertyDescriptor {
        let value = self.own_value(object, own);
        if own.attributes.is_accessor() {
            // SAFETY: the attributes say that it is an accessor.
            let pair = unsafe { Accessor::of(value) };
            PropertyDescriptor::accessor(pair.getter.get(), pair.setter.get(), own.attributes)
        } else {
            PropertyDescriptor::data(value, own.attributes)
        }
    }

    /// OrdinaryDefineOwnProperty (https://tc39.es/ecma262/#sec-ordinarydefineownproperty)
    pub(super) fn ordinary_define(
        &mut self,
        object: Gc<Object>,
        key: PropertyKey,
        new: &PropertyDescriptor,
    ) -> Res<bool> {
        self.check_write(object)?;
        match self.ordinary_own(object, key) {
            Some(own) => self.redefine(object, key, own, new),
            None => {
                let attributes = new.attributes();
                let value = if attributes.is_accessor() {
                    let undefined = Value::UNDEFINED;
                    let pair =
                        Accessor::new(new.get.unwrap_or(undefined), new.set.unwrap_or(undefined));
                    Value::cell(self.heap.alloc(pair))
                } else {
                    new.value.unwrap_or(Value::UNDEFINED)
                };
                self.add_own(object, key, value, attributes)
            }
        }
    }

    /// May a property that is as `current` be defined as `new`? Steps 2 to 5 of ValidateAndApplyPropertyDescriptor
    /// (https://tc39.es/ecma262/#sec-validateandapplypropertydescriptor).
    pub(super) fn may_redefine(
        &mut self,
        current: &PropertyDescriptor,
        new: &PropertyDescriptor,
    ) -> bool {
        if current.configurable == Some(true) {
            return true;
        }
        if new.configurable == Some(true)
            || new.enumerable.is_some_and(|e| current.enumerable != Some(e))
        {
            return false;
        }
        let same = |vm: &mut Vm, a: Option<Value>, b: Option<Value>| match a {
            None => true,
            Some(v) => vm.same_value(v, b.unwrap_or(Value::UNDEFINED)),
        };
        if !new.is_accessor() && !new.is_data() {
            return true;
        }
        if new.is_accessor() != current.is_accessor() {
            return false;
        }
        if current.is_accessor() {
            return same(self, new.get, current.get) && same(self, new.set, current.set);
        }
        current.writable == Some(true)
            || (new.writable != Some(true) && same(self, new.value, current.value))
    }

    fn redefine(
        &mut self,
        object: Gc<Object>,
        key: PropertyKey,
        own: Own,
        new: &PropertyDescriptor,
    ) -> Res<bool> {
        let current = self.descriptor_of(object, own);
        if !self.may_redefine(&current, new) {
            return Ok(false);
        }
        let becomes_accessor =
            new.is_accessor() || (own.attributes.is_accessor() && !new.is_data());
        let attributes = Attributes::NONE
            .set(Attributes::ACCESSOR, becomes_accessor)
            .set(
                Attributes::WRITABLE,
                !becomes_accessor && new.writable.or(current.writable) == Some(true),
            )
            .set(Attributes::ENUMERABLE, new.enumerable.or(current.enumerable) == Some(true))
            .set(Attributes::CONFIGURABLE, new.configurable.or(current.configurable) == Some(true));
        let value = if becomes_accessor {
            if new.is_accessor() {
                let getter = new.get.or(current.get).unwrap_or(Value::UNDEFINED);
                let setter = new.set.or(current.set).unwrap_or(Value::UNDEFINED);
                Value::cell(self.heap.alloc(Accessor::new(getter, setter)))
            } else {
                self.own_value(object, own)
            }
        } else {
            new.value.or(current.value).unwrap_or(Value::UNDEFINED)
        };
        match own.place {
            Place::Slot(slot) => {
                if attributes != own.attributes {
                    self.set_property_attributes(object, key, attributes);
                }
                self.write_own(object, Place::Slot(slot), attributes, value);
            }
            Place::Element(index) => {
                if attributes != own.attributes {
                    self.make_sparse(object)?;
                }
                self.write_own(object, Place::Element(index), attributes, value);
            }
            Place::ArrayLength | Place::Virtual(_) => return Ok(false),
        }
        Ok(true)
    }
}
