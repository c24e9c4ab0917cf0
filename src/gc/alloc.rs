//! Allocation: bump allocation into runs of free cells, spans of blocks for large cells.
//!
//! Invariants: the run of a list lies in its current block, every cell of it is dead and unmarked,
//! and every unmarked cell of the current block below the cursor has been handed out since the last
//! collection. In blocks of cells with finalizers, free cells have kind 0.

use crate::cell::{Cell, FREE_KIND, FRESH_FLAG, Gc, Header};
use crate::config::{
    BLOCK, CLASSES, FINALIZED_LISTS, GRANULE_SHIFT, MARK_WORDS, MAX_REGION, MAX_SMALL, STARTS,
    class_bytes, list_bytes, size_class,
};
use crate::heap::{Bump, Heap};
use crate::region::{Block, State, blocks_of};
use crate::spans::Span;
use crate::stats::Reason;
use crate::sweep::poison;
use std::ptr::{NonNull, with_exposed_provenance, with_exposed_provenance_mut};

/// From this size on, a growing cell moves its pages instead of its bytes.
pub const REMAP_BYTES: usize = 256 << 10;

impl Heap {
    /// Allocates a cell. This is a safepoint; it never fails before the region is full.
    #[inline(always)]
    pub fn alloc<T: Cell>(&mut self, value: T) -> Gc<T> {
        const { assert!(size_of::<T>() <= MAX_SMALL && align_of::<T>() <= 16) };
        let class = const { size_class(size_of::<T>()) };
        let list = const {
            size_class(size_of::<T>()) + if T::FINALIZE.is_some() { FINALIZED_LISTS } else { 0 }
        };
        let addr = self.alloc_small(list, const { class_bytes(size_class(size_of::<T>())) });
        debug_assert!(class_bytes(class) >= size_of::<T>());
        let cell = with_exposed_provenance_mut::<T>(addr);
        // SAFETY: the memory is free, large enough and aligned; it is a live `T` from here on.
        unsafe {
            cell.write(value);
            debug_assert_eq!((*cell.cast::<Header>()).kind(), T::KIND);
            Gc::from_addr(addr)
        }
    }

    #[inline(always)]
    fn alloc_small(&mut self, list: usize, bytes: usize) -> usize {
        let run = &mut self.bump[list];
        let addr = run.cursor;
        let next = addr + bytes;
        if next <= run.limit {
            run.cursor = next;
            return addr;
        }
        self.alloc_slow(list).addr().get()
    }

    /// Allocates a cell of any size with this header. `finalized` says that its kind has a
    /// finalizer. This is a safepoint. `None` if the cell is large and the region or the memory
    /// limit cannot hold it, even after a collection.
    ///
    /// # Safety
    /// The caller initialises every traced word before the next safepoint. `bytes`, header included,
    /// covers all that the kind's layout traces. `finalized` agrees with the kind.
    #[inline(always)]
    pub unsafe fn alloc_raw(
        &mut self,
        header: Header,
        bytes: usize,
        finalized: bool,
    ) -> Option<NonNull<u8>> {
        let addr = if bytes <= MAX_SMALL {
            let class = size_class(bytes);
            let list = class + if finalized { FINALIZED_LISTS } else { 0 };
            self.alloc_small(list, class_bytes(class))
        } else {
            self.alloc_large(bytes, finalized)?
        };
        let cell = with_exposed_provenance_mut::<Header>(addr);
        // SAFETY: the memory is free and large enough for a header.
        unsafe { cell.write(header) };
        NonNull::new(cell.cast())
    }

    /// The slow path of allocation, for machine code too: collects if it is time, finds the next run
    /// of free cells of this list, and takes its first cell.
    #[cold]
    #[inline(never)]
    pub fn alloc_slow(&mut self, list: usize) -> NonNull<u8> {
        assert!(!self.collecting, "allocation during a collection");
        let bytes = list_bytes(list);
        if self.options.stress {
            self.collect_for(Reason::Stress);
        } else if self.due || self.recording.is_none() && self.should_collect() {
            self.collect_for(Reason::Growth);
        }
        let run = self.runs()[list];
        if run.cursor + bytes > run.limit || !self.is_slow() {
            self.refill(list);
        }
        let run = &mut self.runs()[list];
        let addr = run.cursor;
        run.cursor += bytes;
        self.record(addr, bytes);
        NonNull::new(with_exposed_provenance_mut(addr)).expect("a run is never at address zero")
    }

