//! Free runs of blocks, in bins by the logarithm of their length.
//!
//! Invariant: every span is a run of blocks in state `Free`, and no block is in two spans. The
//! sweep walks the block table and rebuilds the bins, which merges neighbours in linear time; between
//! collections spans are only split, so taking one is constant time.

/// A run of blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) first: u32,
    pub(crate) len: u32,
}

impl Span {
    pub(crate) fn end(self) -> u32 {
        self.first + self.len
    }
}

/// The spans of a heap.
#[derive(Default)]
pub(crate) struct FreeSpans {
    bins: [Vec<Span>; 32],
}

/// How many spans of the bin that may hold a fit are looked at before a larger one is split.
const LOOK: usize = 16;

impl FreeSpans {
    pub(crate) fn clear(&mut self) {
        self.bins.iter_mut().for_each(Vec::clear);
    }

    /// Adds a span; those added last are taken first.
    pub(crate) fn add(&mut self, span: Span) {
        if span.len > 0 {
            self.bins[span.len.ilog2() as usize].push(span);
        }
    }

    /// Takes `len` blocks from the smallest spans that hold them.
    pub(crate) fn take(&mut self, len: u32) -> Option<u32> {
        let bin = len.ilog2() as usize;
        let spans = &mut self.bins[bin];
        let fit = spans.iter().rev().take(LOOK).position(|span| span.len >= len);
        let span = match fit {
            Some(back) => spans.swap_remove(spans.len() - 1 - back),
            None => self.bins[bin + 1..].iter_mut().find_map(Vec::pop)?,
        };
        self.add(Span { first: span.first + len, len: span.len - len });
        Some(span.first)
    }
}
