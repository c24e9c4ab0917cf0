//! Code memory: one memory file mapped twice, a writable view and an executable view, with a free list.
//!
//! Invariant: no page is ever writable and executable in one mapping; a range belongs to one function from its
//! installation until it is freed.

use std::collections::{BTreeMap, BTreeSet};

/// Functions begin at multiples of this.
const ALIGNMENT: usize = 16;

/// All code can call and jump to all other code by a 32-bit distance.
const MAX_BYTES: usize = 1 << 30;

/// The memory that machine code lives in.
pub struct CodeMemory {
    writable: *mut u8,
    executable: *const u8,
    size: usize,
    free: FreeRanges,
    used: usize,
    /// Up to here the system has been asked for the pages.
    populated: usize,
}

/// So many bytes of pages are asked for at once: one by one, at the first write to each, they cost several times as much.
const POPULATE: usize = 256 << 10;

impl CodeMemory {
    /// Maps `size` bytes; `None` where the system refuses executable memory. `anonymous`: not as a file with a name, of which
    /// `perf` expects that its symbols are in that file, and so asks no map.
    pub fn new(size: usize, anonymous: bool) -> Option<CodeMemory> {
        let size = size.min(MAX_BYTES);
        let (writable, executable) = if anonymous { map_anonymous(size)? } else { map_file(size)? };
        Some(CodeMemory {
            writable,
            executable,
            size,
            free: FreeRanges::one(size),
            used: 0,
            populated: 0,
        })
    }

    /// Installs code and gives its address; `None` if there is no room.
    pub fn install(&mut self, code: &[u8]) -> Option<usize> {
        let address = self.allocate(code.len())?;
        // SAFETY: the range has just been allocated.
        unsafe { self.write(address, code) };
        Some(address)
    }

    /// Takes a range of so many bytes and gives the address where code in it will run; `None` if there is no room.
    pub fn allocate(&mut self, bytes: usize) -> Option<usize> {
        let length = bytes.next_multiple_of(ALIGNMENT);
        let offset = self.free.take(length)?;
        self.used += length;
        self.populate(offset + length);
        Some(self.executable as usize + offset)
    }

    /// Writes the code of a range.
    ///
    /// # Safety
    /// [`Self::allocate`] gave this address for so many bytes, and nothing runs there yet.
    pub unsafe fn write(&mut self, address: usize, code: &[u8]) {
        let offset = address - self.executable as usize;
        // SAFETY: promised by the caller: the range lies in the writable view and nothing executes it.
        unsafe {
            std::ptr::copy_nonoverlapping(code.as_ptr(), self.writable.add(offset), code.len())
        };
    }

    /// Asks for the pages below `end`.
    fn populate(&mut self, end: usize) {
        while self.populated < end.min(self.size) {
            let bytes = POPULATE.min(self.size - self.populated);
            // SAFETY: the range lies in the writable view. Where the system does not know the advice or has no pages, they
            // come, or the process ends, at the first write, as without it.
            unsafe {
                let from = self.writable.add(self.populated).cast();
                libc::madvise(from, bytes, libc::MADV_POPULATE_WRITE);
            }
            self.populated += bytes;
        }
    }

    /// Frees what [`Self::install`] or [`Self::allocate`] gave, of `bytes` bytes.
    ///
    /// # Safety
    /// Nothing runs or will run there.
    pub unsafe fn free(&mut self, address: usize, bytes: usize) {
        let offset = address - self.executable as usize;
        let length = bytes.next_multiple_of(ALIGNMENT);
        self.used -= length;
        self.free.give(offset, length);
    }

    /// Bytes in use.
    pub fn used(&self) -> usize {
        self.used
    }
}

/// Free ranges, never adjacent: however many there are, taking and giving costs the logarithm of their number.
struct FreeRanges {
    /// Offset and length.
    by_offset: BTreeMap<usize, usize>,
    /// Length and offset.
    by_length: BTreeSet<(usize, usize)>,
}

impl FreeRanges {
    /// One range from 0 on.
    fn one(length: usize) -> FreeRanges {
        FreeRanges {
            by_offset: BTreeMap::from([(0, length)]),
            by_length: BTreeSet::from([(length, 0)]),
        }
    }

    /// Takes so much of the shortest range that has it; its offset.
    fn take(&mut self, length: usize) -> Option<usize> {
        let &(room, offset) = self.by_length.range((length, 0)..).next()?;
        self.remove(offset, room);
        if room > length {
            self.insert(offset + length, room - length);
        }
        Some(offset)
    }

    /// Gives a range back, which joins its neighbours.
    fn give(&mut self, mut offset: usize, mut length: usize) {
        if let Some((&before, &room)) = self.by_offset.range(..offset).next_back()
            && before + room == offset
        {
            self.remove(before, room);
            (offset, length) = (before, room + length);
        }
        if let Some(&room) = self.by_offset.get(&(offset + length)) {
            self.remove(offset + length, room);
            length += room;
        }
        self.insert(offset, length);
    }

