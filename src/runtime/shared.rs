//! Memory that agents share: the data block of SharedArrayBuffers (https://tc39.es/ecma262/#sec-shared-data-block), and
//! accesses that may race.
//!
//! Invariant: the memory of a block neither moves nor goes away while anyone refers to the block; its length only grows.
//! Every access to memory that may be shared is atomic, of a whole aligned element or else byte by byte.

use std::alloc::{Layout, alloc_zeroed, dealloc};
use std::ptr::NonNull;
use std::sync::Arc;
use std::sync::atomic::Ordering::{Relaxed, SeqCst};
use std::sync::atomic::{AtomicU8, AtomicU16, AtomicU32, AtomicU64, AtomicUsize};

/// The alignment of the memory of buffers.
pub const ALIGN: usize = 16;

/// Memory that outlives the heaps of the agents that share it.
pub struct SharedBlock {
    data: NonNull<u8>,
    capacity: usize,
    length: AtomicUsize,
}

// SAFETY: the memory belongs to the block, and is accessed atomically.
unsafe impl Send for SharedBlock {}
// SAFETY: as above.
unsafe impl Sync for SharedBlock {}

impl SharedBlock {
    /// Zeroed memory; `None` if there is not that much.
    pub fn allocate(length: usize, capacity: usize) -> Option<Arc<SharedBlock>> {
        let memory = Layout::from_size_align(capacity.max(1), ALIGN).ok()?;
        // SAFETY: the size is not zero.
        let data = NonNull::new(unsafe { alloc_zeroed(memory) })?;
        Some(Arc::new(SharedBlock { data, capacity, length: AtomicUsize::new(length) }))
    }

    /// Where it begins.
    pub fn data(&self) -> *mut u8 {
        self.data.as_ptr()
    }

    /// Its length in bytes at this moment.
    pub fn len(&self) -> usize {
        self.length.load(SeqCst)
    }

    /// Has it no bytes?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The greatest length that it can grow to.
    pub fn capacity(&self) -> usize {
        self.capacity
    }

    /// HostGrowSharedArrayBuffer (https://tc39.es/ecma262/#sec-hostgrowsharedarraybuffer): false if the length is less than
    /// the present one or greater than the capacity.
    pub fn grow(&self, length: usize) -> bool {
        if length > self.capacity {
            return false;
        }
        let grown =
            self.length.fetch_update(SeqCst, SeqCst, |now| (now <= length).then_some(length));
        grown.is_ok()
    }
}

impl Drop for SharedBlock {
    fn drop(&mut self) {
        if let Ok(memory) = Layout::from_size_align(self.capacity.max(1), ALIGN) {
            // SAFETY: the memory was allocated with this layout, and nobody refers to the block any more.
            unsafe { dealloc(self.data.as_ptr(), memory) };
        }
    }
}

/// Reads the bytes of an element.
///
/// # Safety
/// `size` bytes can be read there; `size` is 1, 2, 4 or 8.
#[inline]
pub unsafe fn read_raw(from: *const u8, size: usize) -> u64 {
    let from = from.cast_mut();
    // SAFETY: promised by the caller; the alignment is tested.
    unsafe {
        match size {
            1 => AtomicU8::from_ptr(from).load(Relaxed) as u64,
            2 if from.addr().is_multiple_of(2) => {
                AtomicU16::from_ptr(from.cast()).load(Relaxed) as u64
            }
            4 if from.addr().is_multiple_of(4) => {
                AtomicU32::from_ptr(from.cast()).load(Relaxed) as u64
            }
            8 if from.addr().is_multiple_of(8) => AtomicU64::from_ptr(from.cast()).load(Relaxed),
            _ => {
                let mut bytes = [0; 8];
                for (i, byte) in bytes.iter_mut().enumerate().take(size) {
                    *byte = AtomicU8::from_ptr(from.add(i)).load(Relaxed);
                }
                u64::from_le_bytes(bytes)
            }
        }
    }
}

/// Writes the bytes of an element.
///
/// # Safety
/// `size` bytes can be written there; `size` is 1, 2, 4 or 8.
#[inline]
pub unsafe fn write_raw(to: *mut u8, size: usize, raw: u64) {
    // SAFETY: promised by the caller; the alignment is tested.
    unsafe {
        match size {
            1 => AtomicU8::from_ptr(to).store(raw as u8, Relaxed),
            2 if to.addr().is_multiple_of(2) => {
                AtomicU16::from_ptr(to.cast()).store(raw as u16, Relaxed)
            }
            4 if to.addr().is_multiple_of(4) => {
                AtomicU32::from_ptr(to.cast()).store(raw as u32, Relaxed)
            }
            8 if to.addr().is_multiple_of(8) => AtomicU64::from_ptr(to.cast()).store(raw, Relaxed),
            _ => {
                for (i, byte) in raw.to_le_bytes().into_iter().enumerate().take(size) {
                    AtomicU8::from_ptr(to.add(i)).store(byte, Relaxed);
                }
            }
        }
    }
}

