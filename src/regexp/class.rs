//! Character classes, and the values of escapes for sets (https://tc39.es/ecma262/#sec-compilecharacterclass).
//!
//! With `v` and `i`, the specification folds all operands and computes with folded characters. Here each operand is closed
//! under case instead: the two correspond one to one, and a complement needs no care.
//!
//! Invariant: a class takes time that is linear in its operands but for a logarithm, whatever its operations.

use crate::case::{self, CaseTable};
use crate::property;
use crate::set::{CodeSet, Range};
use jsrun_parser::regexp::{SetEscape, SetOperation};
use rustc_hash::{FxHashMap, FxHashSet};

/// How characters are understood at a place of the pattern.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reading {
    pub ignore_case: bool,
    /// `u` or `v`
    pub unicode: bool,
    /// `v`
    pub unicode_sets: bool,
}

impl Reading {
    /// The table of the characters that are alike, if case is ignored.
    pub fn cases(self) -> Option<&'static CaseTable> {
        self.ignore_case.then(|| case::table(self.unicode))
    }

    /// The characters of a set, and those that are like them if case is ignored.
    pub fn close(self, set: CodeSet) -> CodeSet {
        match self.cases() {
            Some(table) => table.close(set),
            None => set,
        }
    }

    /// What matches where a character is written.
    pub fn character(self, code: u32) -> CodeSet {
        let class = self.cases().map_or(&[][..], |table| table.class(code));
        let codes = if class.is_empty() { std::slice::from_ref(&code) } else { class };
        CodeSet::from_ranges(codes.iter().map(|code| (*code, *code)).collect())
    }

    /// An operand as it takes part in the operations of classes.
    fn operand(self, set: CodeSet) -> CodeSet {
        if self.unicode_sets { self.close(set) } else { set }
    }
}

/// What a class matches: one of the characters, or of the strings.
#[derive(Clone, Default, Debug)]
pub struct ClassValue {
    pub codes: CodeSet,
    /// Strings that are not one character, the longest first.
    pub strings: Vec<Vec<u32>>,
}

/// Line terminators, which `.` does not match, and `^` and `$` look for.
pub const LINE_TERMINATORS: [Range; 3] = [(0x0A, 0x0A), (0x0D, 0x0D), (0x2028, 0x2029)];

const DIGITS: [Range; 1] = [(0x30, 0x39)];
const WORD_CHARACTERS: [Range; 4] = [(0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A)];
/// WhiteSpace and LineTerminator (https://tc39.es/ecma262/#prod-CharacterClassEscape)
const SPACES: [Range; 10] = [
    (0x09, 0x0D),
    (0x20, 0x20),
    (0xA0, 0xA0),
    (0x1680, 0x1680),
    (0x2000, 0x200A),
    (0x2028, 0x2029),
    (0x202F, 0x202F),
    (0x205F, 0x205F),
    (0x3000, 0x3000),
    (0xFEFF, 0xFEFF),
];

/// The value of an escape (https://tc39.es/ecma262/#sec-compiletocharset). Fails if it names an unknown property.
pub fn escape(
    set: SetEscape<'_>,
    is_negated: bool,
    reading: Reading,
) -> Result<ClassValue, &'static str> {
    let ranges: &[Range] = match set {
        SetEscape::Digit => &DIGITS,
        SetEscape::Space => &SPACES,
        SetEscape::Word => &WORD_CHARACTERS,
        SetEscape::Property(text) => {
            let property = property::find(text).ok_or(property::UNKNOWN)?;
            let codes = reading.operand(property.codes);
            let codes = if is_negated { codes.complement() } else { codes };
            return Ok(ClassValue { codes, strings: property.strings });
        }
    };
    let mut codes = CodeSet::from_ranges(ranges.to_vec());
    if set == SetEscape::Word && reading.unicode {
        // WordCharacters (https://tc39.es/ecma262/#sec-wordcharacters)
        codes = reading.close(codes);
    }
    let codes = if is_negated { codes.complement() } else { codes };
    Ok(ClassValue { codes, strings: Vec::new() })
}