    fn insert(&mut self, offset: usize, length: usize) {
        self.by_offset.insert(offset, length);
        self.by_length.insert((length, offset));
    }

    fn remove(&mut self, offset: usize, length: usize) {
        self.by_offset.remove(&offset);
        self.by_length.remove(&(length, offset));
    }
}

/// A memory file, mapped as a writable and as an executable view.
fn map_file(size: usize) -> Option<(*mut u8, *const u8)> {
    // SAFETY: plain system calls on a file of our own; each result is checked before it is used.
    unsafe {
        let file = libc::memfd_create(c"jsrun-code".as_ptr(), libc::MFD_CLOEXEC);
        if file < 0 {
            return None;
        }
        if libc::ftruncate(file, size as libc::off_t) != 0 {
            libc::close(file);
            return None;
        }
        let map = |protection| {
            libc::mmap(std::ptr::null_mut(), size, protection, libc::MAP_SHARED, file, 0)
        };
        let writable = map(libc::PROT_READ | libc::PROT_WRITE);
        let executable = map(libc::PROT_READ | libc::PROT_EXEC);
        libc::close(file);
        both(writable, executable, size)
    }
}

/// Shared memory without a name, mapped as a writable and as an executable view.
fn map_anonymous(size: usize) -> Option<(*mut u8, *const u8)> {
    // SAFETY: plain system calls on a mapping of our own; each result is checked before it is used. With an old size of 0,
    // `mremap` maps the same pages once more, and nothing refers to that view before it is made executable.
    unsafe {
        let (read, write) = (libc::PROT_READ, libc::PROT_WRITE);
        let flags = libc::MAP_SHARED | libc::MAP_ANONYMOUS;
        let writable = libc::mmap(std::ptr::null_mut(), size, read | write, flags, -1, 0);
        if writable == libc::MAP_FAILED {
            return None;
        }
        let mut executable = libc::mremap(writable, 0, size, libc::MREMAP_MAYMOVE);
        if executable != libc::MAP_FAILED
            && libc::mprotect(executable, size, read | libc::PROT_EXEC) != 0
        {
            libc::munmap(executable, size);
            executable = libc::MAP_FAILED;
        }
        both(writable, executable, size)
    }
}

/// Two views, or none.
///
/// # Safety
/// Each is a mapping of this size, or has failed.
unsafe fn both(
    writable: *mut libc::c_void,
    executable: *mut libc::c_void,
    size: usize,
) -> Option<(*mut u8, *const u8)> {
    if writable != libc::MAP_FAILED && executable != libc::MAP_FAILED {
        return Some((writable.cast(), executable.cast_const().cast()));
    }
    for view in [writable, executable].into_iter().filter(|view| *view != libc::MAP_FAILED) {
        // SAFETY: promised by the caller.
        unsafe { libc::munmap(view, size) };
    }
    None
}

impl Drop for CodeMemory {
    fn drop(&mut self) {
        // SAFETY: both views were mapped with this size, and the machine's owner has stopped running code in them.
        unsafe {
            libc::munmap(self.writable.cast(), self.size);
            libc::munmap(self.executable.cast_mut().cast(), self.size);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn freed_ranges_merge() {
        let mut m = CodeMemory::new(1 << 16, false).expect("executable memory");
        let a = m.install(&[0xC3; 100]).unwrap();
        let b = m.install(&[0xC3; 100]).unwrap();
        let c = m.install(&[0xC3; 100]).unwrap();
        assert!(m.install(&vec![0; 1 << 16]).is_none());
        // SAFETY: nothing runs there.
        unsafe {
            m.free(a, 100);
            m.free(c, 100);
            m.free(b, 100);
        }
        assert_eq!((m.free.by_offset.len(), m.free.by_length.len()), (1, 1));
        assert_eq!(m.used(), 0);
        assert!(m.install(&vec![0; 1 << 16]).is_some());
    }

    #[test]
    fn the_shortest_range_that_fits_is_taken() {
        let mut free = FreeRanges::one(100);
        let offsets = [10, 30, 20, 10, 30].map(|length| free.take(length).unwrap());
        assert_eq!(offsets, [0, 10, 40, 60, 70]);
        free.give(10, 30);
        free.give(60, 10);
        assert_eq!(free.take(10), Some(60));
        assert_eq!(free.take(15), Some(10));
        assert_eq!(free.take(20), None);
        free.give(40, 20);
        assert_eq!(free.take(35), Some(25), "neighbours have joined");
    }

    #[test]
    fn code_runs() {
        for anonymous in [false, true] {
            let mut m = CodeMemory::new(1 << 12, anonymous).expect("executable memory");
            let at = m.install(&[0xB8, 42, 0, 0, 0, 0xC3]).unwrap(); // mov eax, 42; ret
            // SAFETY: the bytes are a complete function of that type.
            let f: extern "C" fn() -> i32 = unsafe { std::mem::transmute(at) };
            assert_eq!(f(), 42);
        }
    }
}
