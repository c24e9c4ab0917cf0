//! Marking: test and set at push, an explicit stack, a short queue of prefetched cells, no recursion.
//!
//! Invariant: a marked cell has been traced, or it is on the stack, in the queue, or (the rest of a
//! long array) on the range stack. When all three are empty, everything reachable is marked,
//! ephemeron values included: a value waits in `watchers` only while its key is unmarked, and tracing
//! the key visits it.

use crate::cell::{FRESH_FLAG, Header, KindInfo, Layout, WATCHED_FLAG, Word, is_cell_word};
use crate::config::{GRANULE, GRANULE_SHIFT};
use crate::faults::{Fault, planted};
use crate::region::{Marks, Region};
use crate::weak::Watchers;
use std::ptr::with_exposed_provenance;

/// Arrays above this many words are traced piece by piece, so that they do not flood the stack.
const LONG: usize = 2048;
const PIECE: usize = 1024;
/// Cells between prefetch and tracing.
const QUEUE: usize = 16;

/// The state of a collection's marking, which trace functions and root hooks visit words with.
///
/// Everything visited must be a traced word, or the address of a cell: that is part of the safety
/// contract of [`Layout::Custom`] functions and of [`crate::Hooks`], the only code that gets a marker.
pub struct Marker {
    marks: Marks,
    base: usize,
    end: usize,
    kinds: *const [KindInfo; 256],
    stack: Vec<usize>,
    ranges: Vec<(usize, usize)>,
    pub(crate) weak: Vec<usize>,
    pub(crate) tables: Vec<usize>,
    pub(crate) watchers: Watchers,
    pub(crate) marked: u64,
}

impl Marker {
    pub(crate) fn new(region: &Region, kinds: *const [KindInfo; 256]) -> Marker {
        Marker {
            marks: region.marks,
            base: region.base,
            end: 0,
            kinds,
            stack: Vec::new(),
            ranges: Vec::new(),
            weak: Vec::new(),
            tables: Vec::new(),
            watchers: Watchers::default(),
            marked: 0,
        }
    }

    /// Prepares for a collection.
    pub(crate) fn begin(&mut self, region: &Region) {
        self.end = region.end();
        self.marked = 0;
        self.weak.clear();
        self.tables.clear();
    }

    /// Ends a collection: drops what the marking needed, and memory that grew far.
    pub(crate) fn finish(&mut self) {
        self.watchers.clear();
        self.stack.shrink_to(1 << 16);
        self.weak.shrink_to(1 << 12);
        self.tables.shrink_to(1 << 12);
    }

    /// Visits a traced word.
    #[inline(always)]
    pub fn visit_word(&mut self, word: u64) {
        if is_cell_word(word) {
            self.visit_addr(word as usize);
        }
    }
    /// Visits a value that is a traced word.
    #[inline(always)]
    pub fn visit<V: Word>(&mut self, value: V) {
        self.visit_word(value.to_bits());
    }
    /// Visits each word of a range of memory that holds traced words.
    ///
    /// # Safety
    /// The words from `start` to `end` are readable, aligned and initialised.
    #[inline(always)]
    pub unsafe fn visit_words(&mut self, start: *const u64, end: *const u64) {
        let mut word = start;
        while word < end {
            // SAFETY: the caller vouches for the range.
            unsafe {
                self.visit_word(*word);
                word = word.add(1);
            }
        }
    }
    /// Visits a compressed reference, or 0 for none.
    #[inline(always)]
    pub fn visit_compressed(&mut self, compressed: u32) {
        if compressed != 0 {
            self.visit_addr(self.base + ((compressed as usize) << GRANULE_SHIFT));
        }
    }
    /// Visits the cell at an address.
    #[inline(always)]
    pub fn visit_addr(&mut self, addr: usize) {
        debug_assert!(
            addr > self.base && addr < self.end && addr.is_multiple_of(GRANULE),
            "{addr:#x} is no cell"
        );
        // SAFETY: by the contract of markers the address is a cell's.
        if unsafe { self.marks.mark(addr) } {
            self.stack.push(addr);
        }
    }
    /// Has this cell been marked?
    #[inline(always)]
    pub fn is_marked(&self, addr: usize) -> bool {
        debug_assert!(addr > self.base && addr < self.end, "{addr:#x} is no cell");
        // SAFETY: by the contract of markers the address is a cell's.
        unsafe { self.marks.is_marked(addr) }
    }

    /// What is known of liveness, once marking is done.
    pub(crate) fn liveness(&self) -> Liveness {
        Liveness { marks: self.marks, base: self.base, end: self.end }
    }

