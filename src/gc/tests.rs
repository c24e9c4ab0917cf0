//! Tests: the model under several options, planted faults, and one test for each promise that the
//! model does not reach.

use crate::cell::{FRESH_FLAG, Header};
use crate::faults::{Fault, plant};
use crate::model::{NONE, Pair, Rng, kinds, run};
use crate::region::State;
use crate::spans::{FreeSpans, Span};
use crate::{
    BLOCK, Cell, Collection, EphemeronTable, Gc, Heap, HeapOptions, Hooks, KindInfo, MAX_SMALL,
    REMAP_BYTES, WeakCell, class_bytes, size_class,
};
use std::ptr::{NonNull, null_mut};
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

const VALUES: u8 = 4;

fn options() -> HeapOptions {
    HeapOptions { min_heap: 1 << 20, ..HeapOptions::default() }
}
fn precise() -> HeapOptions {
    HeapOptions { native_stack: false, ..options() }
}
fn heap(options: HeapOptions) -> Heap {
    Heap::new(options, &kinds(), Hooks::default())
}
fn pair(heap: &mut Heap, id: u64) -> Gc<Pair> {
    heap.alloc(Pair::new(id, NONE, NONE))
}
/// A counted cell of `words` traced words, all `NONE`.
fn values(heap: &mut Heap, words: usize) -> Option<u64> {
    // SAFETY: all words are written at once.
    unsafe {
        let cell = heap.alloc_raw(Header::new(VALUES, words as u32), 16 + words * 8, false)?;
        let cell = cell.cast::<u64>();
        for index in 0..=words {
            cell.add(1 + index).write(NONE);
        }
        Some(cell.as_ptr().expose_provenance() as u64)
    }
}

#[test]
fn model_precise() {
    (1..12).for_each(|seed| run(precise(), seed, 3000));
}
#[test]
fn model_conservative() {
    (1..8).for_each(|seed| run(options(), seed, 3000));
}
#[test]
fn model_stress() {
    (1..3).for_each(|seed| run(HeapOptions { stress: true, ..options() }, seed, 600));
    (3..5).for_each(|seed| run(HeapOptions { stress: true, ..precise() }, seed, 600));
}
/// Every collection comes from the limit.
#[test]
fn model_small_heap() {
    (1..4).for_each(|seed| run(HeapOptions { min_heap: 0, factor: 1.1, ..precise() }, seed, 2000));
}

/// Does the test fail, in a thread of its own, with this fault planted?
fn notices(fault: Fault, test: fn()) {
    let thread = std::thread::Builder::new().name(format!("{fault:?}"));
    let handle = thread.spawn(move || {
        plant(Some(fault));
        std::panic::set_hook(Box::new(|_| {}));
        let failed = std::panic::catch_unwind(test).is_err();
        plant(None);
        failed
    });
    assert!(handle.unwrap().join().unwrap(), "nobody noticed {fault:?}");
}

#[test]
fn planted_faults_are_noticed() {
    let quiet = std::panic::take_hook();
    for fault in [
        Fault::NoWatermarks,
        Fault::NoPastEnd,
        Fault::NoRootVecs,
        Fault::NoAux,
        Fault::NoRanges,
        Fault::NoFifoDrain,
        Fault::NoWatchers,
        Fault::NoWeakClear,
        Fault::NoTablePrune,
        Fault::NoFinalizers,
        Fault::LateConservative,
    ] {
        notices(fault, model_precise);
    }
    notices(Fault::NoNativeStack, stack_keeps_cells);
    notices(Fault::NoFreshClear, barrier_flag);
    notices(Fault::NoMerge, small_blocks_merge_into_spans);
    std::panic::set_hook(quiet);
}

