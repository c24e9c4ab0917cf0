//! Where a match may begin.
//!
//! Invariant: no place where a match begins is passed over.

use crate::input::{Input, find_any};
use crate::program::{Literal, Program};
use memchr::memmem::Finder;

/// What tells the places where a match may begin.
pub enum Start {
    Anywhere,
    /// The beginning of the text.
    Text,
    /// The beginning of a line.
    Line,
    /// This unit.
    Unit(u16),
    /// These units.
    Needle(Box<Needle>),
    /// One of these bytes, which are few.
    Bytes(Box<[u8]>),
    /// The characters of this table.
    Table(u32),
}

/// Units that a match begins with.
pub struct Needle {
    literal: Literal,
    finder: Option<Finder<'static>>,
}

impl Needle {
    pub fn new(literal: Literal) -> Needle {
        let finder = literal.bytes.as_deref().map(|bytes| Finder::new(bytes).into_owned());
        Needle { literal, finder }
    }

    fn find<I: Input>(&self, input: I, mut at: usize) -> Option<usize> {
        if let Some(bytes) = input.bytes() {
            return self.finder.as_ref()?.find(&bytes[at..]).map(|found| at + found);
        }
        loop {
            at = input.find(at, self.literal.units[0])?;
            if input.has(at, &self.literal) {
                return Some(at);
            }
            at += 1;
        }
    }
}

impl Start {
    /// How many bytes it takes beside itself.
    pub fn bytes(&self) -> usize {
        match self {
            Start::Needle(needle) => size_of::<Needle>() + 4 * needle.literal.units.len(),
            Start::Bytes(bytes) => bytes.len(),
            _ => 0,
        }
    }

    /// The first place at or after a position where a match may begin. The position is not within a pair.
    #[inline(always)]
    pub fn find<I: Input>(&self, program: &Program, input: I, at: usize) -> Option<usize> {
        if at > input.len() {
            return None;
        }
        match self {
            Start::Anywhere => Some(at),
            Start::Text => (at == 0).then_some(0),
            Start::Line => find_line(input, at),
            Start::Unit(unit) => input.find(at, *unit),
            Start::Needle(needle) => needle.find(input, at),
            Start::Bytes(bytes) => find_bytes(input, at, bytes),
            Start::Table(table) => {
                let table = &program.tables[*table as usize];
                let mut from = at;
                loop {
                    match input.find_by(from, |unit| table.ways(Some(unit)) != 0) {
                        Some(place) if input.align(place) == place => return Some(place),
                        // The second half of a pair.
                        Some(place) => from = place + 1,
                        None => return (table.ways(None) != 0).then_some(input.len()),
                    }
                }
            }
        }
    }
}

/// Is it LineTerminator (https://tc39.es/ecma262/#prod-LineTerminator)?
#[inline(always)]
pub fn is_line_terminator(code: u32) -> bool {
    matches!(code, 0x0A | 0x0D | 0x2028 | 0x2029)
}

fn find_line<I: Input>(input: I, at: usize) -> Option<usize> {
    let Some(before) = at.checked_sub(1) else { return Some(0) };
    let end = match input.bytes() {
        Some(bytes) => memchr::memchr2(b'\n', b'\r', &bytes[before..]).map(|found| before + found),
        None => input.find_by(before, is_line_terminator),
    };
    end.map(|end| end + 1)
}

fn find_bytes<I: Input>(input: I, at: usize, set: &[u8]) -> Option<usize> {
    let Some(bytes) = input.bytes() else {
        return input.find_by(at, |unit| set.iter().any(|byte| u32::from(*byte) == unit));
    };
    find_any(set, &bytes[at..]).map(|found| at + found)
}
