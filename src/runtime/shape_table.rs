//! Property tables: the ordered list of an object's named properties, with an index by key once it is long.
//!
//! Invariant: a key stands at most once among the live entries. The table of a tree of shapes only grows, and each
//! shape of the tree sees a prefix of it: entry `i` is in slot `i`. The table of a unique shape belongs to one object
//! and may lose entries.

use super::kind::Kind;
use super::property::Attributes;
use super::property_key::PropertyKey;
use hashbrown::HashTable;
use jsrun_gc::{Cell, Gc, Header, Heap, Layout, Marker};

/// Up to this many entries are searched one by one.
const SCAN_LIMIT: usize = 8;

/// A named property: where it is and what may be done to it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Property {
    /// Its key.
    pub key: PropertyKey,
    /// The slot that holds its value, or its accessor pair.
    pub slot: u32,
    /// Its attributes.
    pub attributes: Attributes,
}

#[derive(Default, Clone)]
struct TableData {
    entries: Vec<Property>,
    index: Option<HashTable<u32>>,
    free_slots: Vec<u32>,
    slot_count: u32,
    deleted: usize,
    accounted: usize,
}

/// The cell.
#[repr(C)]
pub struct PropertyTable {
    /// Kind `PropertyTable`.
    pub header: Header,
    data: *mut TableData,
}

// SAFETY: `repr(C)` with the header first; `trace` visits all keys, which are the only references.
unsafe impl Cell for PropertyTable {
    const KIND: u8 = Kind::PropertyTable as u8;
    const LAYOUT: Layout = Layout::Custom(trace);
    const FINALIZE: Option<unsafe fn(usize, &mut Heap)> = Some(finalize);
}

unsafe fn trace(cell: usize, marker: &mut Marker) {
    // SAFETY: the collector passes a live `PropertyTable`, which owns its data.
    let data = unsafe { &*(*std::ptr::with_exposed_provenance::<PropertyTable>(cell)).data };
    for entry in &data.entries {
        if !entry.attributes.has(Attributes::DELETED) {
            marker.visit_word(entry.key.bits());
        }
    }
}

unsafe fn finalize(cell: usize, heap: &mut Heap) {
    // SAFETY: the collector passes a dead `PropertyTable` once; it alone owned its data.
    let data =
        unsafe { Box::from_raw((*std::ptr::with_exposed_provenance::<PropertyTable>(cell)).data) };
    heap.sub_external(data.accounted);
}

