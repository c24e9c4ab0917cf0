//! The insertion-ordered hash table of Map and Set, and the cells that own one.
//!
//! Entries lie in the order of insertion; a deleted one stays as a gap until the table is rebuilt. Each entry has a
//! number that only grows, so an iteration remembers the number of the entry it wants next and finds its place again
//! after a rebuilding by binary search.
//!
//! Invariant: two keys are SameValueZero exactly if their canonical words are equal; `numbers` of entries increase
//! with their index; every reference in an entry is traced by the owner.

use crate::runtime::kind::Kind;
use crate::runtime::object::{Object, trace_object};
use crate::runtime::vm::Vm;
use crate::value::Value;
use jsrun_gc::{Cell, Gc, Heap, Layout, Marker};
use std::cell::UnsafeCell;

/// The end of a chain.
const NONE: u32 = u32::MAX;
/// Distinguishes a BigInt's canonical word (the address of its digits as an atom) from a string's.
const BIGINT_MARK: u64 = 2;
/// The canonical word of a string that is an array index: above every address, below every double.
const INDEX_MARK: u64 = 1 << 48;
/// A canonical word that is the address of a cell, possibly marked, is in this range.
const ADDRESSES: std::ops::Range<u64> = 0x1000..INDEX_MARK;

#[derive(Clone, Copy)]
struct Entry {
    /// `HOLE` for a deleted entry.
    key: Value,
    value: Value,
    canonical: u64,
    number: u64,
    next: u32,
}

/// An ordered hash table.
#[derive(Default)]
struct Table {
    entries: Vec<Entry>,
    /// The first entry of each chain; a power of two many, or none.
    buckets: Vec<u32>,
    live: usize,
    next_number: u64,
    accounted: usize,
}

fn bucket_of(canonical: u64, buckets: usize) -> usize {
    let hash = canonical.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (hash ^ hash >> 29) as usize >> 7 & (buckets - 1)
}

impl Table {
    fn find(&self, canonical: u64) -> Option<usize> {
        if self.buckets.is_empty() {
            return None;
        }
        let mut at = self.buckets[bucket_of(canonical, self.buckets.len())];
        while at != NONE {
            let entry = &self.entries[at as usize];
            if entry.canonical == canonical && entry.key != Value::HOLE {
                return Some(at as usize);
            }
            at = entry.next;
        }
        None
    }

    /// Drops the gaps and gives the chains room for twice the live entries.
    fn rebuild(&mut self) {
        self.entries.retain(|e| e.key != Value::HOLE);
        let size = (self.live * 2).next_power_of_two().max(8);
        self.buckets.clear();
        self.buckets.resize(size, NONE);
        self.buckets.shrink_to(size);
        for i in 0..self.entries.len() {
            self.link(i);
        }
    }

    fn link(&mut self, index: usize) {
        let bucket = bucket_of(self.entries[index].canonical, self.buckets.len());
        self.entries[index].next = self.buckets[bucket];
        self.buckets[bucket] = index as u32;
    }

    fn insert(&mut self, canonical: u64, key: Value, value: Value) {
        if let Some(found) = self.find(canonical) {
            self.entries[found].value = value;
            return;
        }
        if self.entries.len() >= self.buckets.len() {
            self.rebuild();
        }
        let number = self.next_number;
        self.next_number += 1;
        self.entries.push(Entry { key, value, canonical, number, next: NONE });
        self.link(self.entries.len() - 1);
        self.live += 1;
    }

    fn remove(&mut self, canonical: u64) -> bool {
        let Some(found) = self.find(canonical) else { return false };
        let entry = &mut self.entries[found];
        entry.key = Value::HOLE;
        entry.value = Value::HOLE;
        entry.canonical = 0;
        self.live -= 1;
        // Chains were built with the old canonical word; the gap stays linked until the next rebuilding.
        if self.entries.len() > 32 && self.live * 4 < self.entries.len() {
            self.rebuild();
            self.entries.shrink_to(self.live * 2);
        }
        true
    }

    fn bytes(&self) -> usize {
        self.entries.capacity() * size_of::<Entry>() + self.buckets.capacity() * size_of::<u32>()
    }
}

/// An object that owns an ordered hash table: a Map or a Set.
#[repr(C)]
pub struct Keyed<const KIND: u8> {
    object: Object,
    table: UnsafeCell<Table>,
}

/// A Map object.
pub type MapObject = Keyed<{ Kind::Map as u8 }>;
/// A Set object. The values of its entries are its keys.
pub type SetObject = Keyed<{ Kind::Set as u8 }>;

// SAFETY: `repr(C)` and begins with `Object`; `trace` visits its references and those of every entry; the finalizer
// drops the table.
unsafe impl<const K: u8> Cell for Keyed<K> {
    const KIND: u8 = K;
    const LAYOUT: Layout = Layout::Custom(trace);
    const FINALIZE: Option<unsafe fn(usize, &mut Heap)> = Some(finalize);
}

unsafe fn trace(cell: usize, marker: &mut Marker) {
    // SAFETY: the collector passes a live Map or Set, both laid out alike, whose table nobody changes meanwhile.
    unsafe {
        trace_object(cell, marker);
        let keyed = &*std::ptr::with_exposed_provenance::<MapObject>(cell);
        for entry in &(*keyed.table.get()).entries {
            marker.visit(entry.key);
            marker.visit(entry.value);
            if ADDRESSES.contains(&entry.canonical) {
                marker.visit_word(entry.canonical & !BIGINT_MARK);
            }
        }
    }
}