    /// # Safety
    /// `addr` is a marked cell.
    #[inline(always)]
    unsafe fn trace(&mut self, addr: usize) {
        self.marked += 1;
        // SAFETY: a cell starts with a header.
        let header = unsafe { &*with_exposed_provenance::<Header>(addr) };
        if header.word() & (FRESH_FLAG | WATCHED_FLAG) != 0 {
            self.first_survival(addr, header);
        }
        // SAFETY: the table belongs to the heap that owns this marker.
        let info = unsafe { &(&*self.kinds)[header.kind() as usize] };
        if info.aux_is_cell && !planted(Fault::NoAux) {
            self.visit_compressed(header.aux());
        }
        let words = with_exposed_provenance::<u64>(addr);
        match info.layout {
            Layout::Leaf => {}
            Layout::Mask(mut mask) => {
                while mask != 0 {
                    let index = mask.trailing_zeros() as usize;
                    mask &= mask - 1;
                    // SAFETY: the mask names words of the cell.
                    self.visit_word(unsafe { *words.add(index) });
                }
            }
            Layout::Counted { first_word } => {
                let start = addr + first_word as usize * 8;
                self.trace_range(start, start + header.aux() as usize * 8);
            }
            // SAFETY: the function is the kind's.
            Layout::Custom(trace) => unsafe { trace(addr, self) },
        }
    }

    #[inline(always)]
    fn trace_range(&mut self, start: usize, end: usize) {
        if end - start > LONG * 8 {
            self.ranges.push((start, end));
        } else {
            // SAFETY: the range lies in a cell whose layout says that it is traced.
            unsafe {
                self.visit_words(with_exposed_provenance(start), with_exposed_provenance(end));
            }
        }
    }

    fn first_survival(&mut self, addr: usize, header: &Header) {
        let watched = header.word() & WATCHED_FLAG != 0;
        let fresh = if planted(Fault::NoFreshClear) { 0 } else { FRESH_FLAG };
        header.clear_flags(fresh | WATCHED_FLAG);
        if watched && !planted(Fault::NoWatchers) {
            let mut next = self.watchers.start(addr);
            while let Some((value, following)) = self.watchers.get(next) {
                self.visit_word(value);
                next = following;
            }
        }
    }

    /// Visits `value` now if `key` is marked (or no cell), else as soon as it is.
    pub(crate) fn visit_ephemeron(&mut self, key: u64, value: u64) {
        if !is_cell_word(value) {
            return;
        }
        if !is_cell_word(key) || self.is_marked(key as usize) {
            self.visit_word(value);
            return;
        }
        // SAFETY: a key is a cell, live at least until this collection ends.
        let header = unsafe { &*with_exposed_provenance::<Header>(key as usize) };
        header.add_flags(WATCHED_FLAG);
        self.watchers.watch(key as usize, value);
    }

    /// Traces everything reachable from what has been visited.
    pub(crate) fn drain(&mut self) {
        let mut queue = [0usize; QUEUE];
        let (mut head, mut held) = (0, 0);
        loop {
            let next = if let Some(addr) = self.stack.pop() {
                prefetch(addr);
                let tail = (head + held) % QUEUE;
                let oldest = std::mem::replace(&mut queue[tail], addr);
                if held < QUEUE {
                    held += 1;
                    continue;
                }
                head = (head + 1) % QUEUE;
                oldest
            } else if held > 0 && !planted(Fault::NoFifoDrain) {
                let oldest = queue[head];
                head = (head + 1) % QUEUE;
                held -= 1;
                oldest
            } else if let Some((start, end)) = self.ranges.pop() {
                let middle = end.min(start + PIECE * 8);
                if middle < end && !planted(Fault::NoRanges) {
                    self.ranges.push((middle, end));
                }
                self.trace_range(start, middle);
                continue;
            } else {
                return;
            };
            // SAFETY: what was pushed is a marked cell.
            unsafe { self.trace(next) };
        }
    }
}

#[inline(always)]
fn prefetch(addr: usize) {
    #[cfg(target_arch = "x86_64")]
    // SAFETY: a prefetch reads nothing.
    unsafe {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        _mm_prefetch::<_MM_HINT_T0>(with_exposed_provenance(addr));
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = addr;
}

/// The layout of kinds that nobody registered: a dangling reference was traced, and nothing that
/// follows could be trusted.
pub(crate) unsafe fn unregistered(cell: usize, _: &mut Marker) {
    // SAFETY: the address is in the region, where all memory is readable.
    let word = unsafe { (*with_exposed_provenance::<Header>(cell)).word() };
    panic!("the cell at {cell:#x} has the header {word:#018x}: a dangling reference");
}

/// Which cells are alive, for [`crate::Hooks::after_mark`].
pub struct Liveness {
    marks: Marks,
    base: usize,
    end: usize,
}

impl Liveness {
    /// Does the cell at this address survive? It must have been a live cell before this collection.
    #[inline]
    pub fn is_marked(&self, addr: usize) -> bool {
        let inside = addr > self.base && addr < self.end;
        debug_assert!(inside, "{addr:#x} is no cell");
        // SAFETY: the address is in the region.
        inside && unsafe { self.marks.is_marked(addr) }
    }
    /// Does what a traced word refers to survive? True for words that are no references.
    #[inline]
    pub fn is_live_word(&self, word: u64) -> bool {
        !is_cell_word(word) || self.is_marked(word as usize)
    }
    /// Does the cell of a compressed reference survive? True for 0.
    #[inline]
    pub fn is_live_compressed(&self, compressed: u32) -> bool {
        compressed == 0 || self.is_marked(self.base + ((compressed as usize) << GRANULE_SHIFT))
    }
}
