//! Counters, and the report of a collection.

use std::fmt;
use std::time::Duration;

/// Why a collection ran.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reason {
    /// The heap has grown to its threshold.
    Growth,
    /// The memory limit would be exceeded.
    Limit,
    /// [`crate::Heap::collect`] was called.
    Requested,
    /// Stress: each allocation collects.
    Stress,
}

/// The report of one collection; `Display` is the line of `--trace-gc`.
#[derive(Clone, Copy, Debug)]
pub struct Collection {
    /// Counted from 1.
    pub number: u64,
    /// Why it ran.
    pub reason: Reason,
    /// Bytes of blocks in use before.
    pub before: usize,
    /// Bytes of blocks in use after.
    pub after: usize,
    /// Exact bytes of live cells.
    pub live: usize,
    /// Accounted bytes outside the heap, after.
    pub external: usize,
    /// Cells marked.
    pub marked: u64,
    /// Finalizers run.
    pub finalized: u64,
    /// The whole pause.
    pub pause: Duration,
    /// The part of it spent marking.
    pub marking: Duration,
}

impl fmt::Display for Collection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mb = |bytes: usize| bytes as f64 / (1 << 20) as f64;
        let kind = match self.reason {
            Reason::Growth => "growth",
            Reason::Limit => "limit",
            Reason::Requested => "requested",
            Reason::Stress => "stress",
        };
        write!(
            f,
            "[gc {}] full ({kind}) {:.1} -> {:.1} MB (live {:.1}), external {:.1} MB, {:.2} ms \
             (marking {:.2}), {} cells",
            self.number,
            mb(self.before),
            mb(self.after),
            mb(self.live),
            mb(self.external),
            self.pause.as_secs_f64() * 1e3,
            self.marking.as_secs_f64() * 1e3,
            self.marked,
        )
    }
}

/// Totals over a heap's life.
#[derive(Clone, Copy, Default, Debug)]
pub struct Stats {
    /// Collections.
    pub collections: u64,
    /// Cells marked, over all collections.
    pub marked: u64,
    /// Finalizers run.
    pub finalized: u64,
    /// Time in collections.
    pub pause: Duration,
    /// The longest collection.
    pub longest_pause: Duration,
    /// The highest total of blocks in use and external bytes.
    pub peak: usize,
}
