//! Shapes: what objects that were built alike have in common, so that inline caches know them by one number.
//!
//! Invariants:
//! * A *tree* shape never changes: prototype, extensibility and the first `limit` entries of its table are fixed.
//! * A *unique* shape belongs to one object (a dictionary, the global object, a prototype that caches depend on) and
//!   changes with it. When a change would make a cache entry wrong, the object moves to a fresh shape first.
//! * Transitions hold their children weakly; a child keeps its parent alive.

use super::kind::Kind;
use super::object::Object;
use super::property::Attributes;
use super::property_key::PropertyKey;
use super::shape_table::{Property, PropertyTable};
use super::vm::Vm;
use jsrun_gc::{Cell, Gc, Header, Heap, Layout, Liveness, Slot, layout_mask};
use rustc_hash::FxHashMap;
use std::cell::Cell as StdCell;

/// A tree shape gets no more properties than this: then the object becomes a dictionary.
pub const MAX_TREE_PROPERTIES: usize = 128;

/// Bits of the high byte of a shape's `spare`; the low byte is the inline capacity.
mod flags {
    pub const UNIQUE: u16 = 1 << 8;
    pub const NON_EXTENSIBLE: u16 = 1 << 9;
    /// Some cache knows this unique shape.
    pub const CACHED: u16 = 1 << 10;
    /// Some cache relies on a property that this unique shape does not have.
    pub const CACHED_ABSENCE: u16 = 1 << 11;
    pub const CLASS_SHIFT: u16 = 12;
}

/// Which sort of objects share a tree of shapes: those for which the same keys are special.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum ShapeClass {
    /// No key is special.
    Ordinary = 0,
    /// `length` is.
    Array = 1,
    /// `length`, `name` and `prototype` may not have been made yet.
    Function = 2,
    /// The object's own methods decide: never cached.
    Exotic = 3,
}

/// A hidden class.
#[repr(C)]
pub struct Shape {
    /// Kind `Shape`; `aux` = how many entries of the table belong to it (`u32::MAX` for a unique shape: all).
    pub header: Header,
    prototype: Slot<Option<Gc<Object>>>,
    parent: Slot<Option<Gc<Shape>>>,
    table: Slot<Option<Gc<PropertyTable>>>,
    transitions: StdCell<*mut Transitions>,
}

// SAFETY: `repr(C)` with the header first; the mask names every strong reference; transitions are weak.
unsafe impl Cell for Shape {
    const KIND: u8 = Kind::Shape as u8;
    const LAYOUT: Layout = layout_mask!(Shape: prototype, parent, table);
    const FINALIZE: Option<unsafe fn(usize, &mut Heap)> = Some(finalize);
}

unsafe fn finalize(cell: usize, _heap: &mut Heap) {
    // SAFETY: the collector passes a dead `Shape` once; it alone owned its transitions.
    let transitions =
        unsafe { (*std::ptr::with_exposed_provenance::<Shape>(cell)).transitions.get() };
    if !transitions.is_null() {
        // SAFETY: it came from `Box::into_raw`.
        drop(unsafe { Box::from_raw(transitions) });
    }
}

/// How a child differs from its parent: the key or prototype, and what happened to it.
type Step = (u64, u8);

/// `Step` tags above all attributes.
mod step {
    pub const CHANGE: u8 = 0x40;
    pub const PREVENT_EXTENSIONS: u8 = 0x80;
    pub const SEAL: u8 = 0x81;
    pub const FREEZE: u8 = 0x82;
    pub const PROTOTYPE: u8 = 0x83;
}

enum Transitions {
    One(Step, usize),
    Many(FxHashMap<Step, usize>),
}

impl Transitions {
    fn get(&self, step: Step) -> Option<usize> {
        match self {
            Transitions::One(s, child) => (*s == step).then_some(*child),
            Transitions::Many(map) => map.get(&step).copied(),
        }
    }

    fn insert(&mut self, step: Step, child: usize) {
        match self {
            Transitions::Many(map) => {
                map.insert(step, child);
            }
            Transitions::One(s, c) => {
                *self = Transitions::Many(FxHashMap::from_iter([(*s, *c), (step, child)]))
            }
        }
    }
}

