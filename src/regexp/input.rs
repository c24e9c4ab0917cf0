//! Texts as the matcher sees them.
//!
//! Invariant: positions are in code units. One in a text of code points is never between the halves of a pair.

use crate::program::Literal;

/// A text in one form, as characters of one kind. Where nothing else is said, each unit is a character.
pub trait Input: Copy {
    /// How many units there are.
    fn len(self) -> usize;

    /// The unit at a position, if it is not the end.
    fn unit(self, at: usize) -> Option<u32>;

    /// The character that begins at a position, and where it ends.
    #[inline(always)]
    fn next(self, at: usize) -> Option<(u32, usize)> {
        self.unit(at).map(|unit| (unit, at + 1))
    }

    /// The character that ends at a position, and where it begins.
    #[inline(always)]
    fn previous(self, at: usize) -> Option<(u32, usize)> {
        let before = at.checked_sub(1)?;
        self.unit(before).map(|unit| (unit, before))
    }

    /// The nearest position to the left where a character begins.
    #[inline(always)]
    fn align(self, at: usize) -> usize {
        at
    }

    /// The text, if it is Latin-1.
    #[inline(always)]
    fn bytes(&self) -> Option<&[u8]> {
        None
    }

    /// Do these units begin at a position?
    fn has(self, at: usize, literal: &Literal) -> bool;

    /// The first position of a unit at or after one.
    fn find(self, at: usize, unit: u16) -> Option<usize>;

    /// The first position at or after one of a unit that makes this true.
    fn find_by(self, at: usize, test: impl Fn(u32) -> bool) -> Option<usize>;

    /// Are two parts equal? Both are within the text.
    fn is_same(self, a: usize, b: usize, length: usize) -> bool;
}

/// Latin-1: every character is a byte, with `u` and without.
#[derive(Clone, Copy)]
pub struct Latin1<'t>(pub &'t [u8]);

/// Code units.
#[derive(Clone, Copy)]
pub struct Units<'t>(pub &'t [u16]);

/// Code points.
#[derive(Clone, Copy)]
pub struct Points<'t>(pub &'t [u16]);

/// What does not depend on how wide a unit is.
macro_rules! of_any_width {
    () => {
        #[inline(always)]
        fn len(self) -> usize {
            self.0.len()
        }

        #[inline(always)]
        fn unit(self, at: usize) -> Option<u32> {
            self.0.get(at).map(|unit| u32::from(*unit))
        }

        #[inline(always)]
        fn find_by(self, at: usize, test: impl Fn(u32) -> bool) -> Option<usize> {
            find_in(self.0, at, |unit| test(u32::from(unit)))
        }

        #[inline(always)]
        fn is_same(self, a: usize, b: usize, length: usize) -> bool {
            self.0[a..a + length] == self.0[b..b + length]
        }
    };
}

/// What both forms of UTF-16 share.
macro_rules! of_utf16 {
    () => {
        of_any_width!();

        #[inline(always)]
        fn has(self, at: usize, literal: &Literal) -> bool {
            self.0[at..].starts_with(&literal.units)
        }

        #[inline(always)]
        fn find(self, at: usize, unit: u16) -> Option<usize> {
            find_in(self.0, at, |candidate| candidate == unit)
        }
    };
}

impl Input for Latin1<'_> {
    of_any_width!();

    #[inline(always)]
    fn bytes(&self) -> Option<&[u8]> {
        Some(self.0)
    }

    #[inline(always)]
    fn has(self, at: usize, literal: &Literal) -> bool {
        literal.bytes.as_ref().is_some_and(|bytes| self.0[at..].starts_with(bytes))
    }

    #[inline(always)]
    fn find(self, at: usize, unit: u16) -> Option<usize> {
        let byte = u8::try_from(unit).ok()?;
        memchr::memchr(byte, &self.0[at..]).map(|found| at + found)
    }
}

/// The first position at or after one of a unit that makes this true. Blocks are tested as a whole, with one branch each.
#[inline(always)]
fn find_in<U: Copy>(units: &[U], at: usize, test: impl Fn(U) -> bool) -> Option<usize> {
    const BLOCK: usize = 8;
    let rest = &units[at..];
    let mut from = 0;
    for block in rest.chunks_exact(BLOCK) {
        if block.iter().fold(false, |found, unit| found | test(*unit)) {
            break;
        }
        from += BLOCK;
    }
    rest[from..].iter().position(|unit| test(*unit)).map(|found| at + from + found)
}

/// The first of some bytes that is one of a few.
#[inline(always)]
pub fn find_any(few: &[u8], bytes: &[u8]) -> Option<usize> {
    match *few {
        [] => None,
        [a] => memchr::memchr(a, bytes),
        [a, b] => memchr::memchr2(a, b, bytes),
        [a, b, c] => memchr::memchr3(a, b, c, bytes),
        _ => bytes.iter().position(|byte| few.contains(byte)),
    }
}

impl Input for Units<'_> {
    of_utf16!();
}

fn is_high(unit: u32) -> bool {
    unit & !0x3FF == 0xD800
}

fn is_low(unit: u32) -> bool {
    unit & !0x3FF == 0xDC00
}

fn pair(high: u32, low: u32) -> u32 {
    0x1_0000 + ((high & 0x3FF) << 10 | low & 0x3FF)
}

impl Input for Points<'_> {
    of_utf16!();

    #[inline(always)]
    fn next(self, at: usize) -> Option<(u32, usize)> {
        let first = self.unit(at)?;
        match self.unit(at + 1) {
            Some(low) if is_high(first) && is_low(low) => Some((pair(first, low), at + 2)),
            _ => Some((first, at + 1)),
        }
    }

    #[inline(always)]
    fn previous(self, at: usize) -> Option<(u32, usize)> {
        let before = at.checked_sub(1)?;
        let last = self.unit(before)?;
        if is_low(last)
            && let Some(start) = before.checked_sub(1)
            && let Some(high) = self.unit(start).filter(|high| is_high(*high))
        {
            return Some((pair(high, last), start));
        }
        Some((last, before))
    }

    #[inline(always)]
    fn align(self, at: usize) -> usize {
        let is_inside = self.unit(at).is_some_and(is_low)
            && at.checked_sub(1).and_then(|before| self.unit(before)).is_some_and(is_high);
        at - is_inside as usize
    }
}
