//! jsrun's regular expressions: a pattern becomes a [`Program`], which a [`Matcher`] runs over a text
//! (https://tc39.es/ecma262/#sec-regexp-regular-expression-objects, "Pattern Semantics").
//!
//! The way of a pattern: `jsrun_parser::regexp` walks over its text, `builder` makes a tree of it, `compile` makes instructions of
//! the tree, `analyse` finds out where a choice can be made by looking at the next character, and how a match must begin;
//! `matcher` runs the instructions with a stack of its own.
//!
//! Invariant: no pattern and no text takes more native stack than another, the memory of a match is bounded, and a match ends
//! soon after it is asked to.

mod analyse;
mod builder;
mod case;
mod class;
mod compile;
mod input;
mod matcher;
mod program;
mod property;
mod search;
mod set;
mod tree;

pub use matcher::{Matcher, NONE, Stop};
pub use program::{Name, Program};

use jsrun_parser::regexp::{PatternMode, read_pattern};

/// The flags that matter to matching.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Flags {
    /// `i`
    pub ignore_case: bool,
    /// `m`
    pub multiline: bool,
    /// `s`
    pub dot_all: bool,
    /// `u`
    pub unicode: bool,
    /// `v`
    pub unicode_sets: bool,
}

impl Flags {
    /// Are code points matched, rather than code units?
    pub fn full_unicode(self) -> bool {
        self.unicode || self.unicode_sets
    }

    fn mode(self) -> PatternMode {
        PatternMode { unicode: self.full_unicode(), unicode_sets: self.unicode_sets }
    }
}

/// Checks that every property of a pattern given in UTF-16 exists, beside what else makes a pattern valid. The error says what
/// is wrong, in words that users know.
pub fn check_properties(
    pattern: impl Iterator<Item = u16>,
    flags: Flags,
) -> Result<(), &'static str> {
    read_pattern(pattern, flags.mode(), &mut builder::PropertyCheck)
}

/// A text in one of the forms that strings have.
#[derive(Clone, Copy, Debug)]
pub enum Text<'t> {
    /// A byte for each code unit.
    Latin1(&'t [u8]),
    /// UTF-16, perhaps with lone surrogates.
    Utf16(&'t [u16]),
}