unsafe fn finalize(cell: usize, heap: &mut Heap) {
    // SAFETY: the collector passes a dead Map or Set once; its table is dropped here only.
    let table = unsafe {
        let keyed = &*std::ptr::with_exposed_provenance::<MapObject>(cell);
        std::mem::take(&mut *keyed.table.get())
    };
    heap.sub_external(table.accounted);
}

/// Where an iteration over a table is.
#[derive(Clone, Copy, Default)]
pub struct Cursor {
    /// The number of the least entry that has not been visited.
    number: u64,
    /// Where it was when last looked.
    index: usize,
}

/// CanonicalizeKeyedCollectionKey (https://tc39.es/ecma262/#sec-canonicalizekeyedcollectionkey)
pub fn canonical_key(value: Value) -> Value {
    match value.to_number() {
        Some(0.0) => Value::int(0),
        Some(n) => Value::number(n),
        None => value,
    }
}

/// A word that is equal for two canonical keys exactly if they are SameValueZero.
fn canonical_word(vm: &mut Vm, key: Value) -> u64 {
    if let Some(string) = key.as_string() {
        let key = vm.string_key(string);
        return match key.as_index() {
            Some(index) => INDEX_MARK | index as u64,
            None => key.bits(),
        };
    }
    if let Some(bigint) = key.as_bigint() {
        let digits = vm.bigint_to_string(bigint, 32);
        let suffix = vm.strings.char(b'n');
        // The digits of the longest BigInt and one more character are far from the limit of strings.
        let digits = vm.concat(digits, suffix).unwrap_or(suffix);
        return vm.string_key(digits).bits() | BIGINT_MARK;
    }
    key.bits()
}

impl<const K: u8> Keyed<K> {
    /// An empty table in a new object.
    pub fn new(object: Object) -> Keyed<K> {
        Keyed { object, table: UnsafeCell::new(Table::default()) }
    }

    fn table(&self) -> &Table {
        // SAFETY: exclusive borrows live only inside `change`, which calls nothing that reads the table.
        unsafe { &*self.table.get() }
    }

    fn change<R>(vm: &mut Vm, this: Gc<Self>, change: impl FnOnce(&mut Table) -> R) -> R {
        vm.heap.barrier(this.addr());
        // SAFETY: `change` is a closure of this file that touches nothing but the table.
        let (result, before, after) = unsafe {
            let table = &mut *this.table.get();
            let result = change(table);
            let now = table.bytes();
            let before = std::mem::replace(&mut table.accounted, now);
            (result, before, table.accounted)
        };
        if after > before {
            vm.heap.add_external(after - before);
            // A script that does nothing but fill a table makes no cell, where a due collection would happen.
            if vm.heap.should_collect() {
                vm.heap.collect();
            }
        } else if after < before {
            vm.heap.sub_external(before - after);
        }
        result
    }

    /// How many entries it has.
    #[allow(clippy::len_without_is_empty, reason = "the library asks for the size only")]
    pub fn len(&self) -> usize {
        self.table().live
    }

    /// The value of a key.
    pub fn get(vm: &mut Vm, this: Gc<Self>, key: Value) -> Option<Value> {
        let word = canonical_word(vm, canonical_key(key));
        let table = this.table();
        table.find(word).map(|i| table.entries[i].value)
    }

    /// Has it the key?
    pub fn has(vm: &mut Vm, this: Gc<Self>, key: Value) -> bool {
        Self::get(vm, this, key).is_some()
    }

    /// Sets the value of a key.
    pub fn insert(vm: &mut Vm, this: Gc<Self>, key: Value, value: Value) {
        let key = canonical_key(key);
        let word = canonical_word(vm, key);
        Self::change(vm, this, |table| table.insert(word, key, value));
    }

    /// Removes a key; was it there?
    pub fn remove(vm: &mut Vm, this: Gc<Self>, key: Value) -> bool {
        let word = canonical_word(vm, canonical_key(key));
        Self::change(vm, this, |table| table.remove(word))
    }

    /// Removes everything. Iterations go on with what is inserted later.
    pub fn clear(vm: &mut Vm, this: Gc<Self>) {
        Self::change(vm, this, |table| {
            table.entries = Vec::new();
            table.buckets = Vec::new();
            table.live = 0;
        });
    }

    /// The next entry of an iteration.
    pub fn next(&self, cursor: &mut Cursor) -> Option<(Value, Value)> {
        let entries = &self.table().entries;
        let fits = |i: usize| {
            entries.get(i).is_none_or(|e| e.number >= cursor.number)
                && (i == 0 || entries.get(i - 1).is_some_and(|e| e.number < cursor.number))
        };
        if !fits(cursor.index) {
            cursor.index = entries.partition_point(|e| e.number < cursor.number);
        }
        while let Some(entry) = entries.get(cursor.index) {
            cursor.index += 1;
            cursor.number = entry.number + 1;
            if entry.key != Value::HOLE {
                return Some((entry.key, entry.value));
            }
        }
        None
    }
}
