//! The model-based test: random operations on a heap and on a plain model of the same graph. What
//! the model reaches must be there, with its identity and links; what it does not reach must be gone.

use crate::cell::{Header, is_cell_word};
use crate::{
    Cell, EphemeronTable, Gc, Heap, HeapOptions, Hooks, KindInfo, Layout, Liveness, Root, RootVec,
    WeakCell, class_bytes, layout_mask, size_class,
};
use crate::{ConservativeScan, MAX_SMALL, Marker};
use std::cell::Cell as Plain;
use std::collections::{HashMap, HashSet};
use std::mem::offset_of;
use std::ptr::with_exposed_provenance_mut;

/// A word that is no reference.
pub(crate) const NONE: u64 = 10;
const NUMBER: u64 = 0xFFFE << 48;
const MAGIC: u64 = 0xF1F1_F1F1 | NUMBER;
/// Bytes outside the heap that each finalized cell accounts.
const EXTERNAL: usize = 100;

thread_local! {
    static FINALIZED: Plain<u64> = const { Plain::new(0) };
    static TWICE: Plain<u64> = const { Plain::new(0) };
}

/// Three words of links, mask layout.
#[repr(C)]
pub(crate) struct Pair {
    pub(crate) header: Header,
    pub(crate) id: u64,
    pub(crate) left: crate::Slot<u64>,
    pub(crate) right: crate::Slot<u64>,
}
// SAFETY: `repr(C)`, header first, both links in the mask.
unsafe impl Cell for Pair {
    const KIND: u8 = 1;
    const LAYOUT: Layout = layout_mask!(Pair: left, right);
}
impl Pair {
    pub(crate) fn new(id: u64, left: u64, right: u64) -> Pair {
        let header = Header::new(Pair::KIND, 0);
        Pair { header, id, left: crate::Slot::new(left), right: crate::Slot::new(right) }
    }
}

const PAIR: u8 = Pair::KIND;
const WIDE: u8 = 2;
const FINAL: u8 = 3;
const VALUES: u8 = 4;
const SHAPED: u8 = 5;
const LEAF: u8 = 6;

unsafe fn finalize(cell: usize, heap: &mut Heap) {
    let magic = word(cell, 2);
    if *magic_of(magic) == MAGIC {
        FINALIZED.set(FINALIZED.get() + 1);
    } else {
        TWICE.set(TWICE.get() + 1);
    }
    // SAFETY: the word belongs to the dying cell.
    unsafe { *magic = NONE };
    heap.sub_external(EXTERNAL);
}
fn magic_of(word: *mut u64) -> &'static u64 {
    // SAFETY: a word of a cell that is being looked at.
    unsafe { &*word }
}

unsafe fn trace_custom(cell: usize, marker: &mut Marker) {
    // SAFETY: word 2 is the one link besides the aux.
    marker.visit_word(unsafe { *word(cell, 2) });
}

pub(crate) fn kinds() -> [(u8, KindInfo); 6] {
    let mask = |mask| KindInfo { layout: Layout::Mask(mask), ..KindInfo::LEAF };
    [
        KindInfo::of::<Pair>(),
        (WIDE, mask(0b1111_1100)),
        (FINAL, KindInfo { finalize: Some(finalize), ..mask(0b1000) }),
        (VALUES, KindInfo { layout: Layout::Counted { first_word: 2 }, ..KindInfo::LEAF }),
        (
            SHAPED,
            KindInfo { layout: Layout::Custom(trace_custom), aux_is_cell: true, finalize: None },
        ),
        (LEAF, KindInfo::LEAF),
    ]
}

fn word(cell: usize, index: usize) -> *mut u64 {
    with_exposed_provenance_mut::<u64>(cell + index * 8)
}
fn header(cell: usize) -> &'static Header {
    // SAFETY: the tests ask only for cells that `find_cell` has confirmed.
    unsafe { &*with_exposed_provenance_mut(cell) }
}
fn id(cell: usize) -> usize {
    // SAFETY: word 1 of every kind is its number.
    unsafe { (*word(cell, 1) & !NUMBER) as usize }
}
fn links(cell: usize) -> usize {
    match header(cell).kind() {
        PAIR | SHAPED => 2,
        WIDE => 6,
        FINAL => 1,
        VALUES => header(cell).aux() as usize,
        LEAF => 0,
        kind => panic!("a dangling reference: kind {kind}"),
    }
}
fn place(cell: usize, link: usize) -> *mut u64 {
    word(cell, if header(cell).kind() == FINAL { 3 } else { 2 + link })
}
fn get(heap: &Heap, cell: usize, link: usize) -> u64 {
    if header(cell).kind() == SHAPED && link == 1 {
        let aux = header(cell).aux();
        return if aux == 0 { NONE } else { heap.base() as u64 + ((aux as u64) << 4) };
    }
    // SAFETY: a link of a confirmed cell.
    unsafe { *place(cell, link) }
}
fn set(heap: &mut Heap, cell: usize, link: usize, value: u64) {
    heap.barrier(cell);
    if header(cell).kind() == SHAPED && link == 1 {
        // SAFETY: the value refers to a live cell.
        let compress = |word| heap.compress(unsafe { Gc::<Header>::from_addr(word as usize) });
        header(cell).set_aux(if value == NONE { 0 } else { compress(value) });
        return;
    }
    // SAFETY: a link of a confirmed cell.
    unsafe { *place(cell, link) = value };
}

