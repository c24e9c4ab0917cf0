//! Code memory: one memory file mapped twice, a writable view and an executable view, with a free list.
//!
//! Invariant: no page is ever writable and executable in one mapping; a range belongs to one function from its
//! installation until it is freed.

use std::collections::BTreeMap;

/// Functions begin at multiples of this.
const ALIGNMENT: usize = 16;

/// All code can call and jump to all other code by a 32-bit distance.
const MAX_BYTES: usize = 1 << 30;

/// The memory that machine code lives in.
pub struct CodeMemory {
    writable: *mut u8,
    executable: *const u8,
    size: usize,
    /// Free ranges: offset and length, never adjacent.
    free: BTreeMap<usize, usize>,
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
            free: BTreeMap::from([(0, size)]),
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
        let (&offset, &room) = self.free.iter().find(|(_, room)| **room >= length)?;
        self.free.remove(&offset);
        if room > length {
            self.free.insert(offset + length, room - length);
        }
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
        let mut offset = address - self.executable as usize;
        let mut length = bytes.next_multiple_of(ALIGNMENT);
        self.used -= length;
        if let Some((&before, &room)) = self.free.range(..offset).next_back()
            && before + room == offset
        {
            self.free.remove(&before);
            (offset, length) = (before, room + length);
        }
        if let Some(room) = self.free.remove(&(offset + length)) {
            length += room;
        }
        self.free.insert(offset, length);
    }

    /// Bytes in use.
    pub fn used(&self) -> usize {
        self.used
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
        assert_eq!(m.free.len(), 1);
        assert_eq!(m.used(), 0);
        assert!(m.install(&vec![0; 1 << 16]).is_some());
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