/// How far an object is closed (https://tc39.es/ecma262/#sec-setintegritylevel).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum IntegrityLevel {
    /// No property can be added, removed or reconfigured.
    Sealed,
    /// Nor can any data property be written.
    Frozen,
}

impl IntegrityLevel {
    /// The attributes of a property of an object closed that far.
    pub fn apply(self, attributes: Attributes) -> Attributes {
        let sealed = attributes.without(Attributes::CONFIGURABLE);
        if self == IntegrityLevel::Frozen && !attributes.is_accessor() {
            sealed.without(Attributes::WRITABLE)
        } else {
            sealed
        }
    }
}

impl Shape {
    /// Where a shape has the prototype of the objects, in bytes.
    pub const PROTOTYPE: usize = std::mem::offset_of!(Shape, prototype);

    /// The prototype of the objects.
    #[inline(always)]
    pub fn prototype(&self) -> Option<Gc<Object>> {
        self.prototype.get()
    }
    /// How many slots lie in the objects themselves.
    #[inline(always)]
    pub fn inline_capacity(&self) -> u32 {
        (self.header.spare() & 0xFF) as u32
    }
    /// Does one object alone have it?
    #[inline(always)]
    pub fn is_unique(&self) -> bool {
        self.header.spare() & flags::UNIQUE != 0
    }
    /// May properties be added?
    #[inline(always)]
    pub fn is_extensible(&self) -> bool {
        self.header.spare() & flags::NON_EXTENSIBLE == 0
    }
    /// Which keys are special.
    #[inline(always)]
    pub fn class(&self) -> ShapeClass {
        match self.header.spare() >> flags::CLASS_SHIFT & 3 {
            0 => ShapeClass::Ordinary,
            1 => ShapeClass::Array,
            2 => ShapeClass::Function,
            _ => ShapeClass::Exotic,
        }
    }
    fn limit(&self) -> usize {
        self.header.aux() as usize
    }
    /// Where a named property is.
    #[inline]
    pub fn lookup(&self, key: PropertyKey) -> Option<Property> {
        self.table.get()?.lookup(key, self.limit())
    }
    /// How many entries [`Shape::entry`] goes over: properties in the order of their creation, with gaps.
    pub fn entry_count(&self) -> usize {
        self.table.get().map_or(0, |t| t.entry_count().min(self.limit()))
    }
    /// The property at a position, if it was not deleted.
    pub fn entry(&self, position: usize) -> Option<Property> {
        self.table.get()?.entry(position)
    }
    /// The properties in the order of their creation. They must not change meanwhile.
    pub fn properties(&self) -> impl Iterator<Item = Property> + '_ {
        (0..self.entry_count()).filter_map(|i| self.entry(i))
    }
    /// How many slots the objects use.
    pub fn slot_count(&self) -> u32 {
        if self.is_unique() {
            self.table.get().map_or(0, |t| t.slot_count())
        } else {
            self.header.aux()
        }
    }
    /// Marks a unique shape as known to a cache, which perhaps relies on a property that is not there.
    pub(super) fn note_cached(&self, absence: bool) {
        if self.is_unique() {
            let bits = if absence { flags::CACHED | flags::CACHED_ABSENCE } else { flags::CACHED };
            self.header.set_spare(self.header.spare() | bits);
        }
    }
    /// Does a cache know this unique shape? With `absence`: does one rely on an absent property?
    pub(super) fn is_cached(&self, absence: bool) -> bool {
        self.header.spare() & if absence { flags::CACHED_ABSENCE } else { flags::CACHED } != 0
    }
}

fn spare(inline_capacity: u32, class: ShapeClass) -> u16 {
    debug_assert!(inline_capacity < 256);
    inline_capacity as u16 | (class as u16) << flags::CLASS_SHIFT
}

impl Vm {
    fn alloc_shape(
        &mut self,
        spare: u16,
        limit: u32,
        prototype: Option<Gc<Object>>,
        parent: Option<Gc<Shape>>,
        table: Option<Gc<PropertyTable>>,
    ) -> Gc<Shape> {
        self.heap.alloc(Shape {
            header: Header::with_spare(Shape::KIND, spare, limit),
            prototype: Slot::new(prototype),
            parent: Slot::new(parent),
            table: Slot::new(table),
            transitions: StdCell::new(std::ptr::null_mut()),
        })
    }