pub(crate) struct Rng(pub(crate) u64);
impl Rng {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }
    pub(crate) fn below(&mut self, n: usize) -> usize {
        (self.next() >> 11) as usize % n
    }
}

/// Allocates a cell of random kind; returns it with its number of links.
#[inline(never)]
fn make(heap: &mut Heap, rng: &mut Rng, id: usize) -> usize {
    let number = NUMBER | id as u64;
    let (kind, words) = match rng.below(10) {
        0..=2 => {
            let pair = heap.alloc(Pair::new(number, NONE, NONE));
            return pair.addr();
        }
        3 => (WIDE, 8),
        4 if rng.below(20) == 0 => (FINAL, 3000),
        4 => (FINAL, 4),
        5 => (SHAPED, 3),
        6 => (LEAF, 2 + rng.below(20)),
        _ if rng.below(30) == 0 => (VALUES, 2 + rng.below(40_000)),
        _ => (VALUES, 2 + rng.below(60)),
    };
    let aux = if kind == VALUES { words as u32 - 2 } else { 0 };
    if kind == FINAL {
        heap.add_external(EXTERNAL);
    }
    // SAFETY: all words are written at once.
    let cell = unsafe { heap.alloc_raw(Header::new(kind, aux), words * 8, kind == FINAL) };
    let cell = cell.expect("room").as_ptr().expose_provenance();
    for index in 1..words {
        let value = if index == 1 { number } else { NONE };
        // SAFETY: a word of the new cell.
        unsafe { *word(cell, index) = value };
    }
    if kind == FINAL {
        // SAFETY: as above.
        unsafe { *word(cell, 2) = MAGIC };
    }
    cell
}

struct Node {
    kind: u8,
    links: Vec<Option<usize>>,
}

#[derive(Clone, Copy, PartialEq)]
enum Mode {
    Vec,
    Precise,
    Interior,
    PastEnd,
}
#[derive(Clone, Copy)]
struct Rooted {
    node: usize,
    cell: usize,
    mode: Mode,
}

/// What the hooks see.
#[derive(Default)]
struct Outside {
    rooted: Vec<Rooted>,
    /// An interning table: cells that it does not keep.
    interned: HashMap<usize, usize>,
}

fn end_of(cell: usize) -> usize {
    let bytes = match header(cell).kind() {
        VALUES => 16 + 8 * header(cell).aux() as usize,
        _ => return cell,
    };
    if bytes > MAX_SMALL { cell } else { cell + class_bytes(size_class(bytes)) }
}
unsafe fn conservative(context: *mut (), scan: &mut ConservativeScan<'_>) {
    // SAFETY: the context is the test's `Outside`.
    for root in unsafe { &(*context.cast::<Outside>()).rooted } {
        match root.mode {
            Mode::Interior => scan.word(root.cell + 9),
            Mode::PastEnd => scan.word(end_of(root.cell)),
            Mode::Vec | Mode::Precise => {}
        }
    }
}
unsafe fn precise(context: *mut (), marker: &mut Marker) {
    // SAFETY: as above.
    for root in unsafe { &(*context.cast::<Outside>()).rooted } {
        if root.mode == Mode::Precise {
            marker.visit_word(root.cell as u64);
        }
    }
}
unsafe fn after_mark(context: *mut (), liveness: &Liveness) -> usize {
    // SAFETY: as above.
    let outside = unsafe { &mut *context.cast::<Outside>() };
    outside.interned.retain(|&cell, _| liveness.is_marked(cell));
    0
}

struct Test {
    heap: Heap,
    rng: Rng,
    outside: *mut Outside,
    vec: RootVec<u64>,
    weak_cells: RootVec<Gc<WeakCell>>,
    weak_nodes: Vec<usize>,
    table: Root<Gc<EphemeronTable>>,
    ephemerons: HashMap<usize, usize>,
    nodes: Vec<Node>,
    /// Some roots point one past the end of their cell, which is the start of another: chance
    /// keeps cells alive then.
    past_end: bool,
}

