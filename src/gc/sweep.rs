//! The sweep: one walk over the block table that classifies blocks, runs finalizers and rebuilds the
//! free spans. Dead cells without finalizers are never touched: the allocator finds them by their
//! missing marks.
//!
//! Invariant: afterwards the live bytes are exact, a block without marks is free, adjacent free
//! blocks are one span, and free memory stays with the heap only as far as the next cycle takes it.

use crate::cell::{FREE_KIND, Header, POISON};
use crate::config::{BLOCK, BLOCK_SHIFT, GRANULE_SHIFT, LISTS};
use crate::faults::{Fault, planted};
use crate::heap::{Bump, Heap};
use crate::region::{Block, State, blocks_of};
use crate::spans::Span;
use std::ptr::{with_exposed_provenance, with_exposed_provenance_mut};

/// Free memory that a heap keeps in any case.
const KEEP: usize = 16 << 20;

impl Heap {
    /// Sweeps; returns the number of finalizers run.
    pub(crate) fn sweep(&mut self) -> u64 {
        for list in self.lists.iter_mut() {
            list.blocks.clear();
            list.next = 0;
            list.current = None;
        }
        self.bump = [Bump::EMPTY; LISTS];
        self.hidden = [Bump::EMPTY; LISTS];
        (self.live, self.committed) = (0, 0);
        let mut free: Vec<Span> = Vec::new();
        let mut finalized = 0;
        let mut block = 1;
        while block < self.region.used {
            let info = *self.region.block(block);
            let (len, is_free) = match info.state {
                State::Free => (1, true),
                State::Small => (1, self.sweep_small(block, info, &mut finalized)),
                State::Large => {
                    let len = blocks_of(info.bytes);
                    (len, self.sweep_large(block, len, info, &mut finalized))
                }
                State::Continuation => unreachable!("a continuation without a head"),
            };
            if is_free {
                match free.last_mut() {
                    Some(last) if last.end() == block && !planted(Fault::NoMerge) => {
                        last.len += len;
                    }
                    _ => free.push(Span { first: block, len }),
                }
            } else {
                self.committed += len as usize * BLOCK;
            }
            block += len;
        }
        self.give_back(&mut free);
        self.spans.clear();
        // Those added last are taken first: low addresses are used again before high ones.
        free.iter().rev().for_each(|&span| self.spans.add(span));
        finalized
    }

    /// Is the block free now?
    fn sweep_small(&mut self, block: u32, info: Block, finalized: &mut u64) -> bool {
        let marks = self.region.marks_of(block);
        let live: u32 = marks.iter().map(|word| word.count_ones()).sum();
        let full = live as usize == BLOCK / info.cell as usize;
        if !full {
            if info.finalized {
                *finalized += self.finalize_block(block, info);
            }
            if self.options.stress {
                self.poison_block(block, info);
            }
        }
        if live == 0 {
            *self.region.block_mut(block) = Block::FREE;
            return true;
        }
        self.live += live as usize * info.cell as usize;
        // With the watermark at 0 only marked cells are live, until the allocator takes the block.
        self.region.block_mut(block).watermark = if full { BLOCK as u32 } else { 0 };
        if !full {
            self.lists[info.list as usize].blocks.push(block);
        }
        false
    }

    /// Is the span free now?
    fn sweep_large(&mut self, head: u32, len: u32, info: Block, finalized: &mut u64) -> bool {
        let addr = self.region.addr(head);
        // SAFETY: the address is in the region.
        if unsafe { self.region.marks.is_marked(addr) } {
            self.live += info.bytes;
            return false;
        }
        if info.finalized {
            self.finalize_cell(addr);
            *finalized += 1;
        }
        if self.options.stress {
            poison(addr, info.bytes);
        }
        for block in head..head + len {
            *self.region.block_mut(block) = Block::FREE;
        }
        true
    }

    fn finalize_cell(&mut self, addr: usize) {
        // SAFETY: a cell starts with a header.
        let kind = unsafe { (*with_exposed_provenance::<Header>(addr)).kind() };
        if let Some(finalize) = self.kinds[kind as usize].finalize
            && !planted(Fault::NoFinalizers)
        {
            // SAFETY: the cell is dead, is of this kind, and has not been finalized before.
            unsafe { finalize(addr, self) };
        }
    }

