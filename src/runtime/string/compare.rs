//! Comparing strings by code unit, and searching them.
//!
//! Invariant: results depend on the code units alone, never on the form or the width of storage.

use super::{JsString, StrView, StringExt};
use crate::runtime::vm::Vm;
use jsrun_gc::Gc;
use std::cmp::Ordering;

impl StrView<'_> {
    /// Are the code units the same?
    pub fn same(self, other: StrView<'_>) -> bool {
        match (self, other) {
            (StrView::Latin1(a), StrView::Latin1(b)) => a == b,
            (StrView::Utf16(a), StrView::Utf16(b)) => a == b,
            (a, b) => a.len() == b.len() && a.units().eq(b.units()),
        }
    }

    /// Lexicographic order of the code units.
    pub fn compare(self, other: StrView<'_>) -> Ordering {
        match (self, other) {
            (StrView::Latin1(a), StrView::Latin1(b)) => a.cmp(b),
            (StrView::Utf16(a), StrView::Utf16(b)) => a.cmp(b),
            (a, b) => a.units().cmp(b.units()),
        }
    }

    /// The first index at or after `from` where `pattern` occurs.
    ///
    /// StringIndexOf (https://tc39.es/ecma262/#sec-stringindexof)
    pub fn find(self, pattern: StrView<'_>, from: usize) -> Option<usize> {
        let last = self.len().checked_sub(pattern.len())?;
        if from > last {
            return None;
        }
        if pattern.is_empty() {
            return Some(from);
        }
        match (self, pattern) {
            (StrView::Latin1(text), StrView::Latin1(pattern)) => find_in(text, pattern, from),
            (StrView::Utf16(text), StrView::Utf16(pattern)) => find_in(text, pattern, from),
            (StrView::Utf16(text), StrView::Latin1(pattern)) => {
                let wide: Vec<u16> = pattern.iter().map(|b| *b as u16).collect();
                find_in(text, &wide, from)
            }
            (StrView::Latin1(text), StrView::Utf16(pattern)) => {
                let narrow: Option<Vec<u8>> =
                    pattern.iter().map(|unit| u8::try_from(*unit).ok()).collect();
                find_in(text, &narrow?, from)
            }
        }
    }

    /// The last index at or before `from` where `pattern` occurs.
    ///
    /// StringLastIndexOf (https://tc39.es/ecma262/#sec-stringlastindexof)
    pub fn find_last(self, pattern: StrView<'_>, from: usize) -> Option<usize> {
        let last = self.len().checked_sub(pattern.len())?.min(from);
        let end = last + pattern.len();
        // The last occurrence is the first one of the reversed pattern in the reversed text.
        let mut text: Vec<u16> = self.slice(0, end).units().collect();
        let mut reversed: Vec<u16> = pattern.units().collect();
        text.reverse();
        reversed.reverse();
        StrView::Utf16(&text).find(StrView::Utf16(&reversed), 0).map(|at| end - at - pattern.len())
    }
}

/// Finds a pattern that is not empty: by its first unit while that is rare, by Knuth, Morris and Pratt's algorithm
/// once more units have been compared than the text has, so that it is linear.
fn find_in<T: PartialEq + Copy>(text: &[T], pattern: &[T], from: usize) -> Option<usize> {
    let last = text.len() - pattern.len();
    let first = pattern[0];
    let mut budget = 64 + 2 * (last - from);
    let mut at = from;
    while at <= last {
        at += text[at..=last].iter().position(|unit| *unit == first)?;
        let matched = text[at..].iter().zip(pattern).take_while(|(a, b)| a == b).count();
        if matched == pattern.len() {
            return Some(at);
        }
        at += 1;
        match budget.checked_sub(matched) {
            Some(rest) => budget = rest,
            None => return find_linear(text, pattern, at),
        }
    }
    None
}

fn find_linear<T: PartialEq + Copy>(text: &[T], pattern: &[T], from: usize) -> Option<usize> {
    // `border[i]`: the length of the longest proper prefix of the pattern that ends at `i`.
    let mut border = vec![0usize; pattern.len()];
    let mut matched = 0;
    for i in 1..pattern.len() {
        while matched > 0 && pattern[i] != pattern[matched] {
            matched = border[matched - 1];
        }
        matched += (pattern[i] == pattern[matched]) as usize;
        border[i] = matched;
    }
    matched = 0;
    for (i, unit) in text.iter().enumerate().skip(from) {
        while matched > 0 && *unit != pattern[matched] {
            matched = border[matched - 1];
        }
        matched += (*unit == pattern[matched]) as usize;
        if matched == pattern.len() {
            return Some(i + 1 - matched);
        }
    }
    None
}

impl Vm {
    /// Have the two strings the same code units?
    #[inline]
    pub fn string_eq(&mut self, a: Gc<JsString>, b: Gc<JsString>) -> bool {
        if a == b {
            return true;
        }
        // Two atoms are equal only if they are the same cell.
        if a.len() != b.len() || a.is_atom() && b.is_atom() {
            return false;
        }
        let (a, b) = (self.flatten(a), self.flatten(b));
        a.view().same(b.view())
    }

    /// The order of two strings by code unit.
    pub fn compare_strings(&mut self, a: Gc<JsString>, b: Gc<JsString>) -> Ordering {
        if a == b {
            return Ordering::Equal;
        }
        let (a, b) = (self.flatten(a), self.flatten(b));
        a.view().compare(b.view())
    }
}
