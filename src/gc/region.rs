//! The reserved region: block descriptors and mark bits in side tables indexed by address.
//!
//! Invariants: block 0 is never used, so no cell has the compressed address 0. Blocks from `used` on
//! are untouched or returned to the system, and their mark bits are zero. Blocks have no header:
//! the first cell is at offset 0. A large cell is a span of blocks, a head and its continuations.

use crate::config::{BLOCK, BLOCK_SHIFT, GRANULE_SHIFT, MARK_WORDS, MAX_REGION};
use std::ptr::{null_mut, with_exposed_provenance_mut};

/// What a block is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub(crate) enum State {
    /// Zero: what the table holds from the start.
    Free = 0,
    Small,
    Large,
    /// A block of a large cell that is not its first.
    Continuation,
}

/// Everything about a block but its marks.
#[derive(Clone, Copy)]
#[repr(C)]
pub(crate) struct Block {
    pub(crate) state: State,
    /// The allocation list of a small block.
    pub(crate) list: u8,
    /// Cells here have finalizers.
    pub(crate) finalized: bool,
    /// Its pages have been touched since they were last returned to the system.
    pub(crate) dirty: bool,
    /// Bytes of a small cell.
    pub(crate) cell: u32,
    /// 2^32 / cell + 1: division by multiplication, exact for offsets in a block.
    pub(crate) reciprocal: u32,
    /// Small cells below this offset are live whatever their mark; those above only if marked.
    pub(crate) watermark: u32,
    /// The first block of a large cell.
    pub(crate) head: u32,
    unused: u32,
    /// The bytes of a large cell, in its head.
    pub(crate) bytes: usize,
}
const _: () = assert!(size_of::<Block>() == 32);

impl Block {
    pub(crate) fn small(list: usize, cell: usize, finalized: bool) -> Block {
        let reciprocal = ((1u64 << 32) / cell as u64 + 1) as u32;
        let (list, cell) = (list as u8, cell as u32);
        Block { list, finalized, cell, reciprocal, state: State::Small, ..Block::FREE }
    }
    pub(crate) fn large(head: u32, first: bool, bytes: usize, finalized: bool) -> Block {
        let state = if first { State::Large } else { State::Continuation };
        Block { state, finalized, head, bytes, ..Block::FREE }
    }
    /// A free block whose pages are in use.
    pub(crate) const FREE: Block = Block {
        state: State::Free,
        list: 0,
        finalized: false,
        dirty: true,
        cell: 0,
        reciprocal: 0,
        watermark: 0,
        head: 0,
        unused: 0,
        bytes: 0,
    };
}

/// The blocks that a large cell of `bytes` bytes takes.
pub(crate) fn blocks_of(bytes: usize) -> u32 {
    bytes.div_ceil(BLOCK) as u32
}

/// The mark bits, one for each granule, found from an address by one shift and one addition.
#[derive(Clone, Copy)]
pub(crate) struct Marks {
    bias: usize,
}

impl Marks {
    #[inline(always)]
    fn locate(self, addr: usize) -> (*mut u8, u8) {
        let byte = self.bias.wrapping_add(addr >> (GRANULE_SHIFT + 3));
        (with_exposed_provenance_mut(byte), 1 << ((addr >> GRANULE_SHIFT) & 7))
    }
    /// # Safety
    /// `addr` is in the region, which is still mapped.
    #[inline(always)]
    pub(crate) unsafe fn is_marked(self, addr: usize) -> bool {
        let (byte, bit) = self.locate(addr);
        // SAFETY: the table covers the region.
        unsafe { *byte & bit != 0 }
    }
    /// Marks a cell; was it unmarked?
    ///
    /// # Safety
    /// As for `is_marked`.
    #[inline(always)]
    pub(crate) unsafe fn mark(self, addr: usize) -> bool {
        let (byte, bit) = self.locate(addr);
        // SAFETY: the table covers the region.
        unsafe {
            let old = *byte;
            if old & bit != 0 {
                return false;
            }
            *byte = old | bit;
            true
        }
    }
    /// # Safety
    /// As for `is_marked`.
    pub(crate) unsafe fn unmark(self, addr: usize) {
        let (byte, bit) = self.locate(addr);
        // SAFETY: the table covers the region.
        unsafe { *byte &= !bit };
    }
}

/// The address range of a heap with its side tables; unmapped on drop.
pub(crate) struct Region {
    pub(crate) base: usize,
    pub(crate) marks: Marks,
    /// Blocks below this have been handed out at some time; the first is 1.
    pub(crate) used: u32,
    total: u32,
    blocks: *mut Block,
    maps: [(usize, usize); 3],
}

fn reserve(bytes: usize) -> Option<usize> {
    let (protection, flags) = (
        libc::PROT_READ | libc::PROT_WRITE,
        libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE,
    );
    // SAFETY: a new anonymous mapping touches no existing memory.
    let start = unsafe { libc::mmap(null_mut(), bytes, protection, flags, -1, 0) };
    (start != libc::MAP_FAILED).then(|| start.expose_provenance())
}

