//! Extensibility, prototypes, sealing and freezing.
//!
//! Invariant: what stops an object from having dense elements (see `elements.rs`) happens here and in `array.rs`, and
//! changes the elements first.

use super::elements::ElementsView;
use super::object::{Array, Object, object_flags};
use super::private_name::is_private;
use super::property::{Attributes, PropertyDescriptor};
use super::property_access::exotic_proxy;
use super::property_key::PropertyKey;
use super::shape::{IntegrityLevel, ShapeClass};
use super::typed_array::TypedArray;
use super::vm::Vm;
use crate::value::{Res, Value};
use jsrun_gc::Gc;
use rustc_hash::FxHashSet;

impl Vm {
    /// [[IsExtensible]] (https://tc39.es/ecma262/#sec-ordinaryisextensible)
    pub fn is_extensible(&mut self, object: Gc<Object>) -> Res<bool> {
        match exotic_proxy(object) {
            Some(proxy) => self.proxy_is_extensible(proxy),
            None => Ok(self.shape_of(object).is_extensible()),
        }
    }

    /// [[PreventExtensions]] (https://tc39.es/ecma262/#sec-ordinarypreventextensions)
    pub fn prevent_extensions(&mut self, object: Gc<Object>) -> Res<bool> {
        if let Some(proxy) = exotic_proxy(object) {
            return self.proxy_prevent_extensions(proxy);
        }
        // TypedArray [[PreventExtensions]] (https://tc39.es/ecma262/#sec-typedarray-preventextensions)
        if object.has_flag(object_flags::EXOTIC)
            && TypedArray::of(object).is_some_and(|array| !array.has_fixed_length())
        {
            return Ok(false);
        }
        self.close(object, None)?;
        Ok(true)
    }

    /// Prevents extensions, and seals or freezes an object that is not exotic.
    fn close(&mut self, object: Gc<Object>, level: Option<IntegrityLevel>) -> Res<()> {
        self.check_write(object)?;
        if self.shape_of(object).class() == ShapeClass::Function {
            self.materialize_function(object);
        }
        self.close_elements(object)?;
        self.structure_changes(object);
        let shape = self.shape_of(object);
        if !shape.is_unique() {
            let next = self.shape_with_integrity(shape, level);
            self.set_shape(object, next);
        } else {
            let shape = self.make_unique_uncached(object);
            if let Some(level) = level {
                for i in 0..shape.entry_count() {
                    if let Some(p) = shape.entry(i)
                        && !is_private(p.key)
                    {
                        self.unique_set_attributes(shape, p.key, level.apply(p.attributes));
                    }
                }
            }
            self.unique_prevent_extensions(shape);
        }
        if let (Some(level), ElementsView::Sparse(sparse)) = (level, object.elements_view()) {
            self.sparse_close(sparse, level);
        }
        if let (Some(IntegrityLevel::Frozen), Some(array)) = (level, Array::of(object)) {
            array.length_writable.set(0);
        }
        Ok(())
    }

    /// Gives up dense elements, because a later store must not find room in them.
    pub(super) fn close_elements(&mut self, object: Gc<Object>) -> Res<()> {
        if let ElementsView::Dense(elements) = object.elements_view() {
            if elements.is_empty() {
                let empty = self.empty_elements;
                object.elements.set(&mut self.heap, object, empty);
            } else {
                self.make_sparse(object)?;
            }
        }
        Ok(())
    }

    /// [[SetPrototypeOf]] (https://tc39.es/ecma262/#sec-ordinarysetprototypeof)
    pub fn set_prototype_of(
        &mut self,
        object: Gc<Object>,
        prototype: Option<Gc<Object>>,
    ) -> Res<bool> {
        if let Some(proxy) = exotic_proxy(object) {
            return self.proxy_set_prototype_of(proxy, prototype);
        }
        let shape = self.shape_of(object);
        if shape.prototype() == prototype {
            return Ok(true);
        }
        if !shape.is_extensible() || self.is_immutable_prototype(object) {
            return Ok(false);
        }
        let mut next = prototype;
        while let Some(p) = next {
            if p == object {
                return Ok(false);
            }
            if p.kind() == super::kind::Kind::Proxy as u8 {
                break;
            }
            next = self.prototype(p);
        }
        self.check_write(object)?;
        self.replace_prototype(object, prototype);
        Ok(true)
    }

    /// Changes the prototype without asking.
    pub fn replace_prototype(&mut self, object: Gc<Object>, prototype: Option<Gc<Object>>) {
        self.structure_changes(object);
        let shape = self.shape_of(object);
        if shape.is_unique() {
            let shape = self.make_unique_uncached(object);
            self.unique_set_prototype(shape, prototype);
        } else {
            let next = self.shape_with_prototype(shape, prototype);
            self.set_shape(object, next);
        }
    }

    /// Is it an immutable prototype exotic object
    /// (https://tc39.es/ecma262/#sec-immutable-prototype-exotic-objects), that is, %Object.prototype%?
    fn is_immutable_prototype(&self, object: Gc<Object>) -> bool {
        self.realms.iter().any(|realm| realm.object_prototype() == object)
    }

    /// SetIntegrityLevel (https://tc39.es/ecma262/#sec-setintegritylevel)
    pub fn set_integrity_level(&mut self, object: Gc<Object>, level: IntegrityLevel) -> Res<bool> {
        if !object.has_flag(object_flags::EXOTIC) {
            self.close(object, Some(level))?;
            return Ok(true);
        }
        if !self.prevent_extensions(object)? {
            return Ok(false);
        }
        let keys = self.own_property_keys(object)?;
        for key in &keys {
            let mut new =
                PropertyDescriptor { configurable: Some(false), ..PropertyDescriptor::default() };
            if level == IntegrityLevel::Frozen {
                match self.own_property(object, *key)? {
                    None => continue,
                    Some(own) if own.attributes.is_accessor() => {}
                    Some(_) => new.writable = Some(false),
                }
            }
            self.define_property_or_throw(object, *key, &new)?;
        }
        Ok(true)
    }

    /// TestIntegrityLevel (https://tc39.es/ecma262/#sec-testintegritylevel)
    pub fn test_integrity_level(&mut self, object: Gc<Object>, level: IntegrityLevel) -> Res<bool> {
        if self.is_extensible(object)? {
            return Ok(false);
        }
        let keys = self.own_property_keys(object)?;
        for key in &keys {
            if let Some(own) = self.own_property(object, *key)?
                && own.attributes != level.apply(own.attributes)
            {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// CopyDataProperties (https://tc39.es/ecma262/#sec-copydataproperties)
    pub fn copy_data_properties(
        &mut self,
        target: Gc<Object>,
        source: Value,
        excluded: &[PropertyKey],
    ) -> Res<()> {
        if source.is_nullish() {
            return Ok(());
        }
        let from = self.to_object(source)?;
        let keys = self.own_property_keys(from)?;
        let many: Option<FxHashSet<PropertyKey>> =
            (excluded.len() > 8).then(|| excluded.iter().copied().collect());
        for key in &keys {
            if many.as_ref().map_or_else(|| excluded.contains(key), |set| set.contains(key)) {
                continue;
            }
            if let Some(own) = self.own_property(from, *key)?
                && own.attributes.has(Attributes::ENUMERABLE)
            {
                let value = self.value_of_own(from, *key, own)?;
                self.create_data_property_or_throw(target, *key, value)?;
            }
        }
        Ok(())
    }
}
