//! The heap: options, hooks, accounting and the memory limit.
//!
//! Invariant: `committed` is the bytes of blocks that are not free, `allocated` counts what was
//! handed out (in runs) or accounted from outside since the last collection, and a collection happens
//! at the first slow allocation after `allocated` reaches `threshold`.

use crate::cell::{FREE_KIND, FRESH_FLAG, Gc, Header, KindInfo, Layout, POISON_KIND};
use crate::config::{BLOCK, FINALIZED_LISTS, GRANULE_SHIFT, LISTS};
use crate::mark::{Liveness, Marker, unregistered};
use crate::region::{Region, State};
use crate::roots::RootList;
use crate::spans::FreeSpans;
use crate::stack::{ConservativeScan, NativeStack};
use crate::stats::{Collection, Stats};
use crate::weak::{EphemeronTable, WeakCell};
use std::collections::HashSet;
use std::io::Write;

/// How a heap behaves.
#[derive(Clone, Copy, Debug)]
pub struct HeapOptions {
    /// The first collection comes when this many bytes are in use, and no later threshold is lower.
    pub min_heap: usize,
    /// The next collection comes when the live bytes have grown by this factor.
    pub factor: f64,
    /// Bytes in blocks and outside, above which the heap is over its limit. It is firm for large
    /// cells; small ones go on, see [`Heap::limit_hit`].
    pub limit: usize,
    /// Collect at each allocation, poison what dies.
    pub stress: bool,
    /// Report each collection to [`Hooks::trace`].
    pub trace: bool,
    /// Scan the native stack. Off only for tests that root everything precisely.
    pub native_stack: bool,
}

impl Default for HeapOptions {
    fn default() -> HeapOptions {
        HeapOptions {
            min_heap: 32 << 20,
            factor: 2.0,
            limit: usize::MAX,
            stress: false,
            trace: false,
            native_stack: true,
        }
    }
}

/// What the heap asks of its owner. Each function gets `context`. The heap is borrowed while they
/// run: they reach their data by raw pointers that do not pass through the heap, and they neither
/// allocate nor collect.
#[derive(Clone, Copy)]
pub struct Hooks {
    /// Passed to each function; set later with [`Heap::set_context`].
    pub context: *mut (),
    /// Names memory that may hold references; runs before any mark is cleared.
    pub conservative_ranges: unsafe fn(*mut (), &mut ConservativeScan<'_>),
    /// Visits the precise roots.
    pub roots: unsafe fn(*mut (), &mut Marker),
    /// Clears what refers weakly to dead cells: inline caches, interning tables. The result: how many accounted bytes outside
    /// the heap it has freed.
    pub after_mark: unsafe fn(*mut (), &Liveness) -> usize,
    /// The heap is over its limit even after a collection: stop the script.
    pub limit_hit: unsafe fn(*mut ()),
    /// Reports a collection, if [`HeapOptions::trace`] is set.
    pub trace: unsafe fn(*mut (), &Collection),
}

impl Default for Hooks {
    fn default() -> Hooks {
        Hooks {
            context: std::ptr::null_mut(),
            conservative_ranges: |_, _| {},
            roots: |_, _| {},
            after_mark: |_, _| 0,
            limit_hit: |_| {},
            trace: |_, collection| {
                // Where nobody listens, nothing is lost.
                let _ = writeln!(std::io::stderr(), "{collection}");
            },
        }
    }
}

/// A run of free memory: the next cell and the end. Machine code allocates by moving the cursor, if
/// it stays at or below the limit.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct Bump {
    /// Address of the next cell.
    pub cursor: usize,
    /// End of the run.
    pub limit: usize,
}

impl Bump {
    pub(crate) const EMPTY: Bump = Bump { cursor: 0, limit: 0 };
}

/// What has been allocated since recording began.
pub(crate) struct Recording {
    pub(crate) cells: HashSet<usize>,
    /// How many more bytes may be.
    pub(crate) left: usize,
}