    /// The empty shape of objects with this prototype, inline capacity and class.
    pub fn root_shape(
        &mut self,
        prototype: Option<Gc<Object>>,
        inline_capacity: u32,
        class: ShapeClass,
    ) -> Gc<Shape> {
        let key = (prototype.map_or(0, |p| p.addr()), spare(inline_capacity, class));
        if let Some(&address) = self.shapes.roots.get(&key) {
            // SAFETY: entries of dead shapes are removed after marking.
            return unsafe { Gc::from_addr(address) };
        }
        if let Some(p) = prototype {
            self.mark_prototype(p);
        }
        let shape = self.alloc_shape(key.1, 0, prototype, None, None);
        self.shapes.roots.insert(key, shape.addr());
        shape
    }

    /// The empty shape of an object that will have its shape to itself from the start.
    pub fn unique_root_shape(
        &mut self,
        prototype: Option<Gc<Object>>,
        inline_capacity: u32,
        class: ShapeClass,
    ) -> Gc<Shape> {
        let table = PropertyTable::alloc(&mut self.heap, None);
        self.alloc_shape(
            spare(inline_capacity, class) | flags::UNIQUE,
            u32::MAX,
            prototype,
            None,
            Some(table),
        )
    }

    fn child(&self, shape: Gc<Shape>, step: Step) -> Option<Gc<Shape>> {
        let transitions = shape.transitions.get();
        if transitions.is_null() {
            return None;
        }
        // SAFETY: the shape owns its transitions while it lives; entries of dead children are removed after marking.
        unsafe { (*transitions).get(step).map(|a| Gc::from_addr(a)) }
    }

    fn add_child(&mut self, shape: Gc<Shape>, step: Step, child: Gc<Shape>) {
        let transitions = shape.transitions.get();
        if transitions.is_null() {
            shape.transitions.set(Box::into_raw(Box::new(Transitions::One(step, child.addr()))));
            self.shapes.parents.push(shape.addr());
        } else {
            // SAFETY: the shape owns its transitions while it lives; no borrow of them outlives a method.
            unsafe { (*transitions).insert(step, child.addr()) };
        }
    }

    /// The tree shape after adding a property, with the slot `shape.slot_count()`. `None` if the object should become
    /// a dictionary instead.
    pub fn shape_with_property(
        &mut self,
        shape: Gc<Shape>,
        key: PropertyKey,
        attributes: Attributes,
    ) -> Option<Gc<Shape>> {
        debug_assert!(!shape.is_unique() && shape.lookup(key).is_none());
        let step = (key.bits(), attributes.0);
        if let Some(child) = self.child(shape, step) {
            return Some(child);
        }
        let limit = shape.limit();
        if limit >= MAX_TREE_PROPERTIES {
            return None;
        }
        let table = match shape.table.get() {
            // Nobody has appended behind this shape's last entry: its children go on in the same table.
            Some(table) if table.entry_count() == limit => table,
            other => PropertyTable::alloc(&mut self.heap, other.map(|t| (t, limit))),
        };
        let child = self.alloc_shape(
            shape.header.spare(),
            limit as u32 + 1,
            shape.prototype(),
            Some(shape),
            Some(table),
        );
        PropertyTable::add(table, &mut self.heap, key, attributes);
        self.add_child(shape, step, child);
        Some(child)
    }

    /// The tree shape after changing the attributes of one property; `None` to become a dictionary instead, which keeps
    /// the cost of changing all properties of a large object linear.
    pub(super) fn shape_with_attributes(
        &mut self,
        shape: Gc<Shape>,
        key: PropertyKey,
        attributes: Attributes,
    ) -> Option<Gc<Shape>> {
        let step = (key.bits(), step::CHANGE | attributes.0);
        if let Some(child) = self.child(shape, step) {
            return Some(child);
        }
        if shape.limit() > 16 {
            return None;
        }
        let table =
            PropertyTable::alloc(&mut self.heap, shape.table.get().map(|t| (t, shape.limit())));
        table.set_attributes(key, attributes);
        let child = self.alloc_shape(
            shape.header.spare(),
            shape.header.aux(),
            shape.prototype(),
            Some(shape),
            Some(table),
        );
        self.add_child(shape, step, child);
        Some(child)
    }

