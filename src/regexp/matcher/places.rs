//! What holds at a position without a character being taken: assertions; and references to what groups have captured.
//!
//! Invariant: a reference takes whole characters, as many as it refers to.

use super::{CHARACTERS_PER_STEP, Machine, NONE, Stop};
use crate::case;
use crate::input::Input;
use crate::program::Fold;
use crate::search::is_line_terminator;
use crate::tree::Assertion;

impl<I: Input, E> Machine<'_, I, E> {
    pub(super) fn holds(&self, assertion: Assertion, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.input.unit(before));
        let behind = self.input.unit(at);
        match assertion {
            Assertion::TextStart => before.is_none(),
            Assertion::TextEnd => behind.is_none(),
            Assertion::LineStart => before.is_none_or(is_line_terminator),
            Assertion::LineEnd => behind.is_none_or(is_line_terminator),
            Assertion::Boundary { is_negated, is_folded } => {
                let is_word = |unit: Option<u32>| unit.is_some_and(|unit| is_word(unit, is_folded));
                (is_word(before) != is_word(behind)) != is_negated
            }
        }
    }

    /// Where what a group has captured ends, if it is next (https://tc39.es/ecma262/#sec-backreference-matcher).
    pub(super) fn refer(
        &mut self,
        groups: u32,
        is_back: bool,
        fold: Fold,
        at: usize,
    ) -> Result<Option<usize>, Stop<E>> {
        let program = self.program;
        let captured = program.targets[groups as usize].iter().find_map(|group| {
            let (start, end) =
                (self.registers[2 * *group as usize], self.registers[2 * *group as usize + 1]);
            (start != NONE && end != NONE).then_some((start as usize, end as usize))
        });
        let Some((start, end)) = captured else { return Ok(Some(at)) };
        let length = end - start;
        self.charge(length / CHARACTERS_PER_STEP)?;
        if fold != Fold::No {
            return Ok(self.refer_folded((start, end), is_back, fold == Fold::Simple, at));
        }
        let from = if is_back { at.checked_sub(length) } else { Some(at) };
        let Some(from) = from.filter(|from| from + length <= self.input.len()) else {
            return Ok(None);
        };
        let to = if is_back { from } else { from + length };
        // Half a pair is not a character.
        let is_same = self.input.is_same(start, from, length) && self.input.align(to) == to;
        Ok(is_same.then_some(to))
    }

    fn refer_folded(
        &self,
        (start, end): (usize, usize),
        is_back: bool,
        unicode: bool,
        at: usize,
    ) -> Option<usize> {
        let table = case::table(unicode);
        let input = self.input;
        let (mut here, mut there) = (at, if is_back { end } else { start });
        let last = if is_back { start } else { end };
        while there != last {
            let (a, b) = match is_back {
                true => (input.previous(here)?, input.previous(there)?),
                false => (input.next(here)?, input.next(there)?),
            };
            if a.0 != b.0 && table.canonical(a.0) != table.canonical(b.0) {
                return None;
            }
            (here, there) = (a.1, b.1);
        }
        Some(here)
    }
}

/// Is it a word character? (https://tc39.es/ecma262/#sec-wordcharacters)
#[inline(always)]
fn is_word(unit: u32, is_folded: bool) -> bool {
    match u8::try_from(unit) {
        Ok(byte) => byte.is_ascii_alphanumeric() || byte == b'_',
        Err(_) => is_folded && matches!(unit, 0x17F | 0x212A),
    }
}
