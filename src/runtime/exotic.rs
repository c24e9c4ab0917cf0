//! Exotic objects: the one place where the internal methods of objects with [`object_flags::EXOTIC`] branch off.
//!
//! Each hook answers `Some` when the object's own ways decide, `None` when the ordinary method goes on. A kind that is
//! added gets its arm here and calls its own file.
//!
//! Invariant: the shapes of exotic objects are of [`ShapeClass::Exotic`](super::shape::ShapeClass), so no cache knows
//! them as receivers.

use super::arguments_object::ArgumentsObject;
use super::kind::Kind;
use super::module::ModuleNamespace;
use super::object::{Object, PrimitiveWrapper, object_flags};
use super::property::{Attributes, PropertyDescriptor};
use super::property_key::PropertyKey;
use super::property_own::{Own, Place};
use super::proxy::ProxyObject;
use super::typed_array::TypedArray;
use super::vm::Vm;
use crate::value::{Res, Value};
use jsrun_gc::Gc;

/// What a key is for a typed array.
pub(super) enum Element {
    /// It is no canonical numeric string: the ordinary methods decide.
    NotNumeric,
    /// It names no element, and nothing else either: prototypes are not asked.
    Missing,
    /// The element.
    Present(Value),
}

impl PrimitiveWrapper {
    /// The wrapper that an object is.
    pub fn of(object: Gc<Object>) -> Option<Gc<PrimitiveWrapper>> {
        // SAFETY: a cell of this kind is a `PrimitiveWrapper`.
        (object.kind() == Kind::PrimitiveWrapper as u8).then(|| unsafe { object.cast_unchecked() })
    }
}

impl Vm {
    /// [[GetOwnProperty]]
    pub(super) fn exotic_own(
        &mut self,
        object: Gc<Object>,
        key: PropertyKey,
    ) -> Res<Option<Option<Own>>> {
        if let Some(proxy) = ProxyObject::of(object) {
            return self.proxy_own(proxy, key).map(Some);
        }
        if let Some(wrapper) = PrimitiveWrapper::of(object) {
            return Ok(self.string_own(wrapper.value.get(), key).map(Some));
        }
        if let Some(arguments) = ArgumentsObject::mapped(object) {
            return Ok(self.mapped_own(arguments, key));
        }
        if let Some(array) = TypedArray::of(object) {
            return Ok(match TypedArray::element(self, array, key) {
                Element::NotNumeric => None,
                Element::Missing => Some(None),
                Element::Present(value) => {
                    Some(Some(Own { place: Place::Virtual(value), attributes: Attributes::ALL }))
                }
            });
        }
        if let Some(namespace) = ModuleNamespace::of(object) {
            return Ok(self.namespace_own(namespace, key)?.map(Some));
        }
        Ok(None)
    }

    /// [[HasProperty]], where it is not that [[GetOwnProperty]] finds the property.
    pub(super) fn exotic_has(&mut self, object: Gc<Object>, key: PropertyKey) -> bool {
        // A variable in its temporal dead zone is there, but has no value yet
        // (https://tc39.es/ecma262/#sec-module-namespace-exotic-objects-hasproperty-p).
        ModuleNamespace::of(object).is_some_and(|namespace| namespace.has(key))
    }

    /// Does the object, which does not have this property, keep the prototypes from being asked for it?
    pub(super) fn exotic_ends_walk(&mut self, object: Gc<Object>, key: PropertyKey) -> bool {
        TypedArray::of(object).is_some() && self.canonical_numeric_index(key).is_some()
    }

    /// [[Set]] of an object on the way to the property, itself the receiver or not.
    ///
    /// TypedArray [[Set]] (https://tc39.es/ecma262/#sec-typedarray-set)
    pub(super) fn exotic_set(
        &mut self,
        object: Gc<Object>,
        key: PropertyKey,
        value: Value,
        receiver: Value,
    ) -> Res<Option<bool>> {
        if ModuleNamespace::of(object).is_some() {
            // https://tc39.es/ecma262/#sec-module-namespace-exotic-objects-set-p-v-receiver
            return Ok(Some(false));
        }
        let Some(array) = TypedArray::of(object) else { return Ok(None) };
        let Some(number) = self.canonical_numeric_index(key) else { return Ok(None) };
        if receiver == Value::cell(object) {
            TypedArray::set(self, array, number, value)?;
            return Ok(Some(true));
        }
        match TypedArray::element(self, array, key) {
            Element::Present(_) => Ok(None),
            _ => Ok(Some(true)),
        }
    }

    /// StringGetOwnProperty (https://tc39.es/ecma262/#sec-stringgetownproperty), and the `length` of a String object.
    pub(super) fn string_own(&mut self, value: Value, key: PropertyKey) -> Option<Own> {
        let string = value.as_string()?;
        if key == self.names.length {
            return Some(Own {
                place: Place::Virtual(Value::number(string.len() as f64)),
                attributes: Attributes::NONE,
            });
        }
        let index = key.as_index()?;
        if index as usize >= string.len() as usize {
            return None;
        }
        let unit = self.substring(string, index, index + 1);
        Some(Own { place: Place::Virtual(Value::cell(unit)), attributes: Attributes::ENUMERABLE })
    }

