//! Loops over the characters of a class, each of which is one instruction and at most one entry of the stack.
//!
//! Invariant: a loop ends only where the table of what can follow it allows.

use super::{CHARACTERS_PER_STEP, Entry, Machine, Stop};
use crate::input::{Input, find_any};
use crate::program::{Class, Run, RunKind};

impl<I: Input, E> Machine<'_, I, E> {
    /// Where a loop ends at first, if it takes enough.
    #[inline(always)]
    pub(super) fn enter_run(&mut self, run: u32, at: usize) -> Result<Option<usize>, Stop<E>> {
        let program = self.program;
        let Run { class, least, most, kind, .. } = program.runs[run as usize];
        let class = &program.classes[class as usize];
        let (from, missing) = scan(self.input, class, at, least);
        if missing > 0 {
            self.charge((from - at) / CHARACTERS_PER_STEP)?;
            return Ok(None);
        }
        let left = if most == u32::MAX { u32::MAX } else { most - least };
        if kind == RunKind::Lazy {
            return Ok(self.extend(run, from, left, false)?.map(|(_, at)| at));
        }
        let (end, _) = scan(self.input, class, from, left);
        self.charge((end - at) / CHARACTERS_PER_STEP)?;
        if kind == RunKind::Possessive {
            return Ok(Some(end));
        }
        Ok(self.give_back(run, end, from)?.map(|(_, at)| at))
    }

    /// Can a match go on behind a loop at this position?
    #[inline(always)]
    fn can_follow(&self, run: &Run, at: usize) -> bool {
        match self.program.tables.get(run.follow as usize) {
            Some(table) => table.ways(self.input.unit(at)) != 0,
            None => true,
        }
    }

    /// Ends a greedy loop at a position or, where it cannot go on there, further to the left.
    #[inline(always)]
    pub(super) fn give_back(
        &mut self,
        run: u32,
        end: usize,
        least: usize,
    ) -> Result<Option<(usize, usize)>, Stop<E>> {
        let info = &self.program.runs[run as usize];
        let mut at = end;
        while !self.can_follow(info, at) {
            if at <= least {
                return Ok(None);
            }
            at = self.input.previous(at).map_or(least, |(_, before)| before);
        }
        let exit = info.exit as usize;
        self.charge((end - at) / CHARACTERS_PER_STEP)?;
        if at > least {
            self.push(Entry::Greedy { run, at: at as u32, least: least as u32 })?;
        }
        Ok(Some((exit, at)))
    }

    /// Ends a lazy loop at a position, or behind one more character, or further to the right.
    #[inline(always)]
    pub(super) fn extend(
        &mut self,
        run: u32,
        at: usize,
        mut left: u32,
        is_more: bool,
    ) -> Result<Option<(usize, usize)>, Stop<E>> {
        let info = &self.program.runs[run as usize];
        let class = &self.program.classes[info.class as usize];
        let mut end = at;
        let mut is_done = !is_more && self.can_follow(info, end);
        while !is_done {
            match self.input.next(end) {
                Some((code, behind)) if left > 0 && class.contains(code) => end = behind,
                _ => {
                    self.charge((end - at) / CHARACTERS_PER_STEP)?;
                    return Ok(None);
                }
            }
            left = if left == u32::MAX { left } else { left - 1 };
            is_done = self.can_follow(info, end);
        }
        let exit = info.exit as usize;
        self.charge((end - at) / CHARACTERS_PER_STEP)?;
        if left > 0 {
            self.push(Entry::Lazy { run, at: end as u32, left })?;
        }
        Ok(Some((exit, end)))
    }
}

/// Where the characters of a class end, of which there are at most so many; and how many are missing to that number.
#[inline(always)]
fn scan<I: Input>(input: I, class: &Class, from: usize, most: u32) -> (usize, u32) {
    if let Some(bytes) = input.bytes() {
        let to = (from + most as usize).min(bytes.len());
        let part = &bytes[from..to];
        let found = match class.missing.as_deref() {
            Some(missing) => find_any(missing, part),
            None => part.iter().position(|byte| !class.has_byte(*byte)),
        };
        let end = found.map_or(to, |found| from + found);
        return (end, most - (end - from) as u32);
    }
    let (mut at, mut left) = (from, most);
    // The last range that a character was found in: texts tend to stay in one.
    let mut extent = (1, 0, false);
    while left > 0
        && let Some((code, behind)) = input.next(at)
    {
        let is_in = if code <= 0xFF {
            class.has_byte(code as u8)
        } else {
            if !(extent.0..=extent.1).contains(&code) {
                extent = class.extent(code);
            }
            extent.2
        };
        if !is_in {
            break;
        }
        at = behind;
        left -= 1;
    }
    (at, left)
}
