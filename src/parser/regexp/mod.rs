//! Whether a regular expression's pattern is one: the early errors of patterns
//! (https://tc39.es/ecma262/#sec-patterns-static-semantics-early-errors), with Annex B.1.2's grammar where neither `u` nor `v` is
//! set. Whether a property of `\p{…}` exists is left to whoever knows the tables of Unicode.
//!
//! Invariant: the check takes time that is linear in the pattern but for a logarithm where names repeat, and no native stack
//! however deep groups and classes are nested.

mod class;
mod escape;
mod names;

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
type Problem = &'static str;
type Result<T = ()> = std::result::Result<T, Problem>;

/// Checks a pattern given in UTF-16.
pub fn check_pattern(units: impl Iterator<Item = u16>, mode: PatternMode) -> Result {
    let text: Vec<u32> = if mode.unicode {
        char::decode_utf16(units)
            .map(|c| c.map_or_else(|lone| u32::from(lone.unpaired_surrogate()), u32::from))
            .collect()
    } else {
        units.map(u32::from).collect()
    };
    let mut checker = Checker::new(&text, mode, mode.unicode);
    checker.pattern()?;
    // Without `u`, the first group name makes `\k` a reference everywhere, also before it.
    if !mode.unicode && checker.names.has_any() {
        return Checker::new(&text, mode, true).pattern();
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

/// What `Checker::byte` gives at the end of the pattern.
const END: u8 = 0xFE;
/// What `Checker::byte` gives for a character that is not ASCII.
const OTHER: u8 = 0xFF;

/// The walk over a pattern.
struct Checker<'p> {
    text: &'p [u32],
    at: usize,
    mode: PatternMode,
    /// `\k` begins a reference.
    named_references: bool,
    names: Names,
    /// The open groups: may a quantifier follow each?
    groups: Vec<bool>,
    /// How many capturing groups there are so far.
    captures: u32,
    /// The greatest number that a reference has.
    greatest_reference: u32,
}

impl<'p> Checker<'p> {
    fn new(text: &'p [u32], mode: PatternMode, named_references: bool) -> Self {
        Checker {
            text,
            at: 0,
            mode,
            named_references,
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
                }
                b')' => {
                    self.at += 1;
                    let Some(is_quantifiable) = self.groups.pop() else {
                        return Err("Unmatched ')'");
                    };
                    self.names.close();
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
        match self.byte(0) {
            b'^' | b'$' => {
                self.at += 1;
                return Ok(());
            }
            b'(' => return self.group(),
            b'*' | b'+' | b'?' => return Err("Nothing to repeat"),
            b'{' => {
                let is_quantifier = self.braces()?;
                if self.mode.unicode || is_quantifier {
                    return Err("Nothing to repeat");
                }
                self.at += 1;
            }
            b'}' | b']' if self.mode.unicode => return Err("Lone quantifier brackets"),
            b'[' => self.class()?,
            b'\\' if matches!(self.byte(1), b'b' | b'B') => {
                self.at += 2;
                return Ok(());
            }
            b'\\' => self.atom_escape()?,
            _ => self.at += 1,
        }
        self.quantifier()
    }

    /// `(` and what follows it at once
    fn group(&mut self) -> Result {
        self.at += 1;
        let mut is_quantifiable = true;
        if !self.eat(b'?') {
            self.captures += 1;
        } else if self.eat(b'=') || self.eat(b'!') {
            is_quantifiable = !self.mode.unicode;
        } else if self.eat_all(b"<=") || self.eat_all(b"<!") {
            is_quantifiable = false;
        } else if self.eat(b'<') {
            let name = self.group_name()?;
            self.captures += 1;
            self.names.declare(name)?;
        } else {
            self.modifiers()?;
        }
        self.groups.push(is_quantifiable);
        self.names.open();
        Ok(())
    }

    /// `:`, perhaps behind modifiers (https://tc39.es/ecma262/#sec-patterns-static-semantics-early-errors)
    fn modifiers(&mut self) -> Result {
        let (mut seen, mut is_removing) = (Vec::with_capacity(3), false);
        let start = self.at;
        loop {
            match self.byte(0) {
                flag @ (b'i' | b'm' | b's') => {
                    if seen.contains(&flag) {
                        return Err("Repeated flag in flag group");
                    }
                    seen.push(flag);
                }
                b'-' if is_removing => return Err("Multiple dashes in flag group"),
                b'-' => is_removing = true,
                b':' if is_removing && seen.is_empty() => return Err("Invalid flag group"),
                b':' => break,
                _ if self.at == start => return Err("Invalid group"),
                _ => return Err("Invalid flag group"),
            }
            self.at += 1;
        }
        self.at += 1;
        Ok(())
    }

    /// Quantifier, if there is one (https://tc39.es/ecma262/#prod-Quantifier)
    fn quantifier(&mut self) -> Result {
        match self.byte(0) {
            b'*' | b'+' | b'?' => self.at += 1,
            b'{' => {
                if !self.braces()? {
                    return if self.mode.unicode { Err("Incomplete quantifier") } else { Ok(()) };
                }
            }
            _ => return Ok(()),
        }
        self.eat(b'?');
        Ok(())
    }

    /// `{n}`, `{n,}`, `{n,m}`, if that is what is next.
    fn braces(&mut self) -> Result<bool> {
        let start = self.at;
        self.at += 1;
        let least = self.digits();
        let mut most = least;
        let is_complete = !least.is_empty() && {
            if self.eat(b',') {
                most = self.digits();
            }
            self.eat(b'}')
        };
        if !is_complete {
            self.at = start;
            return Ok(false);
        }
        if !most.is_empty() && is_less(most, least) {
            return Err("numbers out of order in {} quantifier");
        }
        Ok(true)
    }
}

/// Is the number with these digits less than that with those, however long they are?
fn is_less(a: &[u32], b: &[u32]) -> bool {
    let significant = |digits: &[u32]| {
        digits.iter().position(|digit| *digit != u32::from(b'0')).unwrap_or(digits.len())
    };
    let (a, b) = (&a[significant(a)..], &b[significant(b)..]);
    (a.len(), a) < (b.len(), b)
}
