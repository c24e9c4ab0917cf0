//! Characters that are alike where case is ignored (https://tc39.es/ecma262/#sec-runtime-semantics-canonicalize-ch).
//!
//! With `u` or `v` characters are alike that simple case folding makes equal, without that `toUppercase` does.
//!
//! Invariant: a table lists each character that is like another exactly once.

use crate::set::{CodeSet, Range};
use icu_casemap::CaseMapper;
use icu_properties::CodePointSetData;
use icu_properties::props::{ChangesWhenCasefolded, ChangesWhenCasemapped};
use std::sync::OnceLock;

/// Which characters are like which.
pub struct CaseTable {
    /// The characters that are like others, in order, and their class.
    entries: Vec<(u32, u32)>,
    /// The classes, one after another: the character that stands for all comes first.
    members: Vec<u32>,
    /// Where each class begins in the members; the end of the last, too.
    starts: Vec<u32>,
    unicode: bool,
}

/// The table with `u` or `v`, or the one without.
pub fn table(unicode: bool) -> &'static CaseTable {
    static FOLDED: OnceLock<CaseTable> = OnceLock::new();
    static UPPER: OnceLock<CaseTable> = OnceLock::new();
    match unicode {
        true => FOLDED.get_or_init(|| CaseTable::new(true)),
        false => UPPER.get_or_init(|| CaseTable::new(false)),
    }
}

/// The character that stands for all that are like this one, without a table.
fn canonicalize(code: u32, unicode: bool) -> u32 {
    let Some(character) = char::from_u32(code) else { return code };
    if unicode {
        return CaseMapper::new().simple_fold(character).into();
    }
    let mut upper = character.to_uppercase();
    match (upper.next(), upper.next()) {
        // No letter outside ASCII is like one inside.
        (Some(upper), None) if code < 0x80 || !upper.is_ascii() => upper.into(),
        _ => code,
    }
}

impl CaseTable {
    fn new(unicode: bool) -> CaseTable {
        let casemapped = CodePointSetData::new::<ChangesWhenCasemapped>();
        let casefolded = CodePointSetData::new::<ChangesWhenCasefolded>();
        // Without `u` a character is a code unit.
        let most = if unicode { crate::set::MAX } else { 0xFFFF };
        let mut pairs: Vec<(u32, u32)> = casemapped
            .iter_ranges()
            .chain(casefolded.iter_ranges())
            .flatten()
            .filter(|code| *code <= most)
            .map(|code| (canonicalize(code, unicode), code))
            .filter(|(canonical, code)| canonical != code)
            .collect();
        pairs.sort_unstable();
        pairs.dedup();
        let (mut entries, mut members, mut starts) = (Vec::new(), Vec::new(), Vec::new());
        let mut last = None;
        for (canonical, code) in pairs {
            if last.replace(canonical) != Some(canonical) {
                entries.push((canonical, starts.len() as u32));
                starts.push(members.len() as u32);
                members.push(canonical);
            }
            entries.push((code, starts.len() as u32 - 1));
            members.push(code);
        }
        starts.push(members.len() as u32);
        entries.sort_unstable();
        CaseTable { entries, members, starts, unicode }
    }

    /// The class of a character: itself and all that are like it, or nothing if none is.
    pub fn class(&self, code: u32) -> &[u32] {
        match self.entries.binary_search_by_key(&code, |entry| entry.0) {
            Ok(at) => self.members_of(self.entries[at].1),
            Err(_) => &[],
        }
    }

    fn members_of(&self, class: u32) -> &[u32] {
        let (start, end) = (self.starts[class as usize], self.starts[class as usize + 1]);
        &self.members[start as usize..end as usize]
    }

    /// The character that stands for all that are like this one.
    pub fn canonical(&self, code: u32) -> u32 {
        if code < 0x80 {
            let ascii = code as u8;
            let canonical =
                if self.unicode { ascii.to_ascii_lowercase() } else { ascii.to_ascii_uppercase() };
            return canonical.into();
        }
        self.class(code).first().copied().unwrap_or(code)
    }

    /// Everything that is like something in the set.
    pub fn close(&self, set: CodeSet) -> CodeSet {
        let mut added: Vec<Range> = Vec::new();
        for (first, last) in set.ranges() {
            let from = self.entries.partition_point(|entry| entry.0 < *first);
            let within = self.entries[from..].iter().take_while(|entry| entry.0 <= *last);
            for (_, class) in within {
                let members = self.members_of(*class).iter();
                let others = members.filter(|code| !(*first..=*last).contains(code));
                added.extend(others.map(|code| (*code, *code)));
            }
        }
        if added.is_empty() {
            return set;
        }
        added.extend(set.ranges());
        CodeSet::from_ranges(added)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_hold_every_character_that_is_like_another() {
        for unicode in [false, true] {
            let most = if unicode { crate::set::MAX } else { 0xFFFF };
            for code in 0..=most {
                assert_eq!(
                    table(unicode).canonical(code),
                    canonicalize(code, unicode),
                    "{code:X} {unicode}"
                );
            }
        }
    }

    #[test]
    fn a_canonical_character_stands_for_itself() {
        for unicode in [false, true] {
            let table = table(unicode);
            for (code, _) in &table.entries {
                let canonical = table.canonical(*code);
                assert_eq!(table.canonical(canonical), canonical, "{code:X} {unicode}");
            }
        }
    }
}
