//! `for`-`in`: enumerators, and the key lists of shapes that are enumerated again and again.
//!
//! Invariant: an enumeration visits no key twice, and none that was deleted before its turn.

use super::elements::ElementsView;
use super::enumerate::KeyList;
use super::kind::Kind;
use super::object::{Object, Values, object_flags};
use super::private_name::is_symbol_key;
use super::property_access::exotic_proxy;
use super::property_key::PropertyKey;
use super::shape::{Shape, ShapeClass};
use super::validity::Validity;
use super::vm::Vm;
use crate::value::{Res, Value};
use jsrun_gc::{Cell, Gc, Header, Layout, Slot, layout_mask};
use rustc_hash::FxHashSet;
use std::cell::Cell as StdCell;

/// A `for`-`in` enumeration in progress (https://tc39.es/ecma262/#sec-enumerate-object-properties).
#[repr(C)]
pub struct PropertyEnumerator {
    /// Kind `PropertyEnumerator`.
    pub header: Header,
    object: Slot<Gc<Object>>,
    /// While the object has this shape and its keys are all its own names, no key needs to be looked up again.
    shape: Slot<Option<Gc<Shape>>>,
    /// The keys, as strings.
    keys: Slot<Gc<Values>>,
    next: StdCell<usize>,
}

// SAFETY: `repr(C)` with the header first; the mask names all references.
unsafe impl Cell for PropertyEnumerator {
    const KIND: u8 = Kind::PropertyEnumerator as u8;
    const LAYOUT: Layout = layout_mask!(PropertyEnumerator: object, shape, keys);
}

/// How many lists of keys are remembered: a power of two.
const REMEMBERED: usize = 64;

/// What an enumeration of objects of a shape lists.
#[derive(Clone, Copy)]
struct Listed {
    shape: Gc<Shape>,
    /// Valid while the prototypes have nothing enumerable.
    validity: Gc<Validity>,
    keys: Gc<Values>,
}

/// The keys of shapes whose objects were enumerated lately: part of the [`Vm`].
///
/// Invariant: it is emptied whenever the collector has marked, so it never names a dead cell.
pub struct ListedKeys {
    entries: [Option<Listed>; REMEMBERED],
}

impl Default for ListedKeys {
    fn default() -> ListedKeys {
        ListedKeys { entries: [None; REMEMBERED] }
    }
}

impl ListedKeys {
    fn place(shape: Gc<Shape>) -> usize {
        (shape.addr() >> 4).wrapping_mul(0x9E37_79B9) >> 8 & (REMEMBERED - 1)
    }

    fn get(&self, shape: Gc<Shape>) -> Option<Gc<Values>> {
        let listed = self.entries[ListedKeys::place(shape)]?;
        (listed.shape == shape && listed.validity.valid.get() != 0).then_some(listed.keys)
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.entries = [None; REMEMBERED];
    }
}

impl Vm {
    /// Begins a `for`-`in`; `None` for `undefined` and `null`, which have nothing to enumerate.
    pub fn new_enumerator(&mut self, value: Value) -> Res<Option<Gc<PropertyEnumerator>>> {
        if value.is_nullish() {
            return Ok(None);
        }
        let object = self.to_object(value)?;
        let shape = self.shape_of(object);
        // Only ordinary objects without elements are remembered by their shape.
        let listable = !shape.is_unique()
            && shape.class() == ShapeClass::Ordinary
            && !object.has_flag(object_flags::EXOTIC)
            && matches!(object.elements_view(), ElementsView::Dense(e) if e.is_empty());
        if listable && let Some(keys) = self.listed_keys.get(shape) {
            return Ok(Some(self.alloc_enumerator(object, Some(shape), keys)));
        }
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
        let simple = listable && seen.is_none();
        let keys = self.new_values(names.len(), Value::UNDEFINED)?;
        for (i, key) in names.iter().enumerate() {
            let name = self.key_to_value(*key);
            self.values_set(keys, i, name);
        }
        if simple
            && self.shape_of(object) == shape
            && let Some(validity) = self.validity_of(shape.prototype())
        {
            self.listed_keys.entries[ListedKeys::place(shape)] =
                Some(Listed { shape, validity, keys });
        }
        Ok(Some(self.alloc_enumerator(object, simple.then_some(shape), keys)))
    }

    fn alloc_enumerator(
        &mut self,
        object: Gc<Object>,
        shape: Option<Gc<Shape>>,
        keys: Gc<Values>,
    ) -> Gc<PropertyEnumerator> {
        self.heap.alloc(PropertyEnumerator {
            header: Header::new(PropertyEnumerator::KIND, 0),
            object: Slot::new(object),
            shape: Slot::new(shape),
            keys: Slot::new(keys),
            next: StdCell::new(0),
        })
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
            let (position, keys) = (enumerator.next.get(), enumerator.keys.get());
            if position >= keys.len() {
                return Ok(Value::DONE);
            }
            enumerator.next.set(position + 1);
            let (object, name) = (enumerator.object.get(), Values::get(keys, position));
            if enumerator.shape.get() == Some(self.shape_of(object)) {
                return Ok(name);
            }
            let key = self.to_property_key(name)?;
            if self.is_still_enumerable(object, key)? {
                return Ok(name);
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