    /// Finalizes the unmarked cells of a block, which become free memory.
    fn finalize_block(&mut self, block: u32, info: Block) -> u64 {
        let (base, marks) = (self.region.addr(block), self.region.marks_of(block));
        let mut count = 0;
        for addr in cells(base, info.cell).filter(|addr| !is_set(&marks, addr - base)) {
            let header = with_exposed_provenance_mut::<Header>(addr);
            // SAFETY: every cell of such a block has a header, free ones that of kind 0.
            if unsafe { (*header).kind() } != FREE_KIND {
                self.finalize_cell(addr);
                count += 1;
                // SAFETY: the cell is dead.
                unsafe { header.write(Header::new(FREE_KIND, 0)) };
            }
        }
        count
    }

    /// The heap is going away: finalizes every cell that has a finalizer.
    pub(crate) fn finalize_all(&mut self) {
        self.region.clear_marks();
        let mut block = 1;
        while block < self.region.used {
            let info = *self.region.block(block);
            let large = info.state == State::Large;
            if info.finalized && info.state == State::Small {
                self.finalize_block(block, info);
            } else if info.finalized && large {
                self.finalize_cell(self.region.addr(block));
            }
            block += if large { blocks_of(info.bytes) } else { 1 };
        }
    }

    /// Fills what is dead in a block, so that a use after death shows.
    fn poison_block(&self, block: u32, info: Block) {
        let (base, marks) = (self.region.addr(block), self.region.marks_of(block));
        // Free cells of blocks with finalizers keep their header, which says so.
        let skip = if info.finalized { 8 } else { 0 };
        for addr in cells(base, info.cell).filter(|addr| !is_set(&marks, addr - base)) {
            // SAFETY: a cell has at least two words.
            if unsafe { *with_exposed_provenance::<u64>(addr + 8) } != POISON {
                poison(addr + skip, info.cell as usize - skip);
            }
        }
    }

    /// Returns free memory to the system, the highest first, beyond what the next cycle will take.
    /// Giving back all of it at each collection was measured: it makes allocation three times slower.
    fn give_back(&mut self, free: &mut Vec<Span>) {
        let live = self.live + self.external;
        let grown = ((live as f64 * self.options.factor) as usize).max(self.options.min_heap);
        let room = self.options.limit.saturating_sub(self.in_use());
        let keep = grown.saturating_sub(live).max(KEEP).min(room);
        let dirty = |heap: &Heap, span: &Span| {
            (span.first..span.end()).filter(|&block| heap.region.block(block).dirty).count()
        };
        let held: usize = free.iter().map(|span| dirty(self, span)).sum();
        let mut excess = held.saturating_sub(keep >> BLOCK_SHIFT);
        for span in free.iter().rev() {
            let mut first = span.end();
            while first > span.first && excess > 0 {
                first -= 1;
                excess -= self.region.block(first).dirty as usize;
            }
            if first < span.end() {
                self.region.release(first, span.end());
            }
            if excess == 0 {
                break;
            }
        }
        // What is clean at the end is as good as never used.
        if let Some(last) = free.last()
            && last.end() == self.region.used
            && dirty(self, last) == 0
        {
            self.region.used = last.first;
            free.pop();
        }
    }
}

/// The addresses of the cells of a block.
fn cells(base: usize, cell: u32) -> impl Iterator<Item = usize> {
    (0..BLOCK / cell as usize).map(move |index| base + index * cell as usize)
}

fn is_set(marks: &[u64], offset: usize) -> bool {
    let granule = offset >> GRANULE_SHIFT;
    marks[granule / 64] >> (granule % 64) & 1 != 0
}

/// Fills dead memory.
pub(crate) fn poison(addr: usize, bytes: usize) {
    let words = with_exposed_provenance_mut::<u64>(addr);
    for index in 0..bytes / 8 {
        // SAFETY: the memory is a dead cell's.
        unsafe { words.add(index).write(POISON) };
    }
}