    /// Notes a cell, if cells are noted.
    fn record(&mut self, addr: usize, bytes: usize) {
        let Some(recording) = &mut self.recording else { return };
        recording.cells.insert(addr);
        let had_room = recording.left > 0;
        recording.left = recording.left.saturating_sub(bytes);
        if had_room && recording.left == 0 {
            // SAFETY: the hook belongs to the context that was set with it.
            unsafe { (self.hooks.limit_hit)(self.hooks.context) };
        }
    }

    /// Finds the next run of free cells of a list: in its current block, in a block that the sweep
    /// found partly free, or in a new block.
    fn refill(&mut self, list: usize) {
        loop {
            if let Some((block, from)) = self.lists[list].current {
                if let Some((start, end)) = self.next_run(list, block, from) {
                    let base = self.region.addr(block);
                    self.runs()[list] = Bump { cursor: base + start, limit: base + end };
                    self.lists[list].current = Some((block, end));
                    self.allocated += end - start;
                    return;
                }
                self.lists[list].current = None;
                self.region.block_mut(block).watermark = BLOCK as u32;
            }
            let blocks = &mut self.lists[list];
            if let Some(&block) = blocks.blocks.get(blocks.next) {
                blocks.next += 1;
                blocks.current = Some((block, 0));
                continue;
            }
            let Some(block) = self.take_small_block(list) else {
                assert!(self.allocated > 0, "the heap's region is full");
                self.collect_for(Reason::Limit);
                continue;
            };
            let blocks = &mut self.lists[list];
            blocks.blocks.push(block);
            blocks.next = blocks.blocks.len();
            blocks.current = Some((block, 0));
        }
    }

    /// The first run of free cells at or after an offset, as offsets.
    fn next_run(&self, list: usize, block: u32, from: usize) -> Option<(usize, usize)> {
        let marks = self.region.marks_of(block);
        let starts = &STARTS[list % CLASSES];
        let mut word = from >> (GRANULE_SHIFT + 6);
        if word >= MARK_WORDS {
            return None;
        }
        let shift = (from >> GRANULE_SHIFT) % 64;
        let mut free = !marks[word] & starts[word] & (!0 << shift);
        while free == 0 {
            word += 1;
            free = !marks.get(word)? & starts[word];
        }
        let start = word * 64 + free.trailing_zeros() as usize;
        // The run ends at the next marked cell; marks are only at cell starts.
        let mut taken = marks[word] & (!0 << (start % 64));
        while taken == 0 {
            word += 1;
            match marks.get(word) {
                Some(&bits) => taken = bits,
                None => {
                    let (start, bytes) = (start << GRANULE_SHIFT, list_bytes(list));
                    return Some((start, start + (BLOCK - start) / bytes * bytes));
                }
            }
        }
        let end = word * 64 + taken.trailing_zeros() as usize;
        Some((start << GRANULE_SHIFT, end << GRANULE_SHIFT))
    }

    fn take_small_block(&mut self, list: usize) -> Option<u32> {
        let (bytes, finalized) = (list_bytes(list), list >= FINALIZED_LISTS);
        let block = self.take_blocks(1)?;
        *self.region.block_mut(block) = Block::small(list, bytes, finalized);
        if finalized {
            let base = self.region.addr(block);
            for cell in 0..BLOCK / bytes {
                let header = with_exposed_provenance_mut::<Header>(base + cell * bytes);
                // SAFETY: the block is free, and the cell lies in it.
                unsafe { header.write(Header::new(FREE_KIND, 0)) };
            }
        }
        Some(block)
    }

    /// Takes free blocks and counts them as in use.
    fn take_blocks(&mut self, blocks: u32) -> Option<u32> {
        let first = self.spans.take(blocks).or_else(|| self.region.extend(blocks))?;
        self.committed += blocks as usize * BLOCK;
        self.stats.peak = self.stats.peak.max(self.in_use());
        Some(first)
    }