/// A cell held only by the Rust stack survives, an argument under construction too.
#[test]
fn stack_keeps_cells() {
    let mut heap = heap(HeapOptions { stress: true, ..options() });
    let a = pair(&mut heap, 1);
    let b = heap.alloc(Pair::new(2, a.to_word(), NONE));
    for id in 100..300 {
        let c = heap.alloc(Pair::new(id, b.to_word(), NONE));
        assert_eq!((c.id, c.left.get()), (id, b.to_word()));
    }
    assert_eq!((a.id, b.id, b.left.get()), (1, 2, a.to_word()));
}

/// Runs on another stack while the first holds the only reference.
#[test]
fn suspended_stack() {
    #[inline(never)]
    fn churn(heap: &mut Heap) {
        for id in 0..100 {
            assert_eq!(pair(heap, id).id, id);
        }
    }
    let mut heap = heap(HeapOptions { stress: true, ..options() });
    let kept = pair(&mut heap, 7);
    let address = (&raw mut heap).expose_provenance();
    // SAFETY: this frame waits for the other thread, whose stack stands for a switched one.
    unsafe { heap.push_stack() };
    std::thread::scope(|scope| {
        scope.spawn(move || {
            let mut heap = NonNull::new(std::ptr::with_exposed_provenance_mut(address)).unwrap();
            let top = 0usize;
            // SAFETY: the owner waits, and the bounds are this thread's.
            unsafe {
                let heap: &mut Heap = heap.as_mut();
                heap.set_stack_bounds(0, (&raw const top).addr());
                churn(heap);
            }
        });
    });
    heap.pop_stack();
    assert!(heap.stats().collections > 100);
    assert_eq!((kept.id, kept.left.get()), (7, NONE));
}

/// Dead cells beside live ones, and free memory above the cursor, are not found.
#[test]
fn lookup_is_exact() {
    let mut heap = heap(precise());
    let mut roots = heap.root_vec();
    let (mut live, mut dead) = (vec![], vec![]);
    for id in 0..300 {
        let cell = pair(&mut heap, id);
        if id % 7 == 0 {
            roots.push(cell);
            live.push(cell.addr());
        } else {
            dead.push(cell.addr());
        }
    }
    assert_eq!(heap.find_cell(live[live.len() - 1] + 8 * 32 + 4096), None);
    heap.collect();
    dead.iter().for_each(|cell| assert_eq!(heap.find_cell(cell + 9), None));
    live.iter().for_each(|cell| assert_eq!(heap.find_cell(cell + 31), Some(*cell)));
    assert_eq!(pair(&mut heap, 1).addr(), dead[0], "the first hole is used first");
    assert_eq!(heap.find_cell(dead[0]), Some(dead[0]));
    assert_eq!(heap.find_cell(dead[20]), None);
    assert_eq!((heap.find_cell(0), heap.find_cell(heap.base())), (None, None));
}

/// The flag is set at birth, cleared at the first survival, and set again by the barrier.
#[test]
fn barrier_flag() {
    let mut heap = heap(precise());
    let cell = pair(&mut heap, 1);
    let root = heap.root(cell);
    assert!(cell.header.word() & FRESH_FLAG != 0);
    heap.collect();
    assert!(cell.header.word() & FRESH_FLAG == 0);
    cell.left.set(&mut heap, cell, NONE);
    assert!(cell.header.word() & FRESH_FLAG != 0);
    assert_eq!(root.get(), cell);
}

#[test]
fn header_fields() {
    let header = Header::with_spare(200, 0xABCD, 0x1234_5678);
    assert_eq!((header.kind(), header.spare(), header.aux()), (200, 0xABCD, 0x1234_5678));
    header.set_aux(9);
    header.set_spare(8);
    assert_eq!((header.kind(), header.spare(), header.aux()), (200, 8, 9));
    assert_eq!(header.word() & FRESH_FLAG, FRESH_FLAG);
}

#[test]
fn size_classes() {
    for bytes in 1..=MAX_SMALL {
        let class = size_class(bytes);
        assert!(class_bytes(class) >= bytes && class_bytes(class).is_multiple_of(16));
        assert!(class == 0 || class_bytes(class - 1) < bytes);
    }
}

