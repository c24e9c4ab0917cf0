//! Listing properties: [[OwnPropertyKeys]], and `for`-`in`.
//!
//! Invariant: keys are listed in the specified order: indices ascending, then strings, then symbols, both in the order
//! of their creation. A `for`-`in` visits no key twice, and none that was deleted before its turn.

use super::elements::ElementsView;
use super::kind::Kind;
use super::object::{Array, Elements, Object, object_flags};
use super::private_name::{is_private, is_symbol_key};
use super::property_access::exotic_proxy;
use super::property_key::PropertyKey;
use super::shape::{Shape, ShapeClass};
use super::vm::Vm;
use crate::value::{Res, Value};
use jsrun_gc::{Cell, Gc, Header, Heap, Layout, Marker, RootVec, Slot};
use rustc_hash::FxHashSet;
use std::cell::Cell as StdCell;

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
        Ok(keys)
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

/// A `for`-`in` enumeration in progress (https://tc39.es/ecma262/#sec-enumerate-object-properties).
#[repr(C)]
pub struct PropertyEnumerator {
    /// Kind `PropertyEnumerator`.
    pub header: Header,
    object: Slot<Gc<Object>>,
    /// While the object has this shape and its keys are all its own names, no key needs to be looked up again.
    shape: Slot<Option<Gc<Shape>>>,
    keys: *mut Vec<PropertyKey>,
    next: StdCell<usize>,
}

// SAFETY: `repr(C)` with the header first; `trace` visits the object, the shape and the keys that the cell owns.
unsafe impl Cell for PropertyEnumerator {
    const KIND: u8 = Kind::PropertyEnumerator as u8;
    const LAYOUT: Layout = Layout::Custom(trace);
    const FINALIZE: Option<unsafe fn(usize, &mut Heap)> = Some(finalize);
}

unsafe fn trace(cell: usize, marker: &mut Marker) {
    // SAFETY: the collector passes a live `PropertyEnumerator`.
    let (enumerator, keys) = unsafe {
        let enumerator = &*std::ptr::with_exposed_provenance::<PropertyEnumerator>(cell);
        (enumerator, &*enumerator.keys)
    };
    marker.visit(enumerator.object.get());
    marker.visit(enumerator.shape.get());
    keys.iter().for_each(|key| marker.visit(*key));
}

unsafe fn finalize(cell: usize, heap: &mut Heap) {
    // SAFETY: the collector passes a dead `PropertyEnumerator` once; it alone owned its keys.
    let keys = unsafe {
        Box::from_raw((*std::ptr::with_exposed_provenance::<PropertyEnumerator>(cell)).keys)
    };
    heap.sub_external(keys.capacity() * 8);
}