/// The blocks of one size class.
#[derive(Default)]
pub(crate) struct List {
    /// Blocks with free cells that the sweep found, then blocks taken since.
    pub(crate) blocks: Vec<u32>,
    /// The next of them to allocate from.
    pub(crate) next: usize,
    /// The block of the present run, and the offset where the search for the next run goes on.
    pub(crate) current: Option<(u32, usize)>,
}

/// A heap. It may move in memory until its first use by machine code; dropping it runs all
/// finalizers and unmaps the region.
#[repr(C)]
pub struct Heap {
    /// The run of each allocation list. It is the first field: machine code finds the pair of list
    /// `l` at `l * size_of::<Bump>()`. While every allocation is to be slow, the pairs are zero.
    pub bump: [Bump; LISTS],
    /// Where the runs really are while every allocation is slow: under stress, and while cells are recorded.
    pub(crate) hidden: [Bump; LISTS],
    /// The cells that have been allocated since somebody wanted to know them.
    pub(crate) recording: Option<Recording>,
    pub(crate) options: HeapOptions,
    pub(crate) hooks: Hooks,
    pub(crate) region: Region,
    pub(crate) spans: FreeSpans,
    pub(crate) lists: Box<[List; LISTS]>,
    pub(crate) kinds: Box<[KindInfo; 256]>,
    pub(crate) marker: Marker,
    pub(crate) roots: RootList,
    pub(crate) stack: NativeStack,
    pub(crate) allocated: usize,
    pub(crate) threshold: usize,
    pub(crate) live: usize,
    pub(crate) committed: usize,
    pub(crate) external: usize,
    /// The runs were closed: the next slow allocation must collect, or the rest of a closed run would
    /// count as allocated.
    pub(crate) due: bool,
    pub(crate) over_limit: bool,
    pub(crate) collecting: bool,
    pub(crate) stats: Stats,
}

impl Heap {
    /// A heap with these kinds. It belongs to the calling thread, whose stack it scans.
    ///
    /// # Panics
    /// If a kind is reserved or registered twice, if a kind both counts by its aux and keeps a
    /// reference there, or if there is no address space.
    pub fn new(options: HeapOptions, kinds: &[(u8, KindInfo)], hooks: Hooks) -> Heap {
        let unknown = KindInfo { layout: Layout::Custom(unregistered), ..KindInfo::LEAF };
        let mut table = Box::new([unknown; 256]);
        let mut known = [false; 256];
        (known[FREE_KIND as usize], known[POISON_KIND as usize]) = (true, true);
        let own = [KindInfo::of::<WeakCell>(), KindInfo::of::<EphemeronTable>()];
        for &(kind, info) in own.iter().chain(kinds) {
            let counted = matches!(info.layout, Layout::Counted { .. });
            assert!(!(counted && info.aux_is_cell), "kind {kind}: the aux is both count and cell");
            assert!(!known[kind as usize], "kind {kind} is reserved or registered twice");
            known[kind as usize] = true;
            table[kind as usize] = info;
        }
        let region = Region::new();
        let mut heap = Heap {
            bump: [Bump::EMPTY; LISTS],
            hidden: [Bump::EMPTY; LISTS],
            recording: None,
            marker: Marker::new(&region, &*table),
            options,
            hooks,
            region,
            spans: FreeSpans::default(),
            lists: Box::new(std::array::from_fn(|_| List::default())),
            kinds: table,
            roots: RootList::new(),
            stack: NativeStack::new(),
            allocated: 0,
            threshold: 0,
            live: 0,
            committed: 0,
            external: 0,
            due: false,
            over_limit: false,
            collecting: false,
            stats: Stats::default(),
        };
        heap.set_threshold();
        heap
    }

