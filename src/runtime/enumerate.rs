//! Listing properties: [[OwnPropertyKeys]].
//!
//! Invariant: keys are listed in the specified order: indices ascending, then strings, then symbols, both in the order
//! of their creation.

use super::elements::ElementsView;
use super::object::{Array, Elements, Object, object_flags};
use super::private_name::{is_private, is_symbol_key};
use super::property_access::exotic_proxy;
use super::property_key::PropertyKey;
use super::vm::Vm;
use crate::value::{Res, Value};
use jsrun_gc::{Gc, RootVec};

/// A rooted list of property keys.
pub type KeyList = RootVec<PropertyKey>;

/// What [`Vm::enumerable_own_properties`] lists.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PropertyKind {
    /// Keys, as strings.
    Key,
    /// Values.
    Value,
    /// Arrays of key and value.
    KeyAndValue,
}

impl Vm {
    /// [[OwnPropertyKeys]] (https://tc39.es/ecma262/#sec-ordinaryownpropertykeys)
    pub fn own_property_keys(&mut self, object: Gc<Object>) -> Res<KeyList> {
        if let Some(proxy) = exotic_proxy(object) {
            return self.proxy_own_keys(proxy);
        }
        self.materialize_function(object);
        let mut keys = self.heap.root_vec();
        let (virtual_indices, virtual_name) = if object.has_flag(object_flags::EXOTIC) {
            self.exotic_keys(object)
        } else {
            (0, None)
        };
        if let Some(namespace) = super::module::ModuleNamespace::of(object) {
            keys.extend_from_slice(namespace.names());
        }
        for index in 0..virtual_indices {
            keys.push(PropertyKey::from_index(index));
        }
        self.push_element_keys(object, &mut keys);
        self.push_names(object, virtual_name, &mut keys);
        Ok(keys)
    }

    /// The own keys of an object that is no proxy, without its indices: what it costs does not depend on how many
    /// elements there are.
    pub fn own_named_keys(&mut self, object: Gc<Object>) -> KeyList {
        self.materialize_function(object);
        let mut keys = self.heap.root_vec();
        let exotic = object.has_flag(object_flags::EXOTIC) && exotic_proxy(object).is_none();
        let virtual_name = if exotic { self.exotic_keys(object).1 } else { None };
        self.push_names(object, virtual_name, &mut keys);
        keys
    }

    fn push_element_keys(&self, object: Gc<Object>, keys: &mut KeyList) {
        match object.elements_view() {
            ElementsView::Dense(elements) => {
                for index in 0..elements.len() {
                    if Elements::get(elements, index) != Value::HOLE {
                        keys.push(PropertyKey::from_index(index));
                    }
                }
            }
            ElementsView::Sparse(sparse) => {
                sparse.iter().for_each(|(i, _)| keys.push(PropertyKey::from_index(i)))
            }
        }
    }

    /// The own keys of an object, without its indices; none of a proxy, so that no script runs. What a module exports is among them.
    pub fn own_names(&mut self, object: Gc<Object>) -> KeyList {
        if exotic_proxy(object).is_some() {
            return self.heap.root_vec();
        }
        let mut keys = self.own_named_keys(object);
        if let Some(namespace) = super::module::ModuleNamespace::of(object) {
            keys.extend_from_slice(namespace.names());
        }
        keys
    }

    /// `length`, strings and symbols.
    fn push_names(
        &self,
        object: Gc<Object>,
        virtual_name: Option<PropertyKey>,
        keys: &mut KeyList,
    ) {
        if Array::of(object).is_some() {
            keys.push(self.names.length);
        }
        if let Some(name) = virtual_name {
            keys.push(name);
        }
        let shape = self.shape_of(object);
        let mut symbols = false;
        for p in shape.properties() {
            if is_symbol_key(p.key) {
                symbols = true;
            } else if !is_private(p.key) {
                keys.push(p.key);
            }
        }
        if symbols {
            shape.properties().filter(|p| is_symbol_key(p.key)).for_each(|p| keys.push(p.key));
        }
    }

    /// EnumerableOwnProperties (https://tc39.es/ecma262/#sec-enumerableownproperties)
    pub fn enumerable_own_properties(
        &mut self,
        object: Gc<Object>,
        kind: PropertyKind,
    ) -> Res<RootVec<Value>> {
        let keys = self.own_property_keys(object)?;
        let mut result = self.heap.root_vec();
        for key in &keys {
            if is_symbol_key(*key) {
                continue;
            }
            let Some(own) = self.own_property(object, *key)? else { continue };
            if !own.attributes.is_enumerable() {
                continue;
            }
            if kind == PropertyKind::Key {
                let name = self.key_to_value(*key);
                result.push(name);
                continue;
            }
            let mut value = self.value_of_own(object, *key, own)?;
            if kind == PropertyKind::KeyAndValue {
                let name = self.key_to_value(*key);
                value = Value::cell(self.new_array_from(&[name, value])?);
            }
            result.push(value);
        }
        Ok(result)
    }
}