/// Copies bytes of which others may read or write some at the same time. The ranges may overlap.
///
/// # Safety
/// The bytes can be read at the one place and written at the other.
pub unsafe fn copy_raw(from: *const u8, to: *mut u8, count: usize) {
    // SAFETY: promised by the caller.
    let copy = |i: usize| unsafe { write_raw(to.add(i), 1, read_raw(from.add(i), 1)) };
    if from.addr() < to.addr() {
        (0..count).rev().for_each(copy);
    } else {
        (0..count).for_each(copy);
    }
}

/// A read-modify-write operation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Rmw {
    /// Adds, wrapping around.
    Add,
    /// Bitwise and.
    And,
    /// Puts another value in its place.
    Exchange,
    /// Bitwise or.
    Or,
    /// Subtracts, wrapping around.
    Sub,
    /// Bitwise exclusive or.
    Xor,
}

macro_rules! for_size {
    ($size:expr, $place:expr, |$atomic:ident, $int:ident| $body:expr) => {{
        // SAFETY: promised by the callers: there is an aligned element of this size, which is accessed atomically alone.
        unsafe {
            match $size {
                1 => {
                    type $int = u8;
                    let $atomic = AtomicU8::from_ptr($place);
                    ($body) as u64
                }
                2 => {
                    type $int = u16;
                    let $atomic = AtomicU16::from_ptr($place.cast());
                    ($body) as u64
                }
                4 => {
                    type $int = u32;
                    let $atomic = AtomicU32::from_ptr($place.cast());
                    ($body) as u64
                }
                _ => {
                    type $int = u64;
                    let $atomic = AtomicU64::from_ptr($place.cast());
                    ($body) as u64
                }
            }
        }
    }};
}

/// GetModifySetValueInBuffer (https://tc39.es/ecma262/#sec-getmodifysetvalueinbuffer): the value that was there.
///
/// # Safety
/// An element of `size` bytes is there, aligned to its size.
pub unsafe fn modify(place: *mut u8, size: usize, operation: Rmw, raw: u64) -> u64 {
    for_size!(size, place, |atomic, Int| match operation {
        Rmw::Add => atomic.fetch_add(raw as Int, SeqCst),
        Rmw::And => atomic.fetch_and(raw as Int, SeqCst),
        Rmw::Exchange => atomic.swap(raw as Int, SeqCst),
        Rmw::Or => atomic.fetch_or(raw as Int, SeqCst),
        Rmw::Sub => atomic.fetch_sub(raw as Int, SeqCst),
        Rmw::Xor => atomic.fetch_xor(raw as Int, SeqCst),
    })
}

/// Stores a value where another one is expected to be: the value that was there.
///
/// # Safety
/// An element of `size` bytes is there, aligned to its size.
pub unsafe fn compare_exchange(place: *mut u8, size: usize, expected: u64, raw: u64) -> u64 {
    for_size!(size, place, |atomic, Int| {
        match atomic.compare_exchange(expected as Int, raw as Int, SeqCst, SeqCst) {
            Ok(old) | Err(old) => old,
        }
    })
}

/// The value of an element, in the one order that all agents see.
///
/// # Safety
/// An element of `size` bytes is there, aligned to its size.
pub unsafe fn load(place: *mut u8, size: usize) -> u64 {
    for_size!(size, place, |atomic, Int| {
        let value: Int = atomic.load(SeqCst);
        value
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_only_grow() {
        let block = SharedBlock::allocate(2, 8).unwrap();
        assert!(block.grow(2) && block.grow(6));
        assert!(!block.grow(5) && !block.grow(9));
        assert_eq!(block.len(), 6);
    }

    #[test]
    fn elements_are_whole_wherever_they_are() {
        let mut bytes = [0u8; 32];
        let start = bytes.as_mut_ptr();
        for size in [1, 2, 4, 8] {
            for offset in 0..16 {
                let raw = 0x0102_0304_0506_0708u64 & (u64::MAX >> (64 - 8 * size));
                // SAFETY: the bytes are within the array.
                unsafe {
                    write_raw(start.add(offset), size, raw);
                    assert_eq!(read_raw(start.add(offset), size), raw);
                }
            }
        }
    }

    #[test]
    fn overlapping_ranges_are_copied_whole() {
        for (from, to) in [(0, 3), (3, 0)] {
            let mut bytes: Vec<u8> = (0..16).collect();
            let mut expected = bytes.clone();
            expected.copy_within(from..from + 10, to);
            // SAFETY: both ranges are within the vector.
            unsafe { copy_raw(bytes.as_ptr().add(from), bytes.as_mut_ptr().add(to), 10) };
            assert_eq!(bytes, expected);
        }
    }

    #[test]
    fn operations_wrap_around() {
        let mut word = 0x00FFu64;
        let place = (&raw mut word).cast::<u8>();
        // SAFETY: the word is aligned.
        unsafe {
            assert_eq!(modify(place, 1, Rmw::Add, 2), 0xFF);
            assert_eq!(load(place, 2), 0x01);
            assert_eq!(modify(place, 2, Rmw::Sub, 2), 1);
            assert_eq!(load(place, 8), 0xFFFF);
            assert_eq!(compare_exchange(place, 4, 0xFFFF, 7), 0xFFFF);
            assert_eq!(compare_exchange(place, 4, 0xFFFF, 9), 7);
        }
        assert_eq!(word, 7);
    }
}
