//! The syntax of regular expressions: a walk over a pattern that finds its early errors
//! (https://tc39.es/ecma262/#sec-patterns-static-semantics-early-errors), with Annex B.1.2's grammar where neither `u` nor `v` is
//! set, and tells a [`Sink`] of what it meets. Whether a property of `\p{…}` exists is left to the sink, which may know the
//! tables of Unicode.
//!
//! Invariant: the walk takes time that is linear in the pattern but for a logarithm where names repeat, and no native stack
//! however deep groups and classes are nested.

mod class;
mod escape;
mod names;
mod sink;

pub use sink::{Assertion, Group, Modifiers, Quantifier, Reference, SetEscape, SetOperation, Sink};

use names::Names;

/// What the flags say of a pattern's grammar.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct PatternMode {
    /// `u` or `v`: the strict grammar, over code points.
    pub unicode: bool,
    /// `v`: classes are sets.
    pub unicode_sets: bool,
}

/// What is wrong, in words that users know.
pub type Problem = &'static str;
type Result<T = ()> = std::result::Result<T, Problem>;

/// Checks a pattern given in UTF-16.
pub fn check_pattern(units: impl Iterator<Item = u16>, mode: PatternMode) -> Result {
    read_pattern(units, mode, &mut ())
}

/// Walks over a pattern given in UTF-16.
pub fn read_pattern(
    units: impl Iterator<Item = u16>,
    mode: PatternMode,
    sink: &mut impl Sink,
) -> Result {
    let text: Vec<u32> = if mode.unicode {
        char::decode_utf16(units)
            .map(|c| c.map_or_else(|lone| u32::from(lone.unpaired_surrogate()), u32::from))
            .collect()
    } else {
        units.map(u32::from).collect()
    };
    let mut walk = Walk::new(&text, mode, sink);
    walk.pattern()?;
    if mode.unicode {
        return Ok(());
    }
    // Without `u`, what is behind an escape may change its meaning: the first group name makes `\k` a reference everywhere, and
    // a number is one only if there are so many groups.
    let (has_names, captures) = (walk.names.has_any(), walk.captures);
    if walk.has_plain_k && has_names || walk.greatest_reference > captures {
        sink.restart();
        let mut walk = Walk::new(&text, mode, sink);
        walk.named_references = has_names;
        walk.most_captures = captures;
        return walk.pattern();
    }
    Ok(())
}

/// Checks the text of a literal, in WTF-8.
pub(crate) fn check_literal(body: &[u8], flags: &[u8]) -> Result {
    let unicode_sets = flags.contains(&b'v');
    let mode = PatternMode { unicode: unicode_sets || flags.contains(&b'u'), unicode_sets };
    let mut at = 0;
    let mut low = None;
    let units = std::iter::from_fn(|| {
        if let Some(unit) = low.take() {
            return Some(unit);
        }
        let (code, length) = crate::lexer::decode(body, at)?;
        at += length;
        if code < 0x1_0000 {
            return Some(code as u16);
        }
        low = Some(0xDC00 | (code & 0x3FF) as u16);
        Some((0xD7C0 + (code >> 10)) as u16)
    });
    check_pattern(units, mode)
}

/// What `Walk::byte` gives at the end of the pattern.
const END: u8 = 0xFE;
/// What `Walk::byte` gives for a character that is not ASCII.
const OTHER: u8 = 0xFF;

/// The walk over a pattern.
struct Walk<'p, S> {
    text: &'p [u32],
    at: usize,
    mode: PatternMode,
    sink: &'p mut S,
    /// `\k` begins a reference.
    named_references: bool,
    /// `\k` has been a character.
    has_plain_k: bool,
    /// A greater number is no reference without `u`.
    most_captures: u32,
    names: Names,
    /// The open groups: may a quantifier follow each?
    groups: Vec<bool>,
    /// How many capturing groups there are so far.
    captures: u32,
    /// The greatest number that a reference has.
    greatest_reference: u32,
}

