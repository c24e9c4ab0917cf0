//! Sets of code points.
//!
//! Invariant: the ranges of a set are in order, and there is a gap between one and the next.

/// The greatest code point.
pub const MAX: u32 = 0x10_FFFF;

/// A range of code points, both ends included.
pub type Range = (u32, u32);

/// A set of the characters of Latin-1.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct ByteSet([u64; 4]);

impl ByteSet {
    /// Nothing.
    pub const EMPTY: ByteSet = ByteSet([0; 4]);
    /// Every character.
    pub const ALL: ByteSet = ByteSet([!0; 4]);

    /// Is it in the set?
    #[inline(always)]
    pub fn has(self, byte: u8) -> bool {
        self.0[byte as usize / 64] >> (byte % 64) & 1 != 0
    }

    /// Puts it into the set.
    pub fn add(&mut self, byte: u8) {
        self.0[byte as usize / 64] |= 1 << (byte % 64);
    }

    /// Puts all of another set into this one.
    pub fn add_all(&mut self, other: ByteSet) {
        self.0.iter_mut().zip(other.0).for_each(|(all, more)| *all |= more);
    }

    /// Is nothing in both?
    pub fn excludes(self, other: ByteSet) -> bool {
        self.0.iter().zip(other.0).all(|(a, b)| a & b == 0)
    }

    /// What is not in it.
    pub fn complement(self) -> ByteSet {
        ByteSet(self.0.map(|bits| !bits))
    }

    /// Its characters in order, if there are no more than so many.
    pub fn few(self, most: usize) -> Option<Box<[u8]>> {
        let count: u32 = self.0.iter().map(|bits| bits.count_ones()).sum();
        (count as usize <= most).then(|| (0..=0xFF).filter(|byte| self.has(*byte)).collect())
    }
}

/// A set of code points.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CodeSet {
    ranges: Vec<Range>,
}

impl CodeSet {
    /// Nothing.
    pub const EMPTY: CodeSet = CodeSet { ranges: Vec::new() };

    /// The set of everything in these ranges, in whatever order they are.
    pub fn from_ranges(mut ranges: Vec<Range>) -> CodeSet {
        ranges.sort_unstable();
        let mut kept = 0;
        for at in 0..ranges.len() {
            let (first, last) = ranges[at];
            if kept > 0 && first <= ranges[kept - 1].1.saturating_add(1) {
                ranges[kept - 1].1 = ranges[kept - 1].1.max(last);
            } else {
                ranges[kept] = (first, last);
                kept += 1;
            }
        }
        ranges.truncate(kept);
        CodeSet { ranges }
    }

    /// Every code point.
    pub fn all() -> CodeSet {
        CodeSet { ranges: vec![(0, MAX)] }
    }

    /// The ranges, in order.
    pub fn ranges(&self) -> &[Range] {
        &self.ranges
    }

    /// Is nothing in it?
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// Its code points, if there are no more than so many.
    pub fn few(&self, most: usize) -> Option<Vec<u32>> {
        let count = self.ranges.iter().map(|(first, last)| (last - first) as usize + 1);
        if self.ranges.len() > most || count.sum::<usize>() > most {
            return None;
        }
        Some(self.ranges.iter().flat_map(|(first, last)| *first..=*last).collect())
    }

    /// What is not in it.
    pub fn complement(&self) -> CodeSet {
        let mut ranges = Vec::with_capacity(self.ranges.len() + 1);
        let mut next = 0;
        for (first, last) in &self.ranges {
            if next < *first {
                ranges.push((next, first - 1));
            }
            next = last + 1;
        }
        if next <= MAX {
            ranges.push((next, MAX));
        }
        CodeSet { ranges }
    }

    /// What is in any of these sets.
    pub fn union<'s>(sets: impl IntoIterator<Item = &'s CodeSet>) -> CodeSet {
        CodeSet::from_ranges(sets.into_iter().flat_map(|set| set.ranges.iter().copied()).collect())
    }

    /// What is in each of these sets, in time that is linear in all of them but for a logarithm.
    pub fn intersection<'s>(sets: impl IntoIterator<Item = &'s CodeSet>) -> CodeSet {
        // Where ranges begin and end: whatever lies within as many as there are sets is in all.
        let mut edges: Vec<(u32, i32)> = Vec::new();
        let mut count = 0;
        for set in sets {
            count += 1;
            edges.extend(set.ranges.iter().flat_map(|(first, last)| [(*first, 1), (last + 1, -1)]));
        }
        edges.sort_unstable();
        let (mut depth, mut begin, mut ranges) = (0, 0, Vec::new());
        for (code, step) in edges {
            if step < 0 && depth == count {
                ranges.push((begin, code - 1));
            }
            depth += step;
            if step > 0 && depth == count {
                begin = code;
            }
        }
        CodeSet::from_ranges(ranges)
    }

    /// What is in this set and not in that.
    pub fn minus(&self, other: &CodeSet) -> CodeSet {
        CodeSet::intersection([self, &other.complement()])
    }
}