const ALIGN: usize = 2 << 20;

impl Region {
    /// Reserves the region, a smaller one where address space is limited.
    ///
    /// # Panics
    /// If the system refuses even 256 MiB of address space.
    pub(crate) fn new() -> Region {
        let mut bytes = MAX_REGION;
        loop {
            if let Some(region) = Region::of(bytes) {
                return region;
            }
            bytes /= 2;
            assert!(bytes >= 256 << 20, "no address space for the heap");
        }
    }

    fn of(bytes: usize) -> Option<Region> {
        let total = bytes >> BLOCK_SHIFT;
        let sizes = [bytes + ALIGN, bytes >> (GRANULE_SHIFT + 3), total * size_of::<Block>()];
        let mut maps = [(0, 0); 3];
        for (map, size) in maps.iter_mut().zip(sizes) {
            match reserve(size) {
                Some(start) => *map = (start, size),
                None => {
                    unmap(&maps);
                    return None;
                }
            }
        }
        let base = (maps[0].0 + ALIGN - 1) & !(ALIGN - 1);
        let bias = maps[1].0.wrapping_sub(base >> (GRANULE_SHIFT + 3));
        Some(Region {
            base,
            marks: Marks { bias },
            used: 1,
            total: total as u32,
            blocks: with_exposed_provenance_mut(maps[2].0),
            maps,
        })
    }

    /// One past the highest address in use.
    pub(crate) fn end(&self) -> usize {
        self.addr(self.used)
    }
    #[inline(always)]
    pub(crate) fn addr(&self, block: u32) -> usize {
        self.base + ((block as usize) << BLOCK_SHIFT)
    }
    /// The block in use that contains an address.
    #[inline(always)]
    pub(crate) fn block_at(&self, addr: usize) -> Option<u32> {
        let offset = addr.wrapping_sub(self.base);
        (offset < (self.used as usize) << BLOCK_SHIFT).then_some((offset >> BLOCK_SHIFT) as u32)
    }
    #[inline(always)]
    pub(crate) fn block(&self, block: u32) -> &Block {
        assert!(block < self.total);
        // SAFETY: the table has `total` entries; zero is a valid descriptor.
        unsafe { &*self.blocks.add(block as usize) }
    }
    #[inline(always)]
    pub(crate) fn block_mut(&mut self, block: u32) -> &mut Block {
        assert!(block < self.total);
        // SAFETY: as above, and `self` is borrowed mutably.
        unsafe { &mut *self.blocks.add(block as usize) }
    }
    /// The mark bits of a block.
    #[inline(always)]
    pub(crate) fn marks_of(&self, block: u32) -> [u64; MARK_WORDS] {
        // SAFETY: the address is in the region, and a block's bits are 128 aligned bytes.
        unsafe { *self.mark_words(block) }
    }
    fn mark_words(&self, block: u32) -> *mut [u64; MARK_WORDS] {
        assert!(block < self.total);
        self.marks.locate(self.addr(block)).0.cast()
    }

    /// Clears the marks of all cells. Only heads of large cells have marks, so the rest of a large
    /// cell's table is never touched.
    pub(crate) fn clear_marks(&mut self) {
        let mut block = 1;
        while block < self.used {
            let info = self.block(block);
            let step = if info.state == State::Large { blocks_of(info.bytes) } else { 1 };
            if info.state != State::Free {
                // SAFETY: the pointer covers this block's bits, and nothing else holds them.
                unsafe { *self.mark_words(block) = [0; MARK_WORDS] };
            }
            block += step;
        }
    }

    /// Takes untouched blocks at the end.
    pub(crate) fn extend(&mut self, blocks: u32) -> Option<u32> {
        let first = self.used;
        let end = first.checked_add(blocks)?;
        (end <= self.total).then(|| {
            self.used = end;
            first
        })
    }

    /// Returns the pages of free blocks to the system.
    pub(crate) fn release(&mut self, first: u32, end: u32) {
        let bytes = ((end - first) as usize) << BLOCK_SHIFT;
        let start = with_exposed_provenance_mut(self.addr(first));
        for block in first..end {
            let info = self.block_mut(block);
            debug_assert!(info.state == State::Free);
            info.dirty = false;
        }
        // SAFETY: the blocks are free: nothing reads their contents again.
        unsafe { libc::madvise(start, bytes, libc::MADV_DONTNEED) };
    }
}

fn unmap(maps: &[(usize, usize)]) {
    for &(start, size) in maps.iter().filter(|map| map.1 > 0) {
        // SAFETY: the mapping was made by `reserve`, and its owner is going away.
        unsafe { libc::munmap(with_exposed_provenance_mut(start), size) };
    }
}

impl Drop for Region {
    fn drop(&mut self) {
        unmap(&self.maps);
    }
}