fn hash(key: PropertyKey) -> u64 {
    // Cells are 16-byte aligned: the multiplication carries the bits that differ to the top, where the table looks.
    (key.bits() >> 4).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

impl TableData {
    fn position(&self, key: PropertyKey) -> Option<usize> {
        match &self.index {
            Some(index) => {
                index.find(hash(key), |i| self.entries[*i as usize].key == key).map(|i| *i as usize)
            }
            None => self
                .entries
                .iter()
                .position(|e| e.key == key && !e.attributes.has(Attributes::DELETED)),
        }
    }

    fn push(&mut self, property: Property) {
        self.entries.push(property);
        if let Some(index) = &mut self.index {
            let entries = &self.entries;
            index.insert_unique(hash(property.key), entries.len() as u32 - 1, |i| {
                hash(entries[*i as usize].key)
            });
        } else if self.entries.len() > SCAN_LIMIT {
            self.rebuild_index();
        }
    }

    fn rebuild_index(&mut self) {
        let mut index = HashTable::with_capacity(self.entries.len() * 2);
        for (i, e) in self.entries.iter().enumerate() {
            if !e.attributes.has(Attributes::DELETED) {
                index.insert_unique(hash(e.key), i as u32, |i: &u32| {
                    hash(self.entries[*i as usize].key)
                });
            }
        }
        self.index = Some(index);
    }

    fn remove(&mut self, position: usize) {
        let entry = self.entries[position];
        if let Some(index) = &mut self.index
            && let Ok(found) = index.find_entry(hash(entry.key), |i| *i as usize == position)
        {
            found.remove();
        }
        self.entries[position].attributes = Attributes::DELETED;
        self.free_slots.push(entry.slot);
        self.deleted += 1;
        // Amortised: as many deletions came before as entries move now.
        if self.deleted > 8 && self.deleted * 2 > self.entries.len() {
            self.entries.retain(|e| !e.attributes.has(Attributes::DELETED));
            self.deleted = 0;
            self.index = None;
            if self.entries.len() > SCAN_LIMIT {
                self.rebuild_index();
            }
        }
    }

    fn bytes(&self) -> usize {
        size_of::<TableData>()
            + self.entries.capacity() * size_of::<Property>()
            + self.index.as_ref().map_or(0, |i| i.allocation_size())
            + self.free_slots.capacity() * 4
    }
}

impl PropertyTable {
    /// A table with a copy of the first `limit` entries of another.
    pub fn alloc(heap: &mut Heap, from: Option<(Gc<PropertyTable>, usize)>) -> Gc<PropertyTable> {
        let mut data = TableData::default();
        if let Some((table, limit)) = from {
            let old = table.data();
            data.slot_count = if limit < old.entries.len() { limit as u32 } else { old.slot_count };
            data.free_slots = old.free_slots.clone();
            data.entries.reserve(limit.min(old.entries.len()) + 1);
            data.entries.extend(
                old.entries.iter().take(limit).filter(|e| !e.attributes.has(Attributes::DELETED)),
            );
            if data.entries.len() > SCAN_LIMIT {
                data.rebuild_index();
            }
        }
        let accounted = data.bytes();
        data.accounted = accounted;
        let data = Box::into_raw(Box::new(data));
        let cell = heap.alloc(PropertyTable { header: Header::new(PropertyTable::KIND, 0), data });
        heap.add_external(accounted);
        cell
    }

    fn data(&self) -> &TableData {
        // SAFETY: the cell owns its data until it is finalized; exclusive borrows end within the methods below.
        unsafe { &*self.data }
    }

    /// The live entry of a key among the first `limit`.
    #[inline]
    pub fn lookup(&self, key: PropertyKey, limit: usize) -> Option<Property> {
        let data = self.data();
        data.position(key).filter(|i| *i < limit).map(|i| data.entries[i])
    }

    /// How many entries there are, deleted ones included.
    pub fn entry_count(&self) -> usize {
        self.data().entries.len()
    }

    /// How many live properties there are.
    pub fn property_count(&self) -> usize {
        self.data().entries.len() - self.data().deleted
    }

    /// How many slots are in use or free for reuse.
    pub fn slot_count(&self) -> u32 {
        self.data().slot_count
    }

    /// The entry at a position, unless it was deleted.
    pub fn entry(&self, position: usize) -> Option<Property> {
        self.data()
            .entries
            .get(position)
            .copied()
            .filter(|e| !e.attributes.has(Attributes::DELETED))
    }

    fn account(table: Gc<PropertyTable>, heap: &mut Heap) {
        let bytes = table.data().bytes();
        let before = table.data().accounted;
        if bytes > before {
            // SAFETY: as in `data`; no other borrow is alive here.
            unsafe { (*table.data).accounted = bytes };
            heap.add_external(bytes - before);
        }
    }

    /// Appends a property in a free slot and says which. The key is not in the table.
    pub fn add(
        table: Gc<PropertyTable>,
        heap: &mut Heap,
        key: PropertyKey,
        attributes: Attributes,
    ) -> u32 {
        heap.barrier(table.addr());
        // SAFETY: as in `data`; no other borrow is alive here.
        let data = unsafe { &mut *table.data };
        let slot = data.free_slots.pop().unwrap_or_else(|| {
            data.slot_count += 1;
            data.slot_count - 1
        });
        data.push(Property { key, slot, attributes });
        PropertyTable::account(table, heap);
        slot
    }

    /// Removes a property and frees its slot. Only for the table of a unique shape.
    pub fn remove(&self, key: PropertyKey) {
        // SAFETY: as in `data`; no other borrow is alive here.
        let data = unsafe { &mut *self.data };
        if let Some(position) = data.position(key) {
            data.remove(position);
        }
    }

    /// Changes the attributes of a property. Only for a table that one shape alone uses.
    pub fn set_attributes(&self, key: PropertyKey, attributes: Attributes) {
        // SAFETY: as in `data`; no other borrow is alive here.
        let data = unsafe { &mut *self.data };
        if let Some(position) = data.position(key) {
            data.entries[position].attributes = attributes;
        }
    }
}