    /// Allocates a span of blocks for one cell.
    #[cold]
    #[inline(never)]
    fn alloc_large(&mut self, bytes: usize, finalized: bool) -> Option<usize> {
        assert!(!self.collecting, "allocation during a collection");
        if bytes > MAX_REGION {
            return None;
        }
        let blocks = blocks_of(bytes);
        let size = blocks as usize * BLOCK;
        if self.recording.as_ref().is_some_and(|recording| size >= recording.left) {
            return None;
        }
        if self.options.stress {
            self.collect_for(Reason::Stress);
        } else if self.recording.is_none()
            && self.allocated > 0
            && self.allocated + size >= self.threshold
        {
            self.collect_for(Reason::Growth);
        }
        if !self.has_room(size) {
            if self.allocated > 0 {
                self.collect_for(Reason::Limit);
            }
            if !self.has_room(size) {
                return None;
            }
        }
        let first = match self.take_blocks(blocks) {
            Some(first) => first,
            None => {
                self.collect_for(Reason::Limit);
                self.take_blocks(blocks)?
            }
        };
        for block in first..first + blocks {
            *self.region.block_mut(block) = Block::large(first, block == first, bytes, finalized);
        }
        self.allocated += size;
        self.record(self.region.addr(first), size);
        Some(self.region.addr(first))
    }

    /// Moves a growing cell without a finalizer to a larger one and frees the old one, if it was
    /// large: its first `used` bytes, header included, are kept, and the rest is uninitialised. This
    /// is a safepoint. `None` as for [`Heap::alloc_raw`], and then the old cell stays as it was.
    ///
    /// # Safety
    /// `old` is a live cell of at least `used` bytes. The caller holds the only references to it that
    /// will be used, and replaces them before the next safepoint.
    pub unsafe fn grow_raw(
        &mut self,
        old: NonNull<u8>,
        used: usize,
        bytes: usize,
    ) -> Option<NonNull<u8>> {
        debug_assert!(used <= bytes);
        let from = old.as_ptr().expose_provenance();
        let block = self.region.block_at(from).expect("a cell of this heap");
        let info = *self.region.block(block);
        debug_assert!(!info.finalized);
        if info.state == State::Large && blocks_of(bytes) == blocks_of(info.bytes) {
            self.region.block_mut(block).bytes = bytes.max(info.bytes);
            return Some(old);
        }
        // SAFETY: `old` starts with a header.
        let header = unsafe { &*with_exposed_provenance::<Header>(from) };
        let copy = Header::with_spare(header.kind(), header.spare(), 0);
        // SAFETY: the aux is 0 until the words are copied, and no safepoint comes before that.
        let new = unsafe { self.alloc_raw(copy, bytes, false) }?;
        let moved = info.state == State::Large
            && used >= REMAP_BYTES
            && move_pages(from, new.as_ptr().expose_provenance(), used);
        if !moved {
            // SAFETY: both cells have `used` bytes, and they do not overlap.
            unsafe { std::ptr::copy_nonoverlapping(old.as_ptr(), new.as_ptr(), used) };
        }
        // SAFETY: the new cell starts with the copied header.
        unsafe { (*new.as_ptr().cast::<Header>()).add_flags(FRESH_FLAG) };
        if info.state == State::Large {
            self.free_large(block);
        }
        Some(new)
    }

    /// Frees a large cell at once.
    fn free_large(&mut self, head: u32) {
        let bytes = self.region.block(head).bytes;
        let len = blocks_of(bytes);
        if self.options.stress {
            poison(self.region.addr(head), bytes);
        }
        for block in head..head + len {
            *self.region.block_mut(block) = Block::FREE;
        }
        // SAFETY: the address is in the region. The bit must not outlive the cell.
        unsafe { self.region.marks.unmark(self.region.addr(head)) };
        self.committed -= len as usize * BLOCK;
        self.spans.add(Span { first: head, len });
    }
}

/// Moves the pages of one span to another. The old pages stay mapped, empty. False if the system
/// cannot: then nothing has happened.
fn move_pages(from: usize, to: usize, bytes: usize) -> bool {
    let bytes = bytes.next_multiple_of(BLOCK);
    let flags = libc::MREMAP_MAYMOVE | libc::MREMAP_FIXED | libc::MREMAP_DONTUNMAP;
    let (from, to) = (with_exposed_provenance_mut(from), with_exposed_provenance_mut(to));
    // SAFETY: both ranges are whole blocks of the region that belong to the two cells alone.
    let result = unsafe { libc::mremap(from, bytes, bytes, flags, to) };
    result == to
}
