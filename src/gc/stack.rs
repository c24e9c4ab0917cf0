//! Conservative roots: the native stack, the registers, and ranges that the runtime names.
//!
//! Invariant: lookups happen before marks are cleared, while the old marks and the synced watermarks
//! still tell exactly which cells are live.

use crate::faults::{Fault, planted};
use crate::heap::Heap;
use std::ptr::with_exposed_provenance;

/// Registers that a callee preserves: they may hold the only reference to a cell.
#[cfg(target_arch = "x86_64")]
pub(crate) type Registers = [usize; 6];
#[cfg(target_arch = "aarch64")]
pub(crate) type Registers = [usize; 12];

/// Copies the callee-saved registers to memory. Inlined, so that it sees those of its caller.
#[inline(always)]
pub(crate) fn spill_registers() -> Registers {
    let mut registers = Registers::default();
    #[cfg(target_arch = "x86_64")]
    // SAFETY: writes six words into an array of six.
    unsafe {
        std::arch::asm!(
            "mov [{0}], rbx", "mov [{0} + 8], rbp", "mov [{0} + 16], r12",
            "mov [{0} + 24], r13", "mov [{0} + 32], r14", "mov [{0} + 40], r15",
            in(reg) registers.as_mut_ptr(), options(nostack, preserves_flags)
        );
    }
    #[cfg(target_arch = "aarch64")]
    // SAFETY: writes twelve words into an array of twelve.
    unsafe {
        std::arch::asm!(
            "stp x19, x20, [{0}]", "stp x21, x22, [{0}, 16]", "stp x23, x24, [{0}, 32]",
            "stp x25, x26, [{0}, 48]", "stp x27, x28, [{0}, 64]", "stp x29, x30, [{0}, 80]",
            in(reg) registers.as_mut_ptr(), options(nostack, preserves_flags)
        );
    }
    registers
}

/// A part of a stack that waits while its thread runs on another.
struct Suspended {
    low: usize,
    high: usize,
    limit: usize,
    registers: Registers,
}

/// The stacks to scan.
pub(crate) struct NativeStack {
    /// The bounds of the present stack.
    limit: usize,
    top: usize,
    suspended: Vec<Suspended>,
}

impl NativeStack {
    pub(crate) fn new() -> NativeStack {
        let (limit, top) = thread_stack();
        NativeStack { limit, top, suspended: Vec::new() }
    }

    /// Scans the suspended stacks, and the present one from `pointer` up.
    fn scan(&self, pointer: usize, scan: &mut ConservativeScan<'_>) {
        // The main thread's stack may have been allowed to grow since its bounds were read.
        let grown = || self.suspended.is_empty() && thread_stack().0 <= pointer;
        assert!(
            pointer < self.top && (self.limit <= pointer || grown()),
            "the stack is not the one that the heap was told of"
        );
        // SAFETY: the words between the stack pointer and the top of the stack are mapped.
        unsafe { scan.range(pointer, self.top) };
        for stack in &self.suspended {
            // SAFETY: that stack still exists, and its owner waits for this one.
            unsafe { scan.range(stack.low, stack.high) };
            stack.registers.iter().for_each(|&word| scan.word(word));
        }
    }
}

/// The bounds of the calling thread's stack.
fn thread_stack() -> (usize, usize) {
    let mut low = std::ptr::null_mut();
    let mut size = 0;
    // SAFETY: the attributes are initialised by the first call and destroyed by the last.
    unsafe {
        let mut attributes = std::mem::zeroed();
        let failed = libc::pthread_getattr_np(libc::pthread_self(), &mut attributes);
        assert!(failed == 0, "the bounds of the stack are unknown");
        libc::pthread_attr_getstack(&attributes, &mut low, &mut size);
        libc::pthread_attr_destroy(&mut attributes);
    }
    (low.addr(), low.addr() + size)
}

/// Collects the cells that a conservative scan finds.
pub struct ConservativeScan<'heap> {
    heap: &'heap Heap,
    found: Vec<usize>,
}

impl ConservativeScan<'_> {
    /// Is this the address of a live cell?
    pub fn is_cell(&self, word: usize) -> bool {
        self.heap.lookup(word) == Some(word)
    }

    /// A word that may refer to a cell: to its start, its inside, or one past its end.
    #[inline]
    pub fn word(&mut self, word: usize) {
        if let Some(cell) = self.heap.lookup(word) {
            self.found.push(cell);
        }
        if word.is_multiple_of(crate::config::GRANULE)
            && !planted(Fault::NoPastEnd)
            && let Some(cell) = self.heap.lookup(word.wrapping_sub(1))
        {
            self.found.push(cell);
        }
    }

    /// Each aligned word from `low` to `high`.
    ///
    /// # Safety
    /// The memory is mapped.
    pub unsafe fn range(&mut self, low: usize, high: usize) {
        let mut addr = low.next_multiple_of(8);
        while addr + 8 <= high {
            // SAFETY: the caller vouches for the range; volatile, since others own what lies there.
            self.word(unsafe { with_exposed_provenance::<usize>(addr).read_volatile() });
            addr += 8;
        }
    }
}

impl Heap {
    /// Reads the bounds of the calling thread's stack again: the heap belongs to this thread now.
    pub fn set_stack_top_to_current_thread(&mut self) {
        self.stack = NativeStack::new();
    }

    /// Call it before the thread switches to another stack: what lies on the present one is scanned
    /// until [`Heap::pop_stack`]. Then, on the new stack and before anything is allocated, call
    /// [`Heap::set_stack_bounds`].
    ///
    /// # Safety
    /// The present stack stays as it is until `pop_stack`.
    #[inline(never)]
    pub unsafe fn push_stack(&mut self) {
        let registers = spill_registers();
        let here = (&raw const registers).addr();
        let stack = &mut self.stack;
        let suspended = Suspended { low: here, high: stack.top, limit: stack.limit, registers };
        stack.suspended.push(suspended);
    }

    /// Tells the bounds of the stack that the thread runs on. `low` may be 0; `high` may be the address
    /// of a local of the first function there, if that function holds no reference itself and calls
    /// the rest through a function that is not inlined.
    ///
    /// # Safety
    /// The memory from the present stack pointer to `high` is mapped, and holds all of this stack that
    /// may hold references.
    pub unsafe fn set_stack_bounds(&mut self, low: usize, high: usize) {
        (self.stack.limit, self.stack.top) = (low, high);
    }

    /// Call it when the thread is back on the stack that it left at [`Heap::push_stack`].
    ///
    /// # Panics
    /// If no stack is suspended.
    pub fn pop_stack(&mut self) {
        let suspended = self.stack.suspended.pop().expect("a suspended stack");
        (self.stack.limit, self.stack.top) = (suspended.limit, suspended.high);
    }

    /// All conservative roots. Watermarks are synced.
    pub(crate) fn conservative_roots(&self, registers: &Registers) -> Vec<usize> {
        let mut scan = ConservativeScan { heap: self, found: Vec::new() };
        if self.options.native_stack && !planted(Fault::NoNativeStack) {
            self.stack.scan((&raw const *registers).addr(), &mut scan);
        }
        // SAFETY: the owner of the heap installed the hook with its context.
        unsafe { (self.hooks.conservative_ranges)(self.hooks.context, &mut scan) };
        scan.found
    }
}
