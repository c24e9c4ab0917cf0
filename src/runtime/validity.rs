//! Validity cells: whether a prototype chain still is as caches saw it.
//!
//! A cell stands for the chain that begins at one prototype. It is made when a cache first depends on that chain, and
//! each object of the chain is then *guarded*: its shape becomes its own, so that every addition to it is seen, and any
//! change to which properties it has, to their attributes or to its prototype makes all cells invalid that depend
//! on it. A change of a data property's value does not: caches read the slot.
//!
//! Invariant: a valid cell is in the table; an invalid one never becomes valid again.

use super::kind::Kind;
use super::object::{Object, object_flags};
use super::vm::Vm;
use crate::faults::{Fault, planted};
use jsrun_gc::{Cell, Gc, Header, Heap, Layout, Liveness, Marker};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::Cell as StdCell;

/// The cell.
#[repr(C)]
pub struct Validity {
    /// Kind `Validity`.
    pub header: Header,
    /// 1 while the chain is as it was, 0 afterwards.
    pub valid: StdCell<u64>,
}

/// Where machine code finds [`Validity::valid`].
pub const VALIDITY_VALID: usize = 8;
const _: () = assert!(std::mem::offset_of!(Validity, valid) == VALIDITY_VALID);

// SAFETY: `repr(C)` with the header first; it holds no reference.
unsafe impl Cell for Validity {
    const KIND: u8 = Kind::Validity as u8;
    const LAYOUT: Layout = Layout::Leaf;
}

impl Validity {
    /// A valid cell.
    pub(super) fn new(heap: &mut Heap) -> Gc<Validity> {
        heap.alloc(Validity { header: Header::new(Validity::KIND, 0), valid: StdCell::new(1) })
    }
}

/// The valid cells, and which objects they depend on: part of the [`Vm`].
#[derive(Default)]
pub struct ValidityTable {
    /// The cell of the chain that begins at an object.
    chains: FxHashMap<usize, Gc<Validity>>,
    /// For each guarded object, the beginnings of the chains that it is on.
    dependents: FxHashMap<usize, FxHashSet<usize>>,
}

impl ValidityTable {
    /// Valid cells live as long as the prototype they stand for: caches refer to them weakly.
    pub(super) fn trace(&self, marker: &mut Marker) {
        self.chains.values().for_each(|cell| marker.visit(*cell));
    }

    /// Forgets chains whose beginning died. An object of a chain lives as long as its beginning.
    pub(super) fn after_mark(&mut self, live: &Liveness) {
        self.chains.retain(|start, _| live.is_marked(*start));
        self.dependents.retain(|object, starts| {
            starts.retain(|start| live.is_marked(*start));
            live.is_marked(*object) && !starts.is_empty()
        });
    }
}

impl Vm {
    /// The cell of the chain that begins at a prototype; `None` if some object on it cannot be guarded.
    pub(super) fn chain_validity(&mut self, prototype: Gc<Object>) -> Option<Gc<Validity>> {
        if let Some(cell) = self.validity.chains.get(&prototype.addr()) {
            return Some(*cell);
        }
        let mut next = Some(prototype);
        while let Some(object) = next {
            if object.kind() == Kind::Proxy as u8 || object.kind() == Kind::ModuleNamespace as u8 {
                return None;
            }
            next = self.prototype(object);
        }
        let cell = Validity::new(&mut self.heap);
        let mut next = Some(prototype);
        while let Some(object) = next {
            self.make_unique(object);
            object.set_flag(object_flags::GUARDED);
            self.validity.dependents.entry(object.addr()).or_default().insert(prototype.addr());
            next = self.prototype(object).filter(|_| !planted(Fault::CacheFirstOfChain));
        }
        self.validity.chains.insert(prototype.addr(), cell);
        Some(cell)
    }

    /// To be called before the structure of an object changes.
    #[inline(always)]
    pub(super) fn structure_changes(&mut self, object: Gc<Object>) {
        if object.has_flag(object_flags::GUARDED) && !planted(Fault::CacheNoInvalidation) {
            self.invalidate(object);
        }
    }

    #[cold]
    fn invalidate(&mut self, object: Gc<Object>) {
        object.clear_flag(object_flags::GUARDED);
        for start in self.validity.dependents.remove(&object.addr()).unwrap_or_default() {
            if let Some(cell) = self.validity.chains.remove(&start) {
                cell.valid.set(0);
            }
        }
    }
}