impl Vm {
    /// Begins a `for`-`in`; `None` for `undefined` and `null`, which have nothing to enumerate.
    pub fn new_enumerator(&mut self, value: Value) -> Res<Option<Gc<PropertyEnumerator>>> {
        if value.is_nullish() {
            return Ok(None);
        }
        let object = self.to_object(value)?;
        let mut names: KeyList = self.heap.root_vec();
        let mut seen: Option<FxHashSet<PropertyKey>> = None;
        let mut hidden: KeyList = self.heap.root_vec();
        // Objects behind the last one that has anything enumerable neither show nor hide anything.
        let mut last = None;
        let mut holder = Some(object);
        let mut proxies = false;
        while let Some(o) = holder {
            // A proxy is asked in its turn, once.
            proxies |= exotic_proxy(o).is_some();
            if proxies || self.has_enumerable(o) {
                last = Some(o);
            }
            holder = self.prototype(o);
        }
        let mut holder = last.map(|_| object);
        let mut hops = 0;
        while let Some(o) = holder {
            let proxy = exotic_proxy(o).is_some();
            if proxy {
                self.count_hop(&mut hops)?;
            }
            let keys = self.own_property_keys(o)?;
            for key in &keys {
                if is_symbol_key(*key) {
                    continue;
                }
                // Whether a proxy's property is enumerable is asked when its turn has come.
                let enumerable = proxy
                    || self
                        .own_property(o, *key)?
                        .is_some_and(|own| own.attributes.is_enumerable());
                if o != object {
                    let seen = seen.get_or_insert_with(|| {
                        names.iter().chain(hidden.iter()).copied().collect()
                    });
                    if !seen.insert(*key) {
                        continue;
                    }
                }
                if enumerable {
                    names.push(*key);
                } else {
                    hidden.push(*key);
                }
            }
            let ends = !proxies && last == Some(o);
            holder = if ends { None } else { self.get_prototype_of(o)? };
        }
        let simple = seen.is_none()
            && names.iter().all(|k| k.as_index().is_none())
            && !object.has_flag(object_flags::EXOTIC);
        let shape = simple
            .then(|| self.shape_of(object))
            .filter(|s| !s.is_unique() && s.class() == ShapeClass::Ordinary);
        let names: Vec<PropertyKey> = names.to_vec();
        let bytes = names.capacity() * 8;
        let enumerator = self.heap.alloc_enumerator(object, shape, names);
        self.heap.add_external(bytes);
        Ok(Some(enumerator))
    }

    /// May an object have an enumerable own property?
    fn has_enumerable(&self, object: Gc<Object>) -> bool {
        let elements = match object.elements_view() {
            ElementsView::Dense(e) => !e.is_empty(),
            ElementsView::Sparse(s) => !s.is_empty(),
        };
        let exotic = object.has_flag(object_flags::EXOTIC);
        elements
            || exotic
            || self.shape_of(object).properties().any(|p| p.attributes.is_enumerable())
    }

    /// The next key of a `for`-`in`, a string; `DONE` at the end.
    pub fn enumerator_next(&mut self, enumerator: Gc<PropertyEnumerator>) -> Res {
        loop {
            let position = enumerator.next.get();
            // SAFETY: the cell owns its keys, which never change.
            let Some(key) = (unsafe { (&*enumerator.keys).get(position).copied() }) else {
                return Ok(Value::DONE);
            };
            enumerator.next.set(position + 1);
            let object = enumerator.object.get();
            if enumerator.shape.get() == Some(self.shape_of(object))
                || self.is_still_enumerable(object, key)?
            {
                return Ok(self.key_to_value(key));
            }
        }
    }

    fn is_still_enumerable(&mut self, object: Gc<Object>, key: PropertyKey) -> Res<bool> {
        let (mut holder, mut hops) = (Some(object), 0);
        while let Some(o) = holder {
            if let Some(own) = self.own_property(o, key)? {
                return Ok(own.attributes.is_enumerable());
            }
            if exotic_proxy(o).is_some() {
                self.count_hop(&mut hops)?;
            }
            holder = self.get_prototype_of(o)?;
        }
        Ok(false)
    }
}

/// The allocation of enumerators, whose keys are rooted by nothing until the cell has them.
trait AllocEnumerator {
    fn alloc_enumerator(
        &mut self,
        object: Gc<Object>,
        shape: Option<Gc<Shape>>,
        keys: Vec<PropertyKey>,
    ) -> Gc<PropertyEnumerator>;
}

impl AllocEnumerator for Heap {
    fn alloc_enumerator(
        &mut self,
        object: Gc<Object>,
        shape: Option<Gc<Shape>>,
        keys: Vec<PropertyKey>,
    ) -> Gc<PropertyEnumerator> {
        let mut rooted: KeyList = self.root_vec();
        rooted.extend_from_slice(&keys);
        self.alloc(PropertyEnumerator {
            header: Header::new(PropertyEnumerator::KIND, 0),
            object: Slot::new(object),
            shape: Slot::new(shape),
            keys: Box::into_raw(Box::new(keys)),
            next: StdCell::new(0),
        })
    }
}