impl Test {
    fn new(options: HeapOptions, seed: u64) -> Test {
        FINALIZED.set(0);
        TWICE.set(0);
        let outside = Box::into_raw(Box::<Outside>::default());
        let hooks = Hooks {
            context: outside.cast(),
            conservative_ranges: conservative,
            roots: precise,
            after_mark,
            ..Hooks::default()
        };
        let mut heap = Heap::new(options, &kinds(), hooks);
        let (vec, weak_cells) = (heap.root_vec(), heap.root_vec());
        let table = EphemeronTable::new(&mut heap);
        let table = heap.root(table);
        Test {
            heap,
            rng: Rng(seed * 2 + 1),
            outside,
            vec,
            weak_cells,
            weak_nodes: vec![],
            table,
            ephemerons: HashMap::new(),
            nodes: vec![],
            past_end: seed.is_multiple_of(2),
        }
    }

    fn outside(&mut self) -> &mut Outside {
        // SAFETY: the box lives as long as the test, and no hook runs while the borrow lasts.
        unsafe { &mut *self.outside }
    }
    fn rooted(&mut self, index: usize) -> Rooted {
        self.outside().rooted[index]
    }
    fn roots(&mut self) -> usize {
        self.outside().rooted.len()
    }
    fn sync_vec(&mut self) {
        self.vec.clear();
        // SAFETY: as in `outside`.
        for root in unsafe { &(*self.outside).rooted } {
            if root.mode == Mode::Vec {
                self.vec.push(root.cell as u64);
            }
        }
    }

    fn add_node(&mut self) {
        let number = self.nodes.len();
        let cell = make(&mut self.heap, &mut self.rng, number);
        let kept = self.heap.root(cell as u64).clone();
        let kind = header(cell).kind();
        self.nodes.push(Node { kind, links: vec![None; links(cell)] });
        if self.roots() == 0 || self.rng.below(3) == 0 {
            let mode = match self.rng.below(4) {
                0 => Mode::Vec,
                1 => Mode::Precise,
                2 => Mode::Interior,
                _ if self.past_end && end_of(cell) != cell => Mode::PastEnd,
                _ => Mode::Vec,
            };
            self.outside().rooted.push(Rooted { node: number, cell, mode });
            self.sync_vec();
        } else {
            let count = self.roots();
            let at = self.rng.below(count);
            let owner = self.rooted(at);
            self.link(owner.node, owner.cell, Some((number, cell)));
        }
        if self.rng.below(4) == 0 {
            let weak = WeakCell::new(&mut self.heap, cell as u64);
            self.weak_cells.push(weak);
            self.weak_nodes.push(number);
        }
        if self.rng.below(4) == 0 {
            self.outside().interned.insert(cell, number);
        }
        if self.rng.below(4) == 0 {
            // The value is the key itself, a fresh cell, or something rooted now.
            let (node, value) = match self.rng.below(3) {
                0 => (number, cell),
                1 => {
                    let count = self.roots();
                    let at = self.rng.below(count);
                    let root = self.rooted(at);
                    (root.node, root.cell)
                }
                _ => {
                    let fresh = self.nodes.len();
                    let value = make(&mut self.heap, &mut self.rng, fresh);
                    let kind = header(value).kind();
                    self.nodes.push(Node { kind, links: vec![None; links(value)] });
                    (fresh, value)
                }
            };
            self.table.get().insert(&mut self.heap, cell as u64, value as u64);
            self.ephemerons.insert(number, node);
        }
        drop(kept);
    }

    /// Sets a random link of a node.
    fn link(&mut self, node: usize, cell: usize, target: Option<(usize, usize)>) {
        let count = self.nodes[node].links.len();
        if count > 0 {
            // The last links of long arrays are as likely as the first.
            let link = self.rng.below(count);
            let value = target.map_or(NONE, |(_, cell)| cell as u64);
            set(&mut self.heap, cell, link, value);
            self.nodes[node].links[link] = target.map(|(node, _)| node);
        }
    }

    /// Changes a link at the end of a random walk.
    fn relink(&mut self) {
        let count = self.roots();
        let at = self.rng.below(count);
        let Rooted { mut node, mut cell, .. } = self.rooted(at);
        for _ in 0..self.rng.below(6) {
            let links = self.nodes[node].links.len();
            if links == 0 {
                break;
            }
            let link = self.rng.below(links);
            if let Some(next) = self.nodes[node].links[link] {
                cell = get(&self.heap, cell, link) as usize;
                node = next;
                assert_eq!(self.heap.find_cell(cell), Some(cell));
            }
        }
        let at = self.rng.below(count);
        let target = self.rooted(at);
        let none = self.rng.below(4) == 0;
        self.link(node, cell, (!none).then_some((target.node, target.cell)));
    }

