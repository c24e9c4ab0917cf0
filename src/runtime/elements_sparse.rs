//! Sparse elements: an ordered map from index to value and attributes.
//!
//! Invariant: the map is changed only by the methods here, which tell the collector of what they store.

use super::kind::Kind;
use super::property::Attributes;
use super::vm::Vm;
use crate::value::Value;
use jsrun_gc::{Cell, Gc, Header, Heap, Layout, Marker};
use std::collections::BTreeMap;

/// What is at an index.
#[derive(Clone, Copy, Debug)]
pub struct SparseElement {
    /// The value, or an `Accessor` cell.
    pub value: Value,
    /// The attributes.
    pub attributes: Attributes,
}

/// The cell.
#[repr(C)]
pub struct SparseElements {
    /// Kind `SparseElements`.
    pub header: Header,
    map: *mut BTreeMap<u32, SparseElement>,
}

/// What an entry is taken to weigh.
const ENTRY_BYTES: usize = 32;
/// How many entries may come before the limit of memory is looked at.
const ENTRIES_PER_CELL: usize = 1024;

// SAFETY: `repr(C)` with the header first; `trace` visits every value of the map that the cell owns.
unsafe impl Cell for SparseElements {
    const KIND: u8 = Kind::SparseElements as u8;
    const LAYOUT: Layout = Layout::Custom(trace);
    const FINALIZE: Option<unsafe fn(usize, &mut Heap)> = Some(finalize);
}

unsafe fn trace(cell: usize, marker: &mut Marker) {
    // SAFETY: the collector passes a live `SparseElements`.
    let map = unsafe { &*(*std::ptr::with_exposed_provenance::<SparseElements>(cell)).map };
    for element in map.values() {
        marker.visit(element.value);
    }
}

unsafe fn finalize(cell: usize, heap: &mut Heap) {
    // SAFETY: the collector passes a dead `SparseElements` once; it alone owned its map.
    let map =
        unsafe { Box::from_raw((*std::ptr::with_exposed_provenance::<SparseElements>(cell)).map) };
    heap.sub_external(map.len() * ENTRY_BYTES);
}

impl SparseElements {
    pub(super) fn alloc(heap: &mut Heap) -> Gc<SparseElements> {
        let map = Box::into_raw(Box::default());
        heap.alloc(SparseElements { header: Header::new(SparseElements::KIND, 0), map })
    }

    fn map(&self) -> &BTreeMap<u32, SparseElement> {
        // SAFETY: the cell owns its map; exclusive borrows end within the methods here.
        unsafe { &*self.map }
    }

    /// How many elements there are.
    pub fn len(&self) -> usize {
        self.map().len()
    }

    /// Are there none?
    pub fn is_empty(&self) -> bool {
        self.map().is_empty()
    }

    /// What is at an index.
    pub fn get(&self, index: u32) -> Option<SparseElement> {
        self.map().get(&index).copied()
    }

    /// The elements in ascending order. They must not change meanwhile.
    pub fn iter(&self) -> impl Iterator<Item = (u32, SparseElement)> + '_ {
        self.map().iter().map(|(i, e)| (*i, *e))
    }

    /// The least index of at least `from` that has an element.
    pub fn next_index(&self, from: u32) -> Option<u32> {
        self.map().range(from..).next().map(|(i, _)| *i)
    }

    /// The greatest index that has an element.
    pub fn last_index(&self) -> Option<u32> {
        self.map().last_key_value().map(|(i, _)| *i)
    }

    pub(super) fn all_plain(&self) -> bool {
        self.map().values().all(|e| e.attributes == Attributes::ALL)
    }
}

impl Vm {
    /// Stores an element with its attributes.
    pub(super) fn sparse_insert(
        &mut self,
        sparse: Gc<SparseElements>,
        index: u32,
        value: Value,
        attributes: Attributes,
    ) {
        self.heap.barrier(sparse.addr());
        // SAFETY: as in `map`; no other borrow is alive here.
        let old = unsafe { (*sparse.map).insert(index, SparseElement { value, attributes }) };
        if old.is_none() {
            self.heap.add_external(ENTRY_BYTES);
            if sparse.len().is_multiple_of(ENTRIES_PER_CELL) {
                // Only the allocation of a cell looks whether the memory accounted outside is too much.
                Vm::new_empty_elements(&mut self.heap);
            }
        }
    }

    /// Removes an element.
    pub(super) fn sparse_remove(&mut self, sparse: Gc<SparseElements>, index: u32) {
        // SAFETY: as in `map`; no other borrow is alive here.
        if unsafe { (*sparse.map).remove(&index) }.is_some() {
            self.heap.sub_external(ENTRY_BYTES);
        }
    }

    /// Closes all elements as far as an integrity level asks.
    pub(super) fn sparse_close(
        &mut self,
        sparse: Gc<SparseElements>,
        level: super::shape::IntegrityLevel,
    ) {
        // SAFETY: as in `map`; no other borrow is alive here.
        for element in unsafe { (*sparse.map).values_mut() } {
            element.attributes = level.apply(element.attributes);
        }
    }
}
