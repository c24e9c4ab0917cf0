//! Weak references: [`WeakCell`], and [`EphemeronTable`] for maps with weak keys.
//!
//! Invariant of marking with ephemerons: a value whose key is not marked waits in [`Watchers`], and
//! the key's header says that it is watched; tracing the key visits what waits. Each entry of a table
//! is looked at once for each collection, whatever the chains between tables.

use crate::cell::{Cell, Gc, Header, Layout, is_cell_word};
use crate::heap::Heap;
use crate::mark::Marker;
use std::cell::{Cell as Plain, UnsafeCell};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ptr::with_exposed_provenance;

/// A reference that does not keep its target alive.
#[repr(C)]
pub struct WeakCell {
    header: Header,
    target: Plain<u64>,
}

// SAFETY: `repr(C)` with the header first; the target is no strong reference.
unsafe impl Cell for WeakCell {
    const KIND: u8 = 255;
    const LAYOUT: Layout = Layout::Custom(trace_weak);
}

unsafe fn trace_weak(cell: usize, marker: &mut Marker) {
    marker.weak.push(cell);
}

impl WeakCell {
    /// A weak reference to what a traced word refers to.
    pub fn new(heap: &mut Heap, target: u64) -> Gc<WeakCell> {
        let cell = WeakCell { header: Header::new(WeakCell::KIND, 0), target: Plain::new(target) };
        heap.alloc(cell)
    }
    /// The target; `None` after its death or [`WeakCell::clear`].
    pub fn target(&self) -> Option<u64> {
        Some(self.target.get()).filter(|&word| word != 0)
    }
    /// Forgets the target.
    pub fn clear(&self) {
        self.target.set(0);
    }
    /// The header, whose spare and aux bits are the runtime's.
    pub fn header(&self) -> &Header {
        &self.header
    }
    pub(crate) fn clear_if_dead(&self, marker: &Marker) {
        let target = self.target.get();
        if is_cell_word(target) && !marker.is_marked(target as usize) {
            self.clear();
        }
    }
}

#[derive(Clone, Copy)]
struct Entry {
    /// 0: empty.
    key: u64,
    value: u64,
}

const EMPTY: Entry = Entry { key: 0, value: 0 };

/// A map from cells to traced words that keeps neither: an entry's value lives while both the table
/// and the key do, and the entry goes with the key. Open addressing by the key's address.
#[repr(C)]
pub struct EphemeronTable {
    header: Header,
    len: Plain<usize>,
    /// A power of two, or empty.
    entries: UnsafeCell<Vec<Entry>>,
}

// SAFETY: `repr(C)` with the header first; the trace function sees every entry; the finalizer frees
// the vector.
unsafe impl Cell for EphemeronTable {
    const KIND: u8 = 254;
    const LAYOUT: Layout = Layout::Custom(trace_table);
    const FINALIZE: Option<unsafe fn(usize, &mut Heap)> = Some(finalize_table);
}

unsafe fn trace_table(cell: usize, marker: &mut Marker) {
    marker.tables.push(cell);
    // SAFETY: the cell is a table, and nothing changes it during a collection.
    let table = unsafe { &*with_exposed_provenance::<EphemeronTable>(cell) };
    for (key, value) in table.iter() {
        marker.visit_ephemeron(key, value);
    }
}

unsafe fn finalize_table(cell: usize, heap: &mut Heap) {
    // SAFETY: the cell is a dead table, finalized once.
    let table = unsafe { &*with_exposed_provenance::<EphemeronTable>(cell) };
    heap.sub_external(bytes(&table.replace(Vec::new())));
}

fn bytes(entries: &[Entry]) -> usize {
    size_of_val(entries)
}

/// Where the search for a key starts in a table of `capacity` entries.
fn start(key: u64, capacity: usize) -> usize {
    let hash = (key >> 4).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (hash >> 32) as usize & (capacity - 1)
}

/// The place of a key, or the empty place where it belongs. The table has an empty place.
fn find(entries: &[Entry], key: u64) -> usize {
    let mut index = start(key, entries.len());
    while entries[index].key != key && entries[index].key != 0 {
        index = (index + 1) & (entries.len() - 1);
    }
    index
}

/// A copy with another capacity, of the entries that are kept.
fn rebuilt(old: &[Entry], capacity: usize, keep: impl Fn(u64) -> bool) -> Vec<Entry> {
    let mut new = vec![EMPTY; capacity];
    for entry in old.iter().filter(|entry| entry.key != 0 && keep(entry.key)) {
        let index = find(&new, entry.key);
        new[index] = *entry;
    }
    new
}

impl EphemeronTable {
    /// An empty table.
    pub fn new(heap: &mut Heap) -> Gc<EphemeronTable> {
        heap.alloc(EphemeronTable {
            header: Header::new(EphemeronTable::KIND, 0),
            len: Plain::new(0),
            entries: UnsafeCell::new(Vec::new()),
        })
    }

    /// The entries. Callers drop the slice before anything can change the table.
    fn entries(&self) -> &[Entry] {
        // SAFETY: the vector changes only in `replace` and `with_entries`, which call nothing else.
        unsafe { &*self.entries.get() }
    }
    fn with_entries<R>(&self, change: impl FnOnce(&mut [Entry]) -> R) -> R {
        // SAFETY: no slice of `entries` is held by our callers, and `change` is a closure of this
        // file that touches nothing but the slice.
        change(unsafe { &mut *self.entries.get() })
    }
    fn replace(&self, new: Vec<Entry>) -> Vec<Entry> {
        // SAFETY: as above.
        unsafe { std::mem::replace(&mut *self.entries.get(), new) }
    }