    /// Sets the context of the hooks.
    pub fn set_context(&mut self, context: *mut ()) {
        self.hooks.context = context;
    }
    /// The options.
    pub fn options(&self) -> &HeapOptions {
        &self.options
    }
    /// Turns stress on or off.
    pub fn set_stress(&mut self, stress: bool) {
        let was_slow = self.is_slow();
        self.options.stress = stress;
        self.hide_runs(was_slow);
    }
    /// From now on notes which cells are allocated, up to so many bytes: beyond them large cells are refused and
    /// [`Hooks::limit_hit`] is called. Meanwhile nothing is collected (but under stress). `None` ends it.
    pub fn record_allocations(&mut self, bytes: Option<usize>) {
        let was_slow = self.is_slow();
        self.recording = bytes.map(|bytes| Recording { cells: HashSet::new(), left: bytes });
        self.hide_runs(was_slow);
        self.force_slow_if_due();
    }
    /// Has the cell at this address been allocated since recording began?
    pub fn is_recorded(&self, addr: usize) -> bool {
        self.recording.as_ref().is_some_and(|recording| recording.cells.contains(&addr))
    }
    /// A cell counts as one that existed before recording began: it belongs to one that did.
    pub fn forget_recorded(&mut self, addr: usize) {
        if let Some(recording) = &mut self.recording {
            recording.cells.remove(&addr);
        }
    }
    pub(crate) fn is_slow(&self) -> bool {
        self.options.stress || self.recording.is_some()
    }
    fn hide_runs(&mut self, was_slow: bool) {
        if self.is_slow() != was_slow {
            std::mem::swap(&mut self.bump, &mut self.hidden);
        }
    }
    /// Sets the memory limit.
    pub fn set_limit(&mut self, limit: usize) {
        self.options.limit = limit;
        self.over_limit = self.over_limit && self.in_use() > limit;
        self.set_threshold();
        self.force_slow_if_due();
    }

    // ---- references ----

    /// The base of the region, to which compressed references are relative.
    #[inline(always)]
    pub fn base(&self) -> usize {
        self.region.base
    }
    /// A reference in 32 bits; never 0.
    #[inline(always)]
    pub fn compress<T>(&self, cell: Gc<T>) -> u32 {
        ((cell.addr() - self.region.base) >> GRANULE_SHIFT) as u32
    }
    /// The cell of a compressed reference.
    ///
    /// # Safety
    /// `compressed` came from [`Heap::compress`] of this heap, for a `Gc<T>` whose cell still lives.
    #[inline(always)]
    pub unsafe fn decompress<T>(&self, compressed: u32) -> Gc<T> {
        // SAFETY: the caller vouches for the cell.
        unsafe { Gc::from_addr(self.region.base + ((compressed as usize) << GRANULE_SHIFT)) }
    }

    /// The store barrier: before a reference is stored into the cell at `owner`.
    #[inline(always)]
    pub fn barrier(&mut self, owner: usize) {
        debug_assert!(self.region.block_at(owner).is_some());
        // SAFETY: the owner is a live cell.
        let header = unsafe { &*std::ptr::with_exposed_provenance::<Header>(owner) };
        if header.word() & FRESH_FLAG == 0 {
            self.remember(owner);
        }
    }
    /// The slow path of the barrier. Today it only sets the flag again, so that the next store is
    /// quick; generations or incremental marking will note the owner here.
    #[cold]
    #[inline(never)]
    pub fn remember(&mut self, owner: usize) {
        // SAFETY: the owner is a live cell.
        let header = unsafe { &*std::ptr::with_exposed_provenance::<Header>(owner) };
        header.add_flags(FRESH_FLAG);
    }

    // ---- accounting ----

