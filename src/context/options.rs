//! How a context is made.

use crate::interp::tier::{Tier, TierOptions};
use crate::runtime::vm::VmOptions;

use super::Context;

/// How a [`Context`] is to be. It can be used for several.
///
/// ```
/// use jsrun::context::{Context, Error, Termination, Tier};
///
/// let mut context = Context::builder().tier(Tier::Auto).memory_limit(64 << 20).build();
/// let result = context.run_script("greedy.js", b"for (let list;;) list = { list }");
/// assert!(matches!(result, Err(Error::Terminated(Termination::OutOfMemory))));
/// ```
#[derive(Clone, Default)]
pub struct Options {
    vm: VmOptions,
    tiers: TierOptions,
    cannot_block: bool,
    ignore_rejections: bool,
}

impl Options {
    /// The defaults.
    pub fn new() -> Options {
        Options::default()
    }

    /// The context.
    pub fn build(self) -> Context {
        Context::new(self)
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

    /// Is a rejected promise that nobody handles an error, wherever a context runs jobs of its own accord? It is unless told
    /// otherwise.
    pub fn throw_rejections(mut self, on: bool) -> Options {
        self.ignore_rejections = !on;
        self
    }

    /// Are rejected promises that nobody handles no errors?
    pub(super) fn ignore_rejections(&self) -> bool {
        self.ignore_rejections
    }

    pub(super) fn split(self) -> (VmOptions, TierOptions) {
        let mut vm = self.vm;
        vm.kinds.extend(crate::builtins::kinds());
        (vm, self.tiers)
    }
}
