//! The VM stack: one reserved mapping that frames are built on.
//!
//! Invariant: every frame lies between `base` and `limit`, which machine code lowers while it runs with little native
//! stack; an inaccessible page follows, and one stands before. Pages
//! are committed by the system when they are first touched.

use super::Vm;
use super::frame::Frame;
use crate::value::Value;
use memmap2::MmapMut;

/// The usable size of a VM stack, unless the host chooses another.
pub const DEFAULT_STACK_BYTES: usize = 8 << 20;

/// No stack is smaller: the largest frames must fit.
const LEAST_BYTES: usize = 64 << 10;

/// The mapping.
pub struct VmStack {
    mapping: MmapMut,
    guard: usize,
    limit: usize,
}

impl VmStack {
    /// Maps a stack with this many usable bytes.
    ///
    /// # Errors
    /// If the system refuses the mapping.
    pub fn new(bytes: usize) -> std::io::Result<VmStack> {
        // SAFETY: a query of a constant of the system.
        let page = unsafe { libc::sysconf(libc::_SC_PAGESIZE) }.max(4096) as usize;
        let usable = bytes.max(LEAST_BYTES).next_multiple_of(page);
        let mut mapping =
            memmap2::MmapOptions::new().len(usable + 2 * page).no_reserve_swap().map_anon()?;
        let start: *mut u8 = mapping.as_mut_ptr();
        for guard in [0, page + usable] {
            // SAFETY: the page is in the mapping, which nobody else uses yet.
            if unsafe { libc::mprotect(start.add(guard).cast(), page, libc::PROT_NONE) } != 0 {
                return Err(std::io::Error::last_os_error());
            }
        }
        // Frames are reached from raw addresses.
        start.expose_provenance();
        let limit = start.addr() + page + usable;
        Ok(VmStack { mapping, guard: page, limit })
    }

    /// Where the first frame's header begins.
    pub fn base(&self) -> usize {
        self.mapping.as_ptr().addr() + self.guard
    }

    /// Where frames must end at the latest.
    pub fn limit(&self) -> usize {
        self.limit
    }

    /// Forgets the words from this address on, where no frame is: they read as 0 from now on.
    fn clear_from(&mut self, start: usize) {
        let page = self.guard;
        let first_page = start.next_multiple_of(page);
        let end = self.mapping.as_ptr().addr() + self.mapping.len() - page;
        let at = |address: usize| std::ptr::with_exposed_provenance_mut::<u8>(address);
        // SAFETY: both ranges are within the usable part of the mapping, and hold no frame: the caller has said so. Pages
        // of an anonymous mapping are zero when they are touched again.
        unsafe {
            at(start).write_bytes(0, first_page.min(end) - start);
            if first_page < end {
                libc::madvise(at(first_page).cast(), end - first_page, libc::MADV_DONTNEED);
            }
        }
    }

    /// Moves the limit, downwards or back to where it was.
    #[cfg(jit)]
    pub(super) fn set_limit(&mut self, limit: usize) {
        self.limit = limit;
    }
}

/// As much of the native stack as the frames of the runtime take that a script leaves behind.
type Overwritten = [u64; 8192];

/// Overwrites what frames that are gone have left on the native stack, for the same reason.
#[inline(never)]
fn overwrite_native_stack() {
    let mut words: Overwritten = [0; _];
    std::hint::black_box(&mut words);
}

impl Vm {
    /// The end of the topmost frame: where the header of a frame that native code builds begins.
    pub fn stack_top(&self) -> usize {
        let frame = self.frame;
        if frame.is_none() {
            return self.stack.base();
        }
        // SAFETY: `vm.frame` is the topmost frame, which is live.
        let bytes = unsafe {
            match frame.code() {
                Some(code) => code.frame_bytes,
                None => size_of::<Value>() * (1 + frame.argument_count() as usize),
            }
        };
        frame.0.addr() + bytes
    }

    /// Collects garbage, with nothing kept alive by what frames that are gone have left above the topmost one: registers of a new
    /// frame that are not written yet hold old words, and the collector takes what looks like a reference for one.
    pub fn collect_after_frames(&mut self) {
        let top = self.stack_top();
        self.stack.clear_from(top);
        if self.has_native_stack(size_of::<Overwritten>()) {
            overwrite_native_stack();
        }
        self.heap.collect();
    }

    /// The frames, the topmost first.
    pub fn frames(&self) -> impl Iterator<Item = Frame> + use<> {
        let top = Some(self.frame).filter(|frame| !frame.is_none());
        std::iter::successors(top, |frame| {
            // SAFETY: the frames of the chain are live while native code runs above them.
            Some(unsafe { frame.caller() }).filter(|caller| !caller.is_none())
        })
    }
}