#[test]
fn compressed_references() {
    let mut heap = heap(options());
    let cell = pair(&mut heap, 5);
    let compressed = heap.compress(cell);
    assert_ne!(compressed, 0);
    // SAFETY: the cell is a live `Pair`.
    assert_eq!(unsafe { heap.decompress::<Pair>(compressed) }, cell);
}

/// Freed small blocks serve a large cell: neighbours merge.
#[test]
fn small_blocks_merge_into_spans() {
    let mut heap = heap(HeapOptions { min_heap: 64 << 20, ..precise() });
    let count = 200 * BLOCK / 32;
    for id in 0..count {
        pair(&mut heap, id as u64);
    }
    let end = heap.region.end();
    heap.collect();
    assert_eq!(heap.committed(), 0);
    let large = values(&mut heap, 190 * BLOCK / 8).unwrap();
    assert!(large < end as u64, "the large cell did not reuse the freed blocks");
    assert_eq!(heap.region.end(), end);
}

#[test]
fn spans_split_and_never_overlap() {
    let mut rng = Rng(77);
    let mut spans = FreeSpans::default();
    let mut free = vec![true; 1000];
    spans.add(Span { first: 0, len: 600 });
    spans.add(Span { first: 600, len: 400 });
    let mut left = 1000;
    while left > 0 {
        let want = 1 + rng.below(9) as u32;
        match spans.take(want) {
            Some(first) => {
                for block in first..first + want {
                    assert!(std::mem::replace(&mut free[block as usize], false));
                }
                left -= want;
            }
            None => assert!(want > 1),
        }
    }
    assert_eq!(spans.take(1), None);
}

/// A list of ten million cells is marked without recursion.
#[test]
fn long_list() {
    let mut heap = heap(HeapOptions { min_heap: 1 << 30, ..precise() });
    let mut last = NONE;
    for id in 0..10_000_000 {
        last = heap.alloc(Pair::new(id, last, NONE)).to_word();
    }
    let root = heap.root(last);
    heap.collect();
    assert_eq!(heap.stats().marked, 10_000_000);
    drop(root);
    heap.collect();
    assert_eq!(heap.live(), 0);
}

/// A chain of ephemerons, each value the next key, found in the worst order, in one and in many
/// tables: each entry is looked at once.
#[test]
fn ephemeron_chains_are_linear() {
    let mut heap = heap(HeapOptions { min_heap: 1 << 30, ..precise() });
    for tables in [1, 1000] {
        let keys: Vec<_> = (0..200_000).map(|id| pair(&mut heap, id)).collect();
        let tables: Vec<_> = (0..tables).map(|_| EphemeronTable::new(&mut heap)).collect();
        let mut roots = heap.root_vec();
        for (index, key) in keys.windows(2).enumerate() {
            let table = tables[index % tables.len()];
            table.insert(&mut heap, key[0].to_word(), key[1].to_word());
        }
        tables.iter().for_each(|table| roots.push(table.to_word()));
        roots.push(keys[0].to_word());
        let before = heap.stats();
        heap.collect();
        let after = heap.stats();
        assert_eq!(after.marked - before.marked, (keys.len() + tables.len()) as u64);
        assert!((after.pause - before.pause).as_secs() < 5);
        roots.pop();
        heap.collect();
        assert!(tables.iter().all(|table| table.is_empty()));
    }
}