    /// Accounts memory outside the heap that hangs on cells. It never collects itself; if it brings
    /// the heap to its threshold, the next allocation does.
    #[inline]
    pub fn add_external(&mut self, bytes: usize) {
        self.external += bytes;
        self.allocated = self.allocated.saturating_add(bytes);
        self.force_slow_if_due();
    }
    /// Takes back what [`Heap::add_external`] accounted.
    #[inline]
    pub fn sub_external(&mut self, bytes: usize) {
        debug_assert!(bytes <= self.external);
        self.external = self.external.saturating_sub(bytes);
    }
    /// Accounted bytes outside the heap.
    pub fn external(&self) -> usize {
        self.external
    }
    /// Bytes in blocks in use and outside.
    pub fn in_use(&self) -> usize {
        self.committed + self.external
    }
    /// Bytes in blocks in use.
    pub fn committed(&self) -> usize {
        self.committed
    }
    /// Exact bytes of the cells that survived the last collection.
    pub fn live(&self) -> usize {
        self.live
    }
    /// Totals so far.
    pub fn stats(&self) -> Stats {
        self.stats
    }
    /// Has the heap reached the threshold of its next collection?
    pub fn should_collect(&self) -> bool {
        self.due || self.allocated >= self.threshold
    }
    /// Was the heap over its limit after the last collection? Small allocations stay infallible, so
    /// that the runtime can unwind; they end (in a panic) only where the region does.
    pub fn limit_hit(&self) -> bool {
        self.over_limit
    }
    /// Could `bytes` more bytes be held, outside bytes included? False also where only a collection
    /// would make room, so ask again after one.
    pub fn has_room(&self, bytes: usize) -> bool {
        self.in_use().checked_add(bytes).is_some_and(|total| total <= self.options.limit)
    }

    /// When a due collection must not wait for the runs to end, closes them: the next allocation of
    /// each list is slow, and collects first.
    #[inline]
    fn force_slow_if_due(&mut self) {
        if self.allocated >= self.threshold && !self.is_slow() {
            self.due = true;
            for run in &mut self.bump {
                run.limit = run.cursor;
            }
        }
    }

    /// The next threshold from what is live now. Near the limit it comes earlier, but never so early
    /// that a heap that stays at its limit collects all the time.
    pub(crate) fn set_threshold(&mut self) {
        let live = self.live + self.external;
        let grown = ((live as f64 * self.options.factor) as usize).max(self.options.min_heap);
        let slack = (self.options.limit / 32).clamp(256 << 10, 32 << 20);
        let room = self.options.limit.saturating_sub(self.in_use()).max(slack);
        self.threshold = grown.saturating_sub(live).min(room).max(BLOCK);
    }

    /// The runs from which allocation goes on.
    pub(crate) fn runs(&mut self) -> &mut [Bump; LISTS] {
        if self.is_slow() { &mut self.hidden } else { &mut self.bump }
    }

    // ---- conservative lookup ----

    /// The live cell that contains `addr`, if any: neither garbage that a collection has found nor
    /// free memory is ever returned.
    pub fn find_cell(&mut self, addr: usize) -> Option<usize> {
        self.sync_watermarks();
        self.lookup(addr)
    }

    /// Writes the cursors into the watermarks of the current blocks.
    pub(crate) fn sync_watermarks(&mut self) {
        for list in 0..LISTS {
            if let Some((block, _)) = self.lists[list].current {
                let cursor = self.runs()[list].cursor;
                self.region.block_mut(block).watermark = (cursor - self.region.addr(block)) as u32;
            }
        }
    }

    /// `find_cell` with synced watermarks.
    pub(crate) fn lookup(&self, addr: usize) -> Option<usize> {
        let block = self.region.block_at(addr)?;
        let info = self.region.block(block);
        match info.state {
            State::Free => None,
            State::Large | State::Continuation => Some(self.region.addr(info.head)),
            State::Small => {
                let offset = (addr & (BLOCK - 1)) as u64;
                let index = (offset * info.reciprocal as u64) >> 32;
                let start = index as usize * info.cell as usize;
                let cell = self.region.addr(block) + start;
                let fits = start + info.cell as usize <= BLOCK;
                // SAFETY: the cell is in the region.
                let live =
                    start < info.watermark as usize || unsafe { self.region.marks.is_marked(cell) };
                (fits && live).then_some(cell)
            }
        }
    }
}

impl Drop for Heap {
    fn drop(&mut self) {
        self.collecting = true;
        self.finalize_all();
        self.roots.unlink_all();
    }
}

const _: () = assert!(std::mem::offset_of!(Heap, bump) == 0 && FINALIZED_LISTS * 2 == LISTS);