    /// The tree shape after preventing extensions, and closing all properties if a level is given.
    pub(super) fn shape_with_integrity(
        &mut self,
        shape: Gc<Shape>,
        level: Option<IntegrityLevel>,
    ) -> Gc<Shape> {
        let tag = match level {
            None => step::PREVENT_EXTENSIONS,
            Some(IntegrityLevel::Sealed) => step::SEAL,
            Some(IntegrityLevel::Frozen) => step::FREEZE,
        };
        if let Some(child) = self.child(shape, (0, tag)) {
            return child;
        }
        let mut table = shape.table.get();
        if let (Some(level), Some(old)) = (level, table) {
            let new = PropertyTable::alloc(&mut self.heap, Some((old, shape.limit())));
            for p in shape.properties() {
                if !super::private_name::is_private(p.key) {
                    new.set_attributes(p.key, level.apply(p.attributes));
                }
            }
            table = Some(new);
        }
        let spare = shape.header.spare() | flags::NON_EXTENSIBLE;
        let child =
            self.alloc_shape(spare, shape.header.aux(), shape.prototype(), Some(shape), table);
        self.add_child(shape, (0, tag), child);
        child
    }

    /// The tree shape with another prototype.
    pub(super) fn shape_with_prototype(
        &mut self,
        shape: Gc<Shape>,
        prototype: Option<Gc<Object>>,
    ) -> Gc<Shape> {
        if shape.entry_count() == 0 && shape.is_extensible() {
            return self.root_shape(prototype, shape.inline_capacity(), shape.class());
        }
        let step = (prototype.map_or(0, |p| p.addr() as u64), step::PROTOTYPE);
        if let Some(child) = self.child(shape, step) {
            return child;
        }
        if let Some(p) = prototype {
            self.mark_prototype(p);
        }
        let child = self.alloc_shape(
            shape.header.spare(),
            shape.header.aux(),
            prototype,
            Some(shape),
            shape.table.get(),
        );
        self.add_child(shape, step, child);
        child
    }

    /// A unique shape like a tree shape, with a table of its own.
    pub(super) fn unique_shape(&mut self, shape: Gc<Shape>) -> Gc<Shape> {
        let table =
            PropertyTable::alloc(&mut self.heap, shape.table.get().map(|t| (t, shape.limit())));
        self.alloc_shape(
            shape.header.spare() | flags::UNIQUE,
            u32::MAX,
            shape.prototype(),
            None,
            Some(table),
        )
    }

    /// A fresh identity for a unique shape, which takes over its table: no cache knows it.
    pub(super) fn fresh_unique_shape(&mut self, shape: Gc<Shape>) -> Gc<Shape> {
        debug_assert!(shape.is_unique());
        let spare = shape.header.spare() & !(flags::CACHED | flags::CACHED_ABSENCE);
        self.alloc_shape(spare, u32::MAX, shape.prototype(), None, shape.table.get())
    }

    /// Adds a property to a unique shape in place and says in which slot.
    pub(super) fn unique_add(
        &mut self,
        shape: Gc<Shape>,
        key: PropertyKey,
        attributes: Attributes,
    ) -> u32 {
        debug_assert!(shape.is_unique() && !shape.is_cached(true));
        let table = match shape.table.get() {
            Some(table) => table,
            None => {
                let table = PropertyTable::alloc(&mut self.heap, None);
                shape.table.set(&mut self.heap, shape, Some(table));
                table
            }
        };
        PropertyTable::add(table, &mut self.heap, key, attributes)
    }

    /// Removes a property from a unique shape in place.
    pub(super) fn unique_remove(&mut self, shape: Gc<Shape>, key: PropertyKey) {
        debug_assert!(shape.is_unique() && !shape.is_cached(false));
        if let Some(table) = shape.table.get() {
            table.remove(key);
        }
    }