    /// Compares the graph with the model; returns what the roots reach, ephemeron values included.
    fn check(&mut self) -> Vec<bool> {
        assert_eq!(TWICE.get(), 0, "a cell was finalized twice");
        let mut seen = vec![false; self.nodes.len()];
        let mut cells = HashMap::new();
        let mut work: Vec<(usize, usize)> =
            self.outside().rooted.iter().map(|root| (root.cell, root.node)).collect();
        loop {
            while let Some((cell, node)) = work.pop() {
                assert_eq!(self.heap.find_cell(cell + 5), Some(cell), "a live cell is gone");
                let model = &self.nodes[node];
                assert_eq!((header(cell).kind(), id(cell)), (model.kind, node));
                assert_eq!(links(cell), model.links.len());
                if std::mem::replace(&mut seen[node], true) {
                    continue;
                }
                cells.insert(node, cell);
                for (link, target) in model.links.iter().enumerate() {
                    let word = get(&self.heap, cell, link);
                    match target {
                        Some(target) => work.push((word as usize, *target)),
                        None => assert_eq!(word, NONE),
                    }
                }
            }
            let table = self.table.get();
            for (key, value) in &self.ephemerons {
                if seen[*key] && !seen[*value] {
                    let word = table.get(cells[key] as u64).expect("the entry of a live key");
                    work.push((word as usize, *value));
                }
            }
            if work.is_empty() {
                return seen;
            }
        }
    }

    /// What must be gone after a collection is gone, if nothing is kept by chance.
    fn check_dead(&mut self, seen: &[bool], exact: bool) {
        for (weak, node) in self.weak_cells.iter().zip(&self.weak_nodes) {
            match weak.target() {
                Some(target) if seen[*node] => assert_eq!(id(target as usize), *node),
                Some(_) => assert!(!exact, "a dead weak target is still there"),
                None => assert!(!seen[*node], "a live weak target was cleared"),
            }
        }
        let table = self.table.get();
        let keys: HashSet<usize> = table.iter().map(|(key, _)| id(key as usize)).collect();
        assert_eq!(keys.len(), table.len());
        for key in self.ephemerons.keys() {
            assert!(!seen[*key] || keys.contains(key), "the entry of a live key is gone");
            assert!(!exact || seen[*key] || !keys.contains(key), "a dead key is still there");
        }
        for (&cell, &node) in &self.outside().interned {
            assert!(!exact || seen[node], "a dead cell was reported as marked");
            assert!(!seen[node] || id(cell) == node);
        }
        let finals = |live: bool| {
            let dead = |(node, seen): &(&Node, &bool)| node.kind == FINAL && (live || !**seen);
            self.nodes.iter().zip(seen).filter(dead).count()
        };
        let finalized = FINALIZED.get() as usize;
        let (all, dead) = (finals(true), finals(false));
        assert!(finalized <= dead && (!exact || finalized == dead), "{finalized} of {dead}");
        let external = (all - finalized) * EXTERNAL + table.external_bytes();
        assert_eq!(self.heap.external(), external);
    }
}

impl Drop for Test {
    fn drop(&mut self) {
        self.heap.set_context(std::ptr::null_mut());
        // SAFETY: made by `Box::into_raw`, and no hook runs any more.
        drop(unsafe { Box::from_raw(self.outside) });
    }
}

/// Runs random operations. Every so often all is compared.
pub(crate) fn run(options: HeapOptions, seed: u64, steps: usize) {
    let mut test = Test::new(options, seed);
    let exact = !options.native_stack && !test.past_end;
    for step in 0..steps {
        test.add_node();
        if test.roots() > 1 {
            test.relink();
        }
        let count = test.roots();
        if count > 3 && (test.rng.below(3) == 0 || count > 200) {
            let at = test.rng.below(count);
            test.outside().rooted.swap_remove(at);
            test.sync_vec();
        }
        if step % 300 == 299 {
            test.heap.collect();
            let seen = test.check();
            test.check_dead(&seen, exact);
        }
    }
    test.heap.collect();
    let seen = test.check();
    test.check_dead(&seen, exact);
    assert!(test.heap.stats().collections > 0 && is_cell_word(test.table.get().to_word()));
    let finals = test.nodes.iter().filter(|node| node.kind == FINAL).count() as u64;
    drop(test);
    assert_eq!((FINALIZED.get(), TWICE.get()), (finals, 0), "finalizers at the heap's end");
}

const _: () = assert!(offset_of!(Pair, id) == 8 && offset_of!(Pair, left) == 16);