/// An open class.
pub struct Class {
    is_negated: bool,
    operation: Option<SetOperation>,
    operands: Vec<Operand>,
}

#[derive(Default)]
struct Operand {
    ranges: Vec<Range>,
    strings: Vec<Vec<u32>>,
}

impl Class {
    pub fn new(is_negated: bool) -> Class {
        Class { is_negated, operation: None, operands: Vec::new() }
    }

    pub fn set_operation(&mut self, operation: SetOperation) {
        self.operation = Some(operation);
    }

    /// Where the next operand goes: those of a union are one.
    fn next(&mut self) -> &mut Operand {
        if self.operands.is_empty() || self.operation.is_some() {
            self.operands.push(Operand::default());
        }
        let last = self.operands.len() - 1;
        &mut self.operands[last]
    }

    pub fn add_range(&mut self, first: u32, last: u32, reading: Reading) {
        let ranges = &mut self.next().ranges;
        match reading.unicode_sets {
            true if first == last => ranges.extend(reading.character(first).ranges()),
            true => {
                ranges.extend(reading.close(CodeSet::from_ranges(vec![(first, last)])).ranges())
            }
            false => ranges.push((first, last)),
        }
    }

    pub fn add_string(&mut self, codes: &[u32], reading: Reading) {
        match codes {
            [only] => self.add_range(*only, *only, reading),
            _ => self.next().strings.push(fold(codes, reading)),
        }
    }

    pub fn add_value(&mut self, value: ClassValue, reading: Reading) {
        let operand = self.next();
        operand.ranges.extend(value.codes.ranges());
        operand.strings.extend(value.strings.iter().map(|string| fold(string, reading)));
    }

    /// The value of the class.
    pub fn finish(self, is_nested: bool, reading: Reading) -> ClassValue {
        let mut sets = Vec::with_capacity(self.operands.len());
        let mut strings = Vec::with_capacity(self.operands.len());
        for operand in self.operands {
            sets.push(CodeSet::from_ranges(operand.ranges));
            strings.push(operand.strings.into_iter().collect::<FxHashSet<_>>());
        }
        let (codes, strings) = match self.operation {
            _ if sets.is_empty() => (CodeSet::EMPTY, FxHashSet::default()),
            None => (sets.swap_remove(0), strings.swap_remove(0)),
            Some(SetOperation::Intersection) => (CodeSet::intersection(&sets), common(strings)),
            Some(SetOperation::Subtraction) => {
                let mut left = strings.swap_remove(0);
                for string in strings.iter().flatten() {
                    left.remove(string);
                }
                (sets[0].minus(&CodeSet::union(&sets[1..])), left)
            }
        };
        // Without `v`, case is ignored last of all.
        let codes = if is_nested || reading.unicode_sets { codes } else { reading.close(codes) };
        let codes = if self.is_negated { codes.complement() } else { codes };
        let mut strings: Vec<Vec<u32>> = strings.into_iter().collect();
        strings.sort_by(|a, b| (b.len(), a).cmp(&(a.len(), b)));
        ClassValue { codes, strings }
    }
}

/// The strings that are in each of the sets.
fn common(sets: Vec<FxHashSet<Vec<u32>>>) -> FxHashSet<Vec<u32>> {
    let count = sets.len();
    let mut times: FxHashMap<Vec<u32>, usize> = FxHashMap::default();
    for string in sets.into_iter().flatten() {
        *times.entry(string).or_default() += 1;
    }
    times.into_iter().filter(|(_, n)| *n == count).map(|(string, _)| string).collect()
}

/// A string with characters that stand for all that are like them.
fn fold(codes: &[u32], reading: Reading) -> Vec<u32> {
    match reading.cases() {
        Some(table) => codes.iter().map(|code| table.canonical(*code)).collect(),
        None => codes.to_vec(),
    }
}