#[test]
fn ephemeron_table_operations() {
    let mut heap = heap(precise());
    let table = EphemeronTable::new(&mut heap);
    let table = heap.root(table).get();
    let keep = heap.root(table);
    let mut roots = heap.root_vec();
    let mut model = std::collections::HashMap::new();
    let mut rng = Rng(5);
    for id in 0..500 {
        roots.push(pair(&mut heap, id));
    }
    for step in 0..20_000u64 {
        let key = roots[rng.below(500)].to_word();
        if rng.below(2) == 0 {
            keep.get().insert(&mut heap, key, NONE | step << 8);
            model.insert(key, NONE | step << 8);
        } else {
            assert_eq!(table.remove(key), model.remove(&key).is_some());
        }
        assert_eq!((table.len(), table.get(key)), (model.len(), model.get(&key).copied()));
    }
    assert!(model.iter().all(|(&key, &value)| table.get(key) == Some(value)));
    assert_eq!(heap.external(), table.external_bytes());
    table.clear(&mut heap);
    assert!(table.is_empty() && heap.external() == 0);
}

#[test]
fn weak_cell_dies_with_target() {
    let mut heap = heap(precise());
    let target = pair(&mut heap, 1);
    let root = heap.root(target);
    let weak = WeakCell::new(&mut heap, target.to_word());
    let weak = heap.root(weak);
    heap.collect();
    assert_eq!(weak.get().target(), Some(target.to_word()));
    drop(root);
    heap.collect();
    assert_eq!(weak.get().target(), None);
}

#[test]
fn limit_is_reported_and_lifted() {
    static HITS: AtomicU32 = AtomicU32::new(0);
    let hooks = Hooks { limit_hit: |_| HITS.store(1, Relaxed), ..Hooks::default() };
    let limit = 8 << 20;
    let mut heap = Heap::new(HeapOptions { limit, ..precise() }, &kinds(), hooks);
    let mut roots = heap.root_vec();
    while !heap.limit_hit() {
        roots.push(values(&mut heap, 100).unwrap());
        assert!(heap.in_use() < 2 * limit);
    }
    assert!(heap.in_use() > limit && HITS.load(Relaxed) > 0);
    assert!(values(&mut heap, 4096).is_none(), "a large cell beyond the limit");
    roots.push(values(&mut heap, 100).expect("small cells go on"));
    roots.clear();
    heap.collect();
    assert!(!heap.limit_hit() && values(&mut heap, 4096).is_some());
    // Outside bytes count.
    heap.add_external(limit + 1);
    values(&mut heap, 1).unwrap();
    assert!(heap.limit_hit());
    heap.sub_external(limit + 1);
    heap.collect();
    assert!(!heap.limit_hit());
    assert!(values(&mut heap, 1 << 40).is_none(), "beyond the region");
}

/// Outside bytes bring the next collection, even where no run of cells ends.
#[test]
fn external_bytes_drive_collections() {
    let mut heap = heap(precise());
    for id in 0..100 {
        pair(&mut heap, id);
        heap.add_external(200 << 10);
        heap.sub_external(200 << 10);
    }
    assert!(heap.stats().collections >= 15, "{:?}", heap.stats());
    // A raised limit does not undo a due collection.
    heap.add_external(2 << 20);
    heap.set_limit(64 << 20);
    let mut roots = heap.root_vec();
    for id in 0..1000 {
        roots.push(pair(&mut heap, id));
    }
    heap.collect();
    assert!(roots.iter().enumerate().all(|(id, cell)| cell.id == id as u64));
    heap.sub_external(heap.external());
}

/// Growing a cell keeps its words, by copying and by moving pages, under stress too.
#[test]
fn growing_cells() {
    for stress in [false, true] {
        let mut heap = heap(HeapOptions { stress, ..precise() });
        let mut root = heap.root_vec();
        let mut words = 10;
        root.push(values(&mut heap, words).unwrap());
        let element = pair(&mut heap, 4711);
        while words * 8 < 4 * REMAP_BYTES {
            // SAFETY: the root is the only reference; the new words are written at once.
            unsafe {
                let at = |cell: *mut u64, index: usize| cell.add(2 + index);
                let old = std::ptr::with_exposed_provenance_mut::<u64>(root[0] as usize);
                at(old, words - 1).write(element.to_word());
                let new_words = words * 2 + 1;
                let old = NonNull::new(old.cast()).unwrap();
                let new = heap.grow_raw(old, 16 + words * 8, 16 + new_words * 8).unwrap();
                let cell: *mut u64 = new.as_ptr().cast();
                for index in words..new_words {
                    at(cell, index).write(NONE);
                }
                root.set(0, cell.expose_provenance() as u64);
                (*cell.cast::<Header>()).set_aux(new_words as u32);
                assert_eq!(*at(cell, words - 1), element.to_word());
                assert_eq!(*at(cell, 9), element.to_word());
                words = new_words;
            }
            heap.collect();
            assert_eq!((element.id, element.left.get()), (4711, NONE));
        }
        root.clear();
        heap.collect();
        assert_eq!(heap.live(), 0);
    }
}

