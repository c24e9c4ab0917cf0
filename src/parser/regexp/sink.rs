//! What the walk over a pattern tells of it.
//!
//! Invariant: events come in the order of the pattern's text, and what is begun is ended, unless the walk fails.

use super::Result;

/// Listens to the walk over a pattern. An event that it leaves out is of no interest to it.
#[allow(unused_variables)]
pub trait Sink {
    /// All that has been told so far is void: the walk begins anew, with better knowledge of the whole.
    fn restart(&mut self) {}

    /// A group begins, with its first alternative.
    fn begin_group(&mut self, group: Group<'_>) -> Result {
        Ok(())
    }

    /// The next alternative of the innermost open group begins, or of the pattern.
    fn next_alternative(&mut self) {}

    /// The innermost open group ends.
    fn end_group(&mut self) {}

    /// An assertion without parts.
    fn assertion(&mut self, assertion: Assertion) {}

    /// A character: an operand if a class is open, else a term.
    fn character(&mut self, code: u32) {}

    /// `.`
    fn any(&mut self) {}

    /// An escape for a set: an operand if a class is open, else a term. Fails where it names what Unicode does not have.
    fn set(&mut self, set: SetEscape<'_>, is_negated: bool) -> Result {
        Ok(())
    }

    /// A reference to a group.
    fn reference(&mut self, reference: Reference<'_>) {}

    /// A class begins: a term, or an operand if another is open. The strings of `\q{…}` are told as a class of their own.
    fn begin_class(&mut self, is_negated: bool) {}

    /// A range of characters, both ends included, as an operand.
    fn range(&mut self, first: u32, last: u32) {}

    /// A string as an operand; one character is one, too.
    fn string(&mut self, codes: &[u32]) {}

    /// The next operand is put together with those before it like this. Without, it is added to them.
    fn operation(&mut self, operation: SetOperation) {}

    /// The innermost open class ends.
    fn end_class(&mut self) {}

    /// The term that was told last, whether a group or not, is repeated.
    fn quantifier(&mut self, quantifier: Quantifier) {}
}

/// Nothing is of interest but whether the pattern is valid.
impl Sink for () {}

/// What a pair of parentheses is.
#[derive(Clone, Copy, Debug)]
pub enum Group<'a> {
    /// `(…)`, `(?<name>…)`, with the name's code points
    Capturing(Option<&'a [u32]>),
    /// `(?:…)`, `(?on-off:…)`
    Plain {
        /// The flags that it sets.
        on: Modifiers,
        /// The flags that it clears.
        off: Modifiers,
    },
    /// `(?=…)`, `(?!…)`, `(?<=…)`, `(?<!…)`
    Look {
        /// It looks to the left.
        is_behind: bool,
        /// It holds if its body does not match.
        is_negated: bool,
    },
}

/// The flags that a group can change.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Modifiers {
    /// `i`
    pub ignore_case: bool,
    /// `m`
    pub multiline: bool,
    /// `s`
    pub dot_all: bool,
}

/// `^`, `$`, `\b`, `\B`
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub enum Assertion {
    Start,
    End,
    Boundary,
    NotBoundary,
}

/// What an escape for a set stands for, before it is negated.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SetEscape<'a> {
    /// `\d`
    Digit,
    /// `\s`
    Space,
    /// `\w`
    Word,
    /// `\p{…}`: what is in the braces.
    Property(&'a str),
}

/// Which group a reference means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reference<'a> {
    /// The first group has number 1.
    Number(u32),
    /// The code points of a name.
    Name(&'a [u32]),
}

/// How an operand of a class is put together with those before it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SetOperation {
    /// `&&`
    Intersection,
    /// `--`
    Subtraction,
}

/// How often a term is repeated.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Quantifier {
    /// At least so often; what is beyond `u32` is its greatest value.
    pub least: u32,
    /// At most so often; nothing if there is no bound, or none within `u32`.
    pub most: Option<u32>,
    /// As seldom as possible rather than as often.
    pub is_lazy: bool,
}
