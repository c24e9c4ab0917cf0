//! What a context has done so far, for `--stats` and for embedders that watch their scripts.
//!
//! Invariant: plain numbers, copied: nothing here refers to the machine.

use crate::handlers::TABLE;
use crate::runtime::vm::Vm;
use std::time::Duration;

/// Counters of a context.
#[derive(Clone, Copy, Debug, Default)]
pub struct Statistics {
    /// What the JIT has compiled; `None` where there is no JIT.
    pub compiled: Option<CompiledStatistics>,
    /// The heap.
    pub heap: HeapStatistics,
    /// What machine code has executed, where it counts.
    pub executed: ExecutedStatistics,
}

/// What machine code has executed; all 0 where it does not count (see `Options::count_opcodes`).
#[derive(Clone, Copy, Debug, Default)]
pub struct ExecutedStatistics {
    /// Opcodes.
    pub opcodes: u64,
    /// Of these, those that called the runtime.
    pub runtime_calls: u64,
    /// The opcodes that called the runtime most often, and how often.
    pub callers: [(&'static str, u64); 5],
}

/// What the JIT has compiled.
#[derive(Clone, Copy, Debug, Default)]
pub struct CompiledStatistics {
    /// Functions.
    pub functions: u64,
    /// Words of bytecode in them.
    pub bytecode_words: u64,
    /// Bytes of machine code.
    pub bytes: u64,
    /// Of these, bytes on hot paths.
    pub hot_bytes: u64,
    /// Bytes of machine code that exist now: what was compiled, less what went with its function.
    pub installed: usize,
    /// The time that it took.
    pub time: Duration,
}

/// The heap.
#[derive(Clone, Copy, Debug, Default)]
pub struct HeapStatistics {
    /// Collections.
    pub collections: u64,
    /// The time that they took together.
    pub pause: Duration,
    /// The longest of them.
    pub longest_pause: Duration,
    /// Bytes in use: blocks of the heap, and accounted memory outside.
    pub in_use: usize,
    /// Exact bytes of the cells that survived the last collection.
    pub live: usize,
    /// The most bytes that were in use.
    pub peak: usize,
}

impl Statistics {
    pub(super) fn of(vm: &mut Vm) -> Statistics {
        let stats = vm.heap.stats();
        let in_use = vm.heap.in_use();
        let heap = HeapStatistics {
            collections: stats.collections,
            pause: stats.pause,
            longest_pause: stats.longest_pause,
            in_use,
            live: vm.heap.live(),
            peak: stats.peak.max(in_use),
        };
        Statistics { compiled: compiled(vm), heap, executed: executed(vm) }
    }
}

fn executed(vm: &Vm) -> ExecutedStatistics {
    let counts = &vm.opcode_counts;
    let mut callers: Vec<(&'static str, u64)> =
        TABLE.iter().map(|info| info.name).zip(counts.runtime_calls).collect();
    callers.sort_by_key(|(_, calls)| std::cmp::Reverse(*calls));
    ExecutedStatistics {
        opcodes: counts.executed.iter().sum(),
        runtime_calls: counts.runtime_calls.iter().sum(),
        callers: std::array::from_fn(|i| callers[i]),
    }
}

#[cfg(jit)]
fn compiled(vm: &mut Vm) -> Option<CompiledStatistics> {
    // SAFETY: the machine is at rest: nothing else uses its tiers.
    let jit = unsafe { crate::jit::Jit::of(vm) }?;
    let s = jit.statistics;
    Some(CompiledStatistics {
        functions: s.functions,
        bytecode_words: s.words,
        bytes: s.bytes,
        hot_bytes: s.hot_bytes,
        installed: jit.code_bytes(),
        time: Duration::from_nanos(s.nanoseconds),
    })
}

#[cfg(not(jit))]
fn compiled(_: &mut Vm) -> Option<CompiledStatistics> {
    None
}
