//! The primitives of `primitives/property.rs`, on caches made by hand and real objects.

use super::*;
use crate::handlers::operand::Cache;
use crate::handlers::primitives::meaning as m;
use crate::handlers::primitives::property::*;
use crate::handlers::primitives::types::emit_as_object;
use crate::runtime::cache::{CACHE_ENTRIES, CacheEntry, InlineCache};
use crate::runtime::global::GlobalBinding;
use crate::runtime::object::Object;
use crate::runtime::storage::slot_offset;
use crate::runtime::validity::Validity;
use jsrun_gc::{Cell, Header, Slot};
use std::cell::Cell as StdCell;

type Find = fn(&mut Emitter<'_>, Label, Pointer, CacheAddress) -> Pointer;
type FindMeaning = unsafe fn(*mut Object, Cache) -> Option<*mut CacheEntry>;
type EntryTest = fn(&mut Emitter<'_>, Label, Pointer);
type EntryMeaning = unsafe fn(*mut CacheEntry) -> bool;

/// A cache without entries, and its address.
fn empty_cache() -> (Box<InlineCache>, CacheAddress) {
    let cache =
        Box::new(InlineCache::new(crate::runtime::property_key::PropertyKey::from_index(0)));
    let address = CacheAddress((&raw const *cache).expose_provenance() as u64);
    (cache, address)
}

fn pointer(v: Value) -> *mut Object {
    std::ptr::with_exposed_provenance_mut(v.address())
}

/// An object with so many properties, and the names of them in order.
fn object_with(h: &mut Harness, count: u32) -> Value {
    let object = h.vm.new_object();
    for i in 0..count {
        let key = h.vm.key_from_str(&format!("p{i}"));
        let value = Value::int(1000 + i as i32);
        h.vm.create_data_property_or_throw(object, key, value).expect("room for a property");
    }
    Value::cell(object)
}

/// Emits the first entry of the cache, which is about the object in the first operand.
fn first(e: &mut Emitter<'_>, no: Label, v: Val, cache: CacheAddress) -> (Pointer, Pointer) {
    let o = emit_as_object(e, no, v);
    let entry = emit_first_entry(e, no, o, cache);
    (o, entry)
}

#[test]
fn entries_are_found_by_shape() {
    let mut h = Harness::new();
    let o = object_with(&mut h, 3);
    // SAFETY: the object is alive.
    let shape = unsafe { (*pointer(o)).header.aux() };
    let all: [(Find, FindMeaning); 2] =
        [(emit_first_entry, m::first_entry), (emit_find_entry, m::find_entry)];
    for at in 0..=CACHE_ENTRIES {
        let (mut cache, address) = empty_cache();
        for (i, entry) in cache.entries.iter_mut().enumerate() {
            entry.shape = if i == at { shape } else { 1 + i as u32 };
        }
        for (emit, meaning) in all {
            for known in KNOWN {
                for register in [4, 19] {
                    let answer = h.run(&[o], &[register], known, &mut |e, no, v| {
                        let o = emit_as_object(e, no, v[0]);
                        let entry = emit(e, no, o, address);
                        answer_pointer(e, entry);
                    });
                    // SAFETY: object and cache are alive.
                    let expected = unsafe { meaning(pointer(o), Cache(&raw mut *cache)) };
                    assert_eq!(answer, expected.map_or(NO, |p| p as u64), "{at} {known:?}");
                }
            }
        }
    }
}

#[test]
fn caches_of_private_names() {
    let mut h = Harness::new();
    let (name, other) = (object_with(&mut h, 0), object_with(&mut h, 0));
    // SAFETY: any cell will do for a key that is only compared.
    let key = unsafe { crate::runtime::property_key::PropertyKey::from_cell_unchecked(name) };
    let mut cache = Box::new(InlineCache::new(key));
    let address = CacheAddress((&raw const *cache).expose_provenance() as u64);
    for v in [name, other] {
        for known in KNOWN {
            let answer = h.run(&[v], &[6], known, &mut |e, no, v| {
                emit_is_cache_of(e, no, address, v[0]);
                answer_yes(e);
            });
            // SAFETY: the cache is alive.
            assert_eq!(answer != NO, unsafe { m::is_cache_of(Cache(&raw mut *cache), v) });
        }
    }
}

#[test]
fn tests_of_entries() {
    let mut h = Harness::new();
    let (o, other) = (object_with(&mut h, 3), object_with(&mut h, 1));
    let valid = |h: &mut Harness, word| {
        let header = Header::new(Validity::KIND, 0);
        h.vm.heap.alloc(Validity { header, valid: StdCell::new(word) })
    };
    let cells = [valid(&mut h, 1), valid(&mut h, 0)];
    let all: [(&str, EntryTest, EntryMeaning); 4] = [
        ("is_own", emit_is_own, m::is_own),
        ("is_replacement", emit_is_replacement, m::is_replacement),
        ("is_addition", emit_is_addition, m::is_addition),
        ("is_valid", emit_is_valid, m::is_valid),
    ];
    let (mut cache, address) = empty_cache();
    // SAFETY: the object is alive.
    cache.entries[0].shape = unsafe { (*pointer(o)).header.aux() };
    for holder in [0, 77, other.bits()] {
        for cell in cells {
            (cache.entries[0].holder, cache.entries[0].validity) = (holder, cell.to_word());
            let entry = &raw mut cache.entries[0];
            for known in KNOWN {
                for (name, emit, meaning) in all {
                    let answer = h.run(&[o], &[5], known, &mut |e, no, v| {
                        let (_, entry) = first(e, no, v[0], address);
                        emit(e, no, entry);
                        answer_yes(e);
                    });
                    // SAFETY: the entry's cells are alive.
                    let expected = unsafe { meaning(entry) };
                    assert_eq!(answer != NO, expected, "{name} {holder:x} {known:?}");
                }
                let answer = h.run(&[o], &[5], known, &mut |e, no, v| {
                    let (_, entry) = first(e, no, v[0], address);
                    let p = emit_holder(e, no, entry);
                    answer_pointer(e, p);
                });
                // SAFETY: as above.
                assert_eq!(answer, unsafe { m::holder(entry) } as u64);
            }
        }
    }
}

/// Slots within the object and out of line, through an entry that names their offset.
#[test]
fn slots() {
    let mut h = Harness::new();
    let count = 30;
    let (o, larger) = (object_with(&mut h, count), object_with(&mut h, count + 1));
    let (mut cache, address) = empty_cache();
    // SAFETY: both objects are alive throughout; the slots are theirs.
    unsafe {
        let shape = (*pointer(o)).header.aux();
        cache.entries[0].shape = shape;
        cache.entries[0].holder = (*pointer(larger)).header.aux() as u64;
        let inline = jsrun_gc::Gc::<Object>::from_addr(o.address()).inline_capacity() as u32;
        assert!(inline < count, "some slots are out of line");
        for slot in 0..count {
            cache.entries[0].offset = slot_offset(inline, slot);
            let entry = &raw mut cache.entries[0];
            for known in KNOWN {
                let answer = h.run(&[o], &[5], known, &mut |e, no, v| {
                    let (o, entry) = first(e, no, v[0], address);
                    emit_load_slot(e, no, o, entry);
                });
                assert_eq!(answer, m::load_slot(pointer(o), entry).bits(), "slot {slot} {known:?}");
                for (stored, registers) in [(Value::int(slot as i32), [5, 6]), (o, [5, 5])] {
                    h.run(&[o, stored], &registers, known, &mut |e, no, v| {
                        let (o, entry) = first(e, no, v[0], address);
                        emit_store_slot(e, no, o, entry, v[v.len() - 1]);
                        answer_yes(e);
                    });
                    assert_eq!(m::load_slot(pointer(o), entry), stored, "slot {slot} {known:?}");
                    assert_eq!((*pointer(o)).header.aux(), shape, "the shape stays");
                }
                let restored = Value::int(1000 + slot as i32);
                h.run(&[o, restored], &[5, 6], known, &mut |e, no, v| {
                    let (o, entry) = first(e, no, v[0], address);
                    emit_store_new_slot(e, no, o, entry, v[1]);
                    answer_yes(e);
                });
                assert_eq!(m::load_slot(pointer(o), entry), restored);
                assert_eq!((*pointer(o)).header.aux() as u64, (*entry).holder, "the shape changes");
                // The meaning does the same from the same beginning.
                (*pointer(o)).header.set_aux(shape);
                m::store_new_slot(pointer(o), entry, restored);
                assert_eq!((*pointer(o)).header.aux() as u64, (*entry).holder);
                (*pointer(o)).header.set_aux(shape);
            }
        }
    }
}

#[test]
fn global_bindings() {
    let mut h = Harness::new();
    let o = object_with(&mut h, 1);
    let (mut cache, address) = empty_cache();
    let header = Header::new(GlobalBinding::KIND, 1);
    let binding = h.vm.heap.alloc(GlobalBinding { header, value: Slot::new(Value::UNDEFINED) });
    // SAFETY: object, binding and cache are alive throughout.
    unsafe {
        cache.entries[0].shape = (*pointer(o)).header.aux();
        cache.entries[0].holder = binding.to_word();
        let entry = &raw mut cache.entries[0];
        for stored in [Value::UNINITIALIZED, Value::UNDEFINED, Value::double(2.5), o] {
            m::store_binding(entry, stored);
            for known in KNOWN {
                let answer = h.run(&[o], &[7], known, &mut |e, no, v| {
                    let (_, entry) = first(e, no, v[0], address);
                    emit_load_binding(e, no, entry);
                });
                assert_eq!(answer, m::load_binding(entry).bits(), "{stored:?} {known:?}");
                let answer = h.run(&[o], &[7], known, &mut |e, no, v| {
                    let (_, entry) = first(e, no, v[0], address);
                    emit_can_store_binding(e, no, entry);
                    answer_yes(e);
                });
                assert_eq!(answer != NO, m::can_store_binding(entry), "{stored:?} {known:?}");
                for (value, registers) in [(Value::int(5), [7, 8]), (o, [7, 7])] {
                    h.run(&[o, value], &registers, known, &mut |e, no, v| {
                        let (_, entry) = first(e, no, v[0], address);
                        emit_store_binding(e, no, entry, v[v.len() - 1]);
                        answer_yes(e);
                    });
                    assert_eq!(m::load_binding(entry), value);
                }
                m::store_binding(entry, stored);
            }
        }
        let answer = h.run(&[], &[], Known::Nothing, &mut |e, no, _| {
            let p = emit_global_object(e, no, Context);
            answer_pointer(e, p);
        });
        assert_eq!(answer, m::global_object(context(&mut h)) as u64);
    }
}