impl<'p, S: Sink> Walk<'p, S> {
    fn new(text: &'p [u32], mode: PatternMode, sink: &'p mut S) -> Self {
        Walk {
            text,
            at: 0,
            mode,
            sink,
            named_references: mode.unicode,
            has_plain_k: false,
            most_captures: u32::MAX,
            names: Names::default(),
            groups: Vec::new(),
            captures: 0,
            greatest_reference: 0,
        }
    }

    // ---- characters ----

    /// The character so many places ahead.
    fn byte(&self, ahead: usize) -> u8 {
        match self.text.get(self.at + ahead) {
            None => END,
            Some(&code) if code < 0x80 => code as u8,
            Some(_) => OTHER,
        }
    }

    /// Goes behind the next character if it is this one.
    fn eat(&mut self, byte: u8) -> bool {
        let found = self.byte(0) == byte;
        self.at += found as usize;
        found
    }

    /// Goes behind these characters if they are next.
    fn eat_all(&mut self, bytes: &[u8]) -> bool {
        let found = bytes.iter().enumerate().all(|(ahead, byte)| self.byte(ahead) == *byte);
        self.at += if found { bytes.len() } else { 0 };
        found
    }

    /// Goes behind digits; gives their text.
    fn digits(&mut self) -> &'p [u32] {
        let start = self.at;
        while self.byte(0).is_ascii_digit() {
            self.at += 1;
        }
        &self.text[start..self.at]
    }

    // ---- patterns ----

    /// Pattern (https://tc39.es/ecma262/#prod-Pattern)
    fn pattern(&mut self) -> Result {
        self.names.open();
        loop {
            match self.byte(0) {
                END => break,
                b'|' => {
                    self.at += 1;
                    self.names.next_alternative();
                    self.sink.next_alternative();
                }
                b')' => {
                    self.at += 1;
                    let Some(is_quantifiable) = self.groups.pop() else {
                        return Err("Unmatched ')'");
                    };
                    self.names.close();
                    self.sink.end_group();
                    if is_quantifiable {
                        self.quantifier()?;
                    }
                }
                _ => self.term()?,
            }
        }
        if !self.groups.is_empty() {
            return Err("Unterminated group");
        }
        if self.mode.unicode && self.greatest_reference > self.captures {
            return Err("Invalid escape");
        }
        self.names.check_references()
    }

    /// Term, up to the opening of a group (https://tc39.es/ecma262/#prod-Term)
    fn term(&mut self) -> Result {
        let assertion = match (self.byte(0), self.byte(1)) {
            (b'^', _) => Some((Assertion::Start, 1)),
            (b'$', _) => Some((Assertion::End, 1)),
            (b'\\', b'b') => Some((Assertion::Boundary, 2)),
            (b'\\', b'B') => Some((Assertion::NotBoundary, 2)),
            _ => None,
        };
        if let Some((assertion, length)) = assertion {
            self.at += length;
            self.sink.assertion(assertion);
            return Ok(());
        }
        match self.byte(0) {
            b'(' => return self.group(),
            b'*' | b'+' | b'?' => return Err("Nothing to repeat"),
            b'{' if self.mode.unicode || self.braces()?.is_some() => {
                return Err("Nothing to repeat");
            }
            b'}' | b']' if self.mode.unicode => return Err("Lone quantifier brackets"),
            b'[' => self.class()?,
            b'\\' => self.atom_escape()?,
            b'.' => {
                self.at += 1;
                self.sink.any();
            }
            _ => {
                self.at += 1;
                self.sink.character(self.text[self.at - 1]);
            }
        }
        self.quantifier()
    }

    /// `(` and what follows it at once
    fn group(&mut self) -> Result {
        self.at += 1;
        let mut is_quantifiable = true;
        if !self.eat(b'?') {
            self.captures += 1;
            self.sink.begin_group(Group::Capturing(None))?;
        } else if let is_negated = self.byte(0) == b'!'
            && (self.eat(b'=') || self.eat(b'!'))
        {
            is_quantifiable = !self.mode.unicode;
            self.sink.begin_group(Group::Look { is_behind: false, is_negated })?;
        } else if let is_negated = self.byte(1) == b'!'
            && (self.eat_all(b"<=") || self.eat_all(b"<!"))
        {
            is_quantifiable = false;
            self.sink.begin_group(Group::Look { is_behind: true, is_negated })?;
        } else if self.eat(b'<') {
            let name = self.group_name()?;
            self.captures += 1;
            self.sink.begin_group(Group::Capturing(Some(&name)))?;
            self.names.declare(name)?;
        } else {
            let [on, off] = self.modifiers()?;
            self.sink.begin_group(Group::Plain { on, off })?;
        }
        self.groups.push(is_quantifiable);
        self.names.open();
        Ok(())
    }

    /// `:`, perhaps behind modifiers: those that are set, and those that are cleared
    /// (https://tc39.es/ecma262/#sec-patterns-static-semantics-early-errors)
    fn modifiers(&mut self) -> Result<[Modifiers; 2]> {
        let mut modifiers = [Modifiers::default(); 2];
        let (mut seen, mut is_removing) = (Modifiers::default(), false);
        let start = self.at;
        loop {
            let select: fn(&mut Modifiers) -> &mut bool = match self.byte(0) {
                b'i' => |modifiers| &mut modifiers.ignore_case,
                b'm' => |modifiers| &mut modifiers.multiline,
                b's' => |modifiers| &mut modifiers.dot_all,
                b'-' if is_removing => return Err("Multiple dashes in flag group"),
                b'-' => {
                    is_removing = true;
                    self.at += 1;
                    continue;
                }
                b':' if is_removing && seen == Modifiers::default() => {
                    return Err("Invalid flag group");
                }
                b':' => break,
                _ if self.at == start => return Err("Invalid group"),
                _ => return Err("Invalid flag group"),
            };
            if std::mem::replace(select(&mut seen), true) {
                return Err("Repeated flag in flag group");
            }
            *select(&mut modifiers[is_removing as usize]) = true;
            self.at += 1;
        }
        self.at += 1;
        Ok(modifiers)
    }

    /// Quantifier, if there is one (https://tc39.es/ecma262/#prod-Quantifier)
    fn quantifier(&mut self) -> Result {
        let simple = match self.byte(0) {
            b'*' => Some((0, None)),
            b'+' => Some((1, None)),
            b'?' => Some((0, Some(1))),
            _ => None,
        };
        let bounds = match self.byte(0) {
            b'{' => self.braces()?,
            _ => {
                self.at += simple.is_some() as usize;
                simple
            }
        };
        match bounds {
            Some((least, most)) => {
                let is_lazy = self.eat(b'?');
                self.sink.quantifier(Quantifier { least, most, is_lazy });
                Ok(())
            }
            None if self.mode.unicode && self.byte(0) == b'{' => Err("Incomplete quantifier"),
            None => Ok(()),
        }
    }

    /// `{n}`, `{n,}`, `{n,m}`, if that is what is next.
    fn braces(&mut self) -> Result<Option<(u32, Option<u32>)>> {
        let start = self.at;
        self.at += 1;
        let least = self.digits();
        let mut most = Some(least);
        let is_complete = !least.is_empty() && {
            if self.eat(b',') {
                most = Some(self.digits()).filter(|digits| !digits.is_empty());
            }
            self.eat(b'}')
        };
        if !is_complete {
            self.at = start;
            return Ok(None);
        }
        if most.is_some_and(|most| is_less(most, least)) {
            return Err("numbers out of order in {} quantifier");
        }
        Ok(Some((value(least), most.map(value).filter(|most| *most != u32::MAX))))
    }
}

/// The number with these digits, or the greatest there is.
fn value(digits: &[u32]) -> u32 {
    digits.iter().fold(0, |value: u32, digit| {
        value.saturating_mul(10).saturating_add(digit - u32::from(b'0'))
    })
}

/// Is the number with these digits less than that with those, however long they are?
fn is_less(a: &[u32], b: &[u32]) -> bool {
    let significant = |digits: &[u32]| {
        digits.iter().position(|digit| *digit != u32::from(b'0')).unwrap_or(digits.len())
    };
    let (a, b) = (&a[significant(a)..], &b[significant(b)..]);
    (a.len(), a) < (b.len(), b)
}