    /// The number of entries, those included whose keys are dead but not yet collected.
    pub fn len(&self) -> usize {
        self.len.get()
    }
    /// Has it no entry?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// The bytes outside the heap that it accounts.
    pub fn external_bytes(&self) -> usize {
        bytes(self.entries())
    }
    /// The value of a key.
    pub fn get(&self, key: u64) -> Option<u64> {
        let entries = self.entries();
        if entries.is_empty() || key == 0 {
            return None;
        }
        let entry = entries[find(entries, key)];
        (entry.key == key).then_some(entry.value)
    }
    /// Has it this key?
    pub fn contains(&self, key: u64) -> bool {
        self.get(key).is_some()
    }
    /// Sets the value of a key, which must be a cell. Never a safepoint.
    pub fn insert(&self, heap: &mut Heap, key: u64, value: u64) {
        assert!(is_cell_word(key), "the key of an ephemeron is a cell");
        heap.barrier((&raw const *self).expose_provenance());
        let capacity = self.entries().len();
        if (self.len() + 1) * 4 > capacity * 3 {
            let new = rebuilt(self.entries(), (capacity * 2).max(8), |_| true);
            let grown = bytes(&new) - bytes(self.entries());
            self.replace(new);
            heap.add_external(grown);
        }
        let added = self.with_entries(|entries| {
            let index = find(entries, key);
            let added = entries[index].key == 0;
            entries[index] = Entry { key, value };
            added
        });
        self.len.set(self.len() + added as usize);
    }
    /// Removes a key; was it there?
    pub fn remove(&self, key: u64) -> bool {
        if !self.contains(key) {
            return false;
        }
        self.with_entries(|entries| {
            // Entries that follow move back, as far as their own starting places allow.
            let mask = entries.len() - 1;
            let mut hole = find(entries, key);
            let mut next = hole;
            loop {
                next = (next + 1) & mask;
                if entries[next].key == 0 {
                    break;
                }
                let from = start(entries[next].key, entries.len());
                if next.wrapping_sub(from) & mask >= next.wrapping_sub(hole) & mask {
                    entries[hole] = entries[next];
                    hole = next;
                }
            }
            entries[hole] = EMPTY;
        });
        self.len.set(self.len() - 1);
        true
    }
    /// Removes all entries.
    pub fn clear(&self, heap: &mut Heap) {
        self.len.set(0);
        heap.sub_external(bytes(&self.replace(Vec::new())));
    }
    /// The entries as they are now, in no particular order. The table must not change meanwhile in
    /// more than values; if it does, entries may be missed or seen twice.
    pub fn iter(&self) -> impl Iterator<Item = (u64, u64)> + '_ {
        let mut index = 0;
        std::iter::from_fn(move || {
            while let Some(&entry) = self.entries().get(index) {
                index += 1;
                if entry.key != 0 {
                    return Some((entry.key, entry.value));
                }
            }
            None
        })
    }

    /// Removes the entries of dead keys; returns the bytes freed.
    pub(crate) fn prune(&self, marker: &Marker) -> usize {
        let alive = |key: u64| marker.is_marked(key as usize);
        let old = self.entries();
        let live = self.iter().filter(|&(key, _)| alive(key)).count();
        if live == self.len() {
            return 0;
        }
        let capacity = if live == 0 { 0 } else { (live * 2).next_power_of_two().max(8) };
        let new = rebuilt(old, capacity.min(old.len()), alive);
        self.len.set(live);
        let freed = bytes(old) - bytes(&new);
        self.replace(new);
        freed
    }
}

/// Values that wait for their keys to be marked.
#[derive(Default)]
pub(crate) struct Watchers {
    first: HashMap<usize, u32, BuildHasherDefault<AddressHasher>>,
    /// A value and the index of the next for the same key, plus one; 0 ends.
    chain: Vec<(u64, u32)>,
}

impl Watchers {
    pub(crate) fn watch(&mut self, key: usize, value: u64) {
        let index = self.chain.len() as u32 + 1;
        let next = self.first.insert(key, index).unwrap_or(0);
        self.chain.push((value, next));
    }
    /// Takes a key's chain.
    pub(crate) fn start(&mut self, key: usize) -> u32 {
        self.first.remove(&key).unwrap_or(0)
    }
    /// The value at a place of a chain, and the next place.
    pub(crate) fn get(&self, place: u32) -> Option<(u64, u32)> {
        self.chain.get((place as usize).checked_sub(1)?).copied()
    }
    pub(crate) fn clear(&mut self) {
        self.first = HashMap::default();
        self.chain = Vec::new();
    }
}

/// Multiplicative hashing of addresses.
#[derive(Default)]
pub(crate) struct AddressHasher(u64);

impl Hasher for AddressHasher {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_usize(byte as usize);
        }
    }
    fn write_usize(&mut self, value: usize) {
        let mixed = (self.0 ^ value as u64 >> 4).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 = mixed ^ mixed >> 32;
    }
}