/// Memory beyond what the next cycle takes goes back to the system.
#[test]
fn free_memory_is_returned() {
    let mut heap = heap(precise());
    let mut roots = heap.root_vec();
    for _ in 0..100 {
        roots.push(values(&mut heap, 131_000).unwrap());
    }
    let used = heap.region.used;
    roots.clear();
    heap.collect();
    assert_eq!(heap.committed(), 0);
    let dirty = (1..used).filter(|&block| heap.region.block(block).dirty).count() * BLOCK;
    assert!((15 << 20..=17 << 20).contains(&dirty), "{dirty}");
    assert!((1..used).all(|block| heap.region.block(block).state == State::Free));
}

/// Containers outlive the heap without harm.
#[test]
fn roots_outlive_the_heap() {
    let mut heap = heap(options());
    let cell = pair(&mut heap, 1);
    let mut vec = heap.root_vec();
    vec.push(cell.to_word());
    let root = heap.root(cell);
    drop(heap);
    let other = root.clone();
    vec.push(NONE);
    assert_eq!(vec.len(), 2);
    drop((other, root, vec));
}

/// Dead cells are filled under stress.
#[test]
fn dead_cells_are_poisoned() {
    let mut heap = heap(HeapOptions { stress: true, ..precise() });
    let keep = pair(&mut heap, 1);
    let root = heap.root(keep);
    let dead = pair(&mut heap, 2);
    heap.collect();
    assert_eq!((root.get().id, dead.id), (1, 0xDEAD_DEAD_DEAD_DEAD));
}

/// The owner may move the heap before its first use, and change its thread.
#[test]
fn moves() {
    let heap = heap(options());
    let mut boxed = Box::new((1u8, heap));
    boxed.1.set_context(null_mut());
    boxed.1.set_stack_top_to_current_thread();
    boxed.1.set_stress(true);
    let cell = pair(&mut boxed.1, 3);
    boxed.1.set_stress(false);
    boxed.1.collect();
    assert_eq!((cell.id, cell.header.kind()), (3, Pair::KIND));
}

/// A reference that was hidden from the collector shows at the next collection that meets it.
#[test]
#[should_panic(expected = "a dangling reference")]
fn dangling_references_show_under_stress() {
    let mut heap = heap(HeapOptions { stress: true, ..precise() });
    let keep = pair(&mut heap, 1);
    let _root = heap.root(keep);
    let hidden = pair(&mut heap, 2).to_word();
    heap.collect();
    keep.left.set(&mut heap, keep, hidden);
    heap.collect();
}

/// Machine code allocates by moving the cursor; under stress it never can.
#[test]
fn inline_allocation() {
    let mut heap = heap(precise());
    let list = size_class(size_of::<Pair>());
    let first = pair(&mut heap, 1);
    assert_eq!(heap.bump[list].cursor, first.addr() + class_bytes(list));
    let addr = heap.bump[list].cursor;
    heap.bump[list].cursor += class_bytes(list);
    // SAFETY: the memory was taken from the run just so.
    let second: Gc<Pair> = unsafe {
        std::ptr::with_exposed_provenance_mut::<Pair>(addr).write(Pair::new(2, NONE, NONE));
        Gc::from_addr(addr)
    };
    assert_eq!(heap.find_cell(addr + 31), Some(addr));
    let root = heap.root(second);
    heap.set_stress(true);
    assert!(heap.bump.iter().all(|run| (run.cursor, run.limit) == (0, 0)));
    assert_ne!(heap.alloc_slow(list).addr().get(), addr);
    assert_eq!(root.get().id, 2);
}