    /// Changes a property's attributes in a unique shape in place.
    pub(super) fn unique_set_attributes(
        &mut self,
        shape: Gc<Shape>,
        key: PropertyKey,
        attributes: Attributes,
    ) {
        debug_assert!(shape.is_unique() && !shape.is_cached(false));
        if let Some(table) = shape.table.get() {
            table.set_attributes(key, attributes);
        }
    }

    /// Makes a unique shape non-extensible in place.
    pub(super) fn unique_prevent_extensions(&mut self, shape: Gc<Shape>) {
        debug_assert!(shape.is_unique());
        shape.header.set_spare(shape.header.spare() | flags::NON_EXTENSIBLE);
    }

    /// Changes a unique shape's prototype in place.
    pub(super) fn unique_set_prototype(&mut self, shape: Gc<Shape>, prototype: Option<Gc<Object>>) {
        debug_assert!(shape.is_unique() && !shape.is_cached(false));
        if let Some(p) = prototype {
            self.mark_prototype(p);
        }
        shape.prototype.set(&mut self.heap, shape, prototype);
    }
}

/// The weak tables of shapes: part of the [`Vm`].
#[derive(Default)]
pub struct Shapes {
    /// Empty shapes by prototype, and by inline capacity with class.
    roots: FxHashMap<(usize, u16), usize>,
    /// The shapes that have transitions.
    parents: Vec<usize>,
}

impl Shapes {
    /// Forgets what did not survive.
    pub(super) fn after_mark(&mut self, live: &Liveness) {
        self.roots.retain(|_, shape| live.is_marked(*shape));
        self.parents.retain(|&parent| {
            if !live.is_marked(parent) {
                return false;
            }
            // SAFETY: the shape survives; it owns its transitions.
            let shape = unsafe { Gc::<Shape>::from_addr(parent) };
            let transitions = shape.transitions.get();
            // SAFETY: as above, and nobody else looks at them now.
            let dead = match unsafe { &mut *transitions } {
                Transitions::One(_, child) => !live.is_marked(*child),
                Transitions::Many(map) => {
                    map.retain(|_, child| live.is_marked(*child));
                    map.is_empty()
                }
            };
            if dead {
                shape.transitions.set(std::ptr::null_mut());
                // SAFETY: it came from `Box::into_raw` and nothing refers to it any more.
                drop(unsafe { Box::from_raw(transitions) });
            }
            !dead
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::runtime::testing::new_vm;
    use crate::value::Value;

    #[test]
    fn shapes_without_objects_die() {
        let mut vm = new_vm();
        vm.heap.collect();
        let before = (vm.shapes.roots.len(), vm.shapes.parents.len());
        for i in 0..100 {
            let prototype = vm.new_object();
            for j in 0..3 {
                let o = vm.new_object_with_prototype(Some(prototype));
                let key = vm.key_from_str(&format!("p{i}_{j}"));
                vm.set(o, key, Value::TRUE, true).unwrap();
            }
        }
        assert!(vm.shapes.roots.len() >= before.0 + 100);
        // A few may be found on the native stack still.
        vm.heap.collect();
        assert!(vm.shapes.roots.len() < before.0 + 20 && vm.shapes.parents.len() < before.1 + 20);
    }

    #[test]
    fn children_keep_their_parents() {
        let mut vm = new_vm();
        let keys = ["a", "b"].map(|k| vm.key_from_str(k));
        let o = vm.new_object();
        for k in keys {
            vm.set(o, k, Value::TRUE, true).unwrap();
        }
        vm.heap.collect();
        let p = vm.new_object();
        for k in keys {
            vm.set(p, k, Value::TRUE, true).unwrap();
        }
        assert_eq!(vm.shape_of(o), vm.shape_of(p));
    }

    #[test]
    fn tables_are_shared_down_a_chain() {
        let mut vm = new_vm();
        let keys: Vec<_> = (0..20).map(|i| vm.key_from_str(&format!("k{i}"))).collect();
        let o = vm.new_object();
        let mut first = None;
        for k in &keys {
            vm.set(o, *k, Value::TRUE, true).unwrap();
            let table = vm.shape_of(o).table.get();
            assert_eq!(*first.get_or_insert(table), table);
        }
        assert_eq!(vm.shape_of(o).slot_count(), 20);
    }
}
