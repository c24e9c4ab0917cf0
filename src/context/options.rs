//! How a context is made.

use crate::interp::tier::{Tier, TierOptions};
use crate::runtime::vm::VmOptions;

/// Options of a [`Context`](super::Context).
#[derive(Clone, Default)]
pub struct Options {
    vm: VmOptions,
    tiers: TierOptions,
    cannot_block: bool,
}

impl Options {
    /// The defaults.
    pub fn new() -> Options {
        Options::default()
    }

    /// Which tiers run.
    pub fn tier(mut self, tier: Tier) -> Options {
        self.tiers.tier = tier;
        self
    }

    /// Calls and loop iterations before a function is compiled.
    pub fn tier_threshold(mut self, count: i32) -> Options {
        self.tiers.threshold = count;
        self
    }

    /// Names compiled functions for `perf`.
    pub fn perf_map(mut self, on: bool) -> Options {
        self.tiers.perf_map = on;
        self
    }

    /// Counts executed opcodes, and those that called the runtime, in machine code.
    pub fn count_opcodes(mut self, on: bool) -> Options {
        self.tiers.count = on;
        self
    }

    /// Counts how often each instruction runs, in both tiers, for [`Context::explain`](super::Context::explain), and keeps all
    /// code alive until then. Code runs several times slower.
    pub fn count_instructions(mut self, on: bool) -> Options {
        self.tiers.count_instructions = on;
        self
    }

    /// The most memory that the heap may take, in bytes.
    pub fn memory_limit(mut self, bytes: usize) -> Options {
        self.vm.heap.limit = bytes;
        self
    }

    /// Bytes of the stack of frames.
    pub fn stack_size(mut self, bytes: usize) -> Options {
        self.vm.stack_bytes = bytes;
        self
    }

    /// Collects at each allocation.
    pub fn gc_stress(mut self, on: bool) -> Options {
        self.vm.heap.stress = on;
        self
    }

    /// Tells of each collection on standard error.
    pub fn trace_gc(mut self, on: bool) -> Options {
        self.vm.heap.trace = on;
        self
    }

    /// May `Atomics.wait` block the thread? [[CanBlock]] of the agent (https://tc39.es/ecma262/#sec-agents); it may unless told
    /// otherwise.
    pub fn can_block(mut self, can: bool) -> Options {
        self.cannot_block = !can;
        self
    }

    /// Is it that `Atomics.wait` may not block the thread?
    pub(super) fn cannot_block(&self) -> bool {
        self.cannot_block
    }

    pub(super) fn split(self) -> (VmOptions, TierOptions) {
        let mut vm = self.vm;
        vm.kinds.extend(crate::builtins::kinds());
        (vm, self.tiers)
    }
}