#[test]
fn collections_are_reported() {
    unsafe fn report(context: *mut (), collection: &Collection) {
        // SAFETY: the context is the test's vector.
        unsafe { (*context.cast::<Vec<String>>()).push(collection.to_string()) };
    }
    let mut lines: Vec<String> = vec![];
    let context = (&raw mut lines).cast();
    let hooks = Hooks { context, trace: report, ..Hooks::default() };
    let mut heap = Heap::new(HeapOptions { trace: true, ..precise() }, &kinds(), hooks);
    let cell = pair(&mut heap, 1);
    let _root = heap.root(cell);
    heap.add_external(3 << 19);
    heap.collect();
    assert_eq!(lines.len(), 1);
    assert!(lines[0].starts_with("[gc 1] full (requested) 0.0 -> 0.0 MB"), "{}", lines[0]);
    assert!(lines[0].contains("external 1.5 MB") && lines[0].ends_with(" 1 cells"), "{}", lines[0]);
}

/// A kind is registered once, and the collector's own are not for others.
#[test]
fn bad_kinds_are_refused() {
    let info = KindInfo::LEAF;
    for kinds in
        [vec![(0, info)], vec![(255, info)], vec![(0xAD, info)], vec![(9, info), (9, info)]]
    {
        let made = || drop(Heap::new(precise(), &kinds, Hooks::default()));
        assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(made)).is_err());
    }
}

/// Heaps come and go, several at a time.
#[test]
fn many_heaps() {
    let mut heaps: Vec<Heap> = (0..20).map(|_| heap(options())).collect();
    for round in 0..10 {
        for heap in &mut heaps {
            let cell = pair(heap, round);
            heap.collect();
            assert_eq!(cell.id, round);
        }
        heaps.swap_remove(round as usize % 7);
    }
}

#[test]
fn recorded_cells_are_those_made_since() {
    static HITS: AtomicU32 = AtomicU32::new(0);
    for stress in [false, true] {
        let hooks = Hooks {
            limit_hit: |_| {
                HITS.fetch_add(1, Relaxed);
            },
            ..Hooks::default()
        };
        let mut heap = Heap::new(HeapOptions { stress, ..options() }, &kinds(), hooks);
        let mut old = heap.root_vec::<u64>();
        (0..1000).for_each(|id| old.push(pair(&mut heap, id).addr() as u64));
        heap.record_allocations(Some(1 << 20));
        let new: Vec<Gc<Pair>> = (0..1000).map(|id| pair(&mut heap, id)).collect();
        let large = values(&mut heap, 4096).expect("there is room");
        assert!(old.iter().all(|cell| !heap.is_recorded(*cell as usize)));
        assert!(new.iter().all(|cell| heap.is_recorded(cell.addr())));
        assert!(heap.is_recorded(large as usize));
        heap.forget_recorded(new[0].addr());
        assert!(!heap.is_recorded(new[0].addr()));
        // A cell that is too large is refused; small ones are not, but told of, once.
        assert!(values(&mut heap, 1 << 18).is_none());
        let before = HITS.load(Relaxed);
        (0..100_000 / if stress { 50 } else { 1 }).for_each(|id| {
            pair(&mut heap, id);
        });
        assert_eq!(HITS.load(Relaxed) - before, u32::from(!stress));
        heap.record_allocations(None);
        assert!(!heap.is_recorded(new[1].addr()));
        assert!(values(&mut heap, 1 << 18).is_some());
        let later = pair(&mut heap, 1);
        assert!(!heap.is_recorded(later.addr()));
    }
}