    /// [[DefineOwnProperty]]
    pub(super) fn exotic_define(
        &mut self,
        object: Gc<Object>,
        key: PropertyKey,
        new: &PropertyDescriptor,
    ) -> Res<Option<bool>> {
        if let Some(proxy) = ProxyObject::of(object) {
            return self.proxy_define(proxy, key, new).map(Some);
        }
        if let Some(wrapper) = PrimitiveWrapper::of(object) {
            // StringExoticObject [[DefineOwnProperty]]
            // (https://tc39.es/ecma262/#sec-string-exotic-objects-defineownproperty-p-desc)
            let Some(own) = self.string_own(wrapper.value.get(), key) else { return Ok(None) };
            let current = self.descriptor_of(object, own);
            return Ok(Some(self.may_redefine(&current, new)));
        }
        if let Some(arguments) = ArgumentsObject::mapped(object) {
            return self.mapped_define(arguments, key, new);
        }
        if let Some(array) = TypedArray::of(object) {
            // TypedArray [[DefineOwnProperty]] (https://tc39.es/ecma262/#sec-typedarray-defineownproperty)
            let Some(number) = self.canonical_numeric_index(key) else { return Ok(None) };
            let refused = matches!(TypedArray::element(self, array, key), Element::Missing)
                || new.configurable == Some(false)
                || new.enumerable == Some(false)
                || new.is_accessor()
                || new.writable == Some(false);
            if !refused && let Some(value) = new.value {
                TypedArray::set(self, array, number, value)?;
            }
            return Ok(Some(!refused));
        }
        if let Some(namespace) = ModuleNamespace::of(object)
            && !super::private_name::is_symbol_key(key)
        {
            return self.namespace_define(namespace, key, new).map(Some);
        }
        Ok(None)
    }

    /// [[Set]], the receiver being the object itself and the property its own.
    pub(super) fn exotic_write(
        &mut self,
        object: Gc<Object>,
        key: PropertyKey,
        value: Value,
    ) -> Res<Option<bool>> {
        match ArgumentsObject::mapped(object) {
            Some(arguments) => Ok(self.mapped_write(arguments, key, value)),
            None => Ok(None),
        }
    }

    /// [[Delete]]
    pub(super) fn exotic_delete(
        &mut self,
        object: Gc<Object>,
        key: PropertyKey,
    ) -> Res<Option<bool>> {
        if let Some(proxy) = ProxyObject::of(object) {
            return self.proxy_delete(proxy, key).map(Some);
        }
        if let Some(wrapper) = PrimitiveWrapper::of(object) {
            return Ok(self.string_own(wrapper.value.get(), key).map(|_| false));
        }
        if let Some(arguments) = ArgumentsObject::mapped(object) {
            if !self.ordinary_delete(object, key)? {
                return Ok(Some(false));
            }
            self.unmap(arguments, key);
            return Ok(Some(true));
        }
        if let Some(array) = TypedArray::of(object) {
            return Ok(match TypedArray::element(self, array, key) {
                Element::NotNumeric => None,
                Element::Missing => Some(true),
                Element::Present(_) => Some(false),
            });
        }
        if let Some(namespace) = ModuleNamespace::of(object)
            && !super::private_name::is_symbol_key(key)
        {
            // https://tc39.es/ecma262/#sec-module-namespace-exotic-objects-delete-p
            return Ok(Some(!namespace.has(key)));
        }
        Ok(None)
    }

    /// The keys that [[OwnPropertyKeys]] lists before the ordinary ones: integer indices, and strings.
    pub(super) fn exotic_keys(&mut self, object: Gc<Object>) -> (u32, Option<PropertyKey>) {
        if let Some(array) = TypedArray::of(object) {
            let length = array.valid_length().unwrap_or(0);
            return (u32::try_from(length).unwrap_or(u32::MAX), None);
        }
        match PrimitiveWrapper::of(object).and_then(|w| w.value.get().as_string()) {
            Some(string) => (string.len(), Some(self.names.length)),
            None => (0, None),
        }
    }

    /// May a cache rely on the ordinary place of a named property of this object, or on its absence?
    pub(super) fn is_ordinary_for(&mut self, object: Gc<Object>, key: PropertyKey) -> bool {
        let kind = object.kind();
        if kind == Kind::Array as u8 || kind == Kind::PrimitiveWrapper as u8 {
            return key != self.names.length;
        }
        if kind == Kind::Function as u8 && self.is_lazy_key(key) {
            self.materialize_function(object);
        }
        !object.has_flag(object_flags::EXOTIC) || kind == Kind::MappedArguments as u8
    }
}
