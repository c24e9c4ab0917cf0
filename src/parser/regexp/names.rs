//! The names of capturing groups: which exclude each other, and whether references name one.
//!
//! Invariant: two groups may have one name exactly if they stand in different alternatives of some disjunction, so that no
//! match takes part in both (https://tc39.es/ecma262/#sec-patterns-static-semantics-early-errors).

use super::{Result, Sink, Walk};
use crate::lexer::{is_identifier_part, is_identifier_start};
use rustc_hash::{FxHashMap, FxHashSet};

/// The names met so far.
#[derive(Default)]
pub(super) struct Names {
    /// By name, when it was met last.
    met: FxHashMap<Box<[u32]>, u32>,
    references: FxHashSet<Box<[u32]>>,
    /// Since when the disjunctions and alternatives around the current place are open, outermost first: each disjunction is
    /// followed by its current alternative.
    open: Vec<u32>,
    time: u32,
}

impl Names {
    /// Has any group a name?
    pub fn has_any(&self) -> bool {
        !self.met.is_empty()
    }

    /// A disjunction begins, with its first alternative.
    pub fn open(&mut self) {
        self.time += 1;
        self.open.extend([self.time, self.time]);
    }

    /// The next alternative of the innermost disjunction begins.
    pub fn next_alternative(&mut self) {
        self.time += 1;
        if let Some(alternative) = self.open.last_mut() {
            *alternative = self.time;
        }
    }

    /// The innermost disjunction ends.
    pub fn close(&mut self) {
        self.time += 1;
        self.open.truncate(self.open.len().saturating_sub(2));
    }

    /// A group has this name.
    pub fn declare(&mut self, name: Box<[u32]>) -> Result {
        self.time += 1;
        if let Some(before) = self.met.insert(name, self.time) {
            // The innermost of what is open now that was open then already: two groups of one alternative are both in a match.
            let shared = self.open.partition_point(|since| *since <= before);
            if shared % 2 == 0 {
                return Err("Duplicate capture group name");
            }
        }
        Ok(())
    }

    /// A reference names this group.
    pub fn refer(&mut self, name: Box<[u32]>) {
        self.references.insert(name);
    }

    /// At the end: does every reference name a group?
    pub fn check_references(&self) -> Result {
        match self.references.iter().all(|name| self.met.contains_key(name)) {
            true => Ok(()),
            false => Err("Invalid named capture referenced"),
        }
    }
}

impl<S: Sink> Walk<'_, S> {
    /// GroupName behind its `<` (https://tc39.es/ecma262/#prod-GroupName)
    pub(super) fn group_name(&mut self) -> Result<Box<[u32]>> {
        const INVALID: &str = "Invalid capture group name";
        let mut name = Vec::new();
        while !self.eat(b'>') {
            let mut code = *self.text.get(self.at).ok_or(INVALID)?;
            self.at += 1;
            if code == u32::from(b'\\') {
                if !self.eat(b'u') {
                    return Err(INVALID);
                }
                code = self.unicode_escape(true).ok_or("Invalid Unicode escape")?;
            } else if code & !0x3FF == 0xD800
                && let Some(low) = self.text.get(self.at).filter(|low| *low & !0x3FF == 0xDC00)
            {
                code = 0x1_0000 + ((code & 0x3FF) << 10 | low & 0x3FF);
                self.at += 1;
            }
            let is_valid = match name.is_empty() {
                true => is_identifier_start(code),
                false => is_identifier_part(code),
            };
            if !is_valid {
                return Err(INVALID);
            }
            name.push(code);
        }
        if name.is_empty() { Err(INVALID) } else { Ok(name.into()) }
    }
}
