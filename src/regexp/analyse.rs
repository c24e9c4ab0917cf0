//! What the next character says: where a choice has only one way to go, where a loop gives nothing back, and how a match begins.
//!
//! Invariant: an analysis looks at a bounded number of instructions for each question, and where it does not know an answer,
//! everything is possible.

use crate::program::{Class, FEW_BYTES, Literal, NO_TABLE, Op, Place, Program, RunKind, Table};
use crate::search::{Needle, Start};
use crate::set::ByteSet;
use crate::tree::Assertion;
use rustc_hash::FxHashMap;

/// So many instructions are looked at for one question.
const MAX_LOOKS: usize = 64;
/// So many characters of a literal are looked for. A search is not polled, so what it does at each place is bounded.
const MAX_NEEDLE: usize = 32;
/// So many tables a program has at most.
const MAX_TABLES: usize = 512;

/// With what a match can go on: all that is not here leads to failure.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
struct First {
    latin1: ByteSet,
    /// Some character beyond Latin-1.
    wide: bool,
    /// The end of the text.
    end: bool,
}

impl First {
    const NOTHING: First = First { latin1: ByteSet::EMPTY, wide: false, end: false };
    const ANYTHING: First = First { latin1: ByteSet::ALL, wide: true, end: true };

    fn add(&mut self, other: First) {
        self.latin1.add_all(other.latin1);
        self.wide |= other.wide;
        self.end |= other.end;
    }

    fn add_character(&mut self, code: u32) {
        match u8::try_from(code) {
            Ok(byte) => self.latin1.add(byte),
            Err(_) => self.wide = true,
        }
    }

    fn add_class(&mut self, class: &Class) {
        self.add(First { latin1: class.latin1(), wide: class.has_wide(), end: false });
    }

    /// Can no character of the class be next?
    fn excludes(&self, class: &Class) -> bool {
        self.latin1.excludes(class.latin1()) && !(self.wide && class.has_wide())
    }

    /// The bytes that can be next, if they are few and nothing else can.
    fn few_bytes(&self) -> Option<Box<[u8]>> {
        self.latin1.few(FEW_BYTES).filter(|_| !self.wide && !self.end)
    }
}

/// The tables of a program in the making.
struct Analysis<'p> {
    program: &'p Program,
    /// What is known of places, from the last to the first.
    known: FxHashMap<Place, First>,
    tables: Vec<Table>,
    by_content: FxHashMap<(First, First), u32>,
}

/// Fills in what can be known of a program.
pub fn analyse(program: &mut Program) {
    let mut analysis = Analysis {
        program,
        known: FxHashMap::default(),
        tables: Vec::new(),
        by_content: FxHashMap::default(),
    };
    let mut changed: Vec<(Place, Op)> = Vec::new();
    let mut runs = analysis.program.runs.clone();
    for (place, op) in analysis.program.code.iter().enumerate().rev() {
        let place = place as Place;
        match *op {
            Op::Split { other, other_first, .. } => {
                let (next, that) = (analysis.first(place + 1), analysis.first(other));
                let mut both = next;
                both.add(that);
                analysis.known.insert(place, both);
                let table = analysis.table(next, that);
                changed.push((place, Op::Split { other, other_first, table }));
            }
            Op::Run(run) => {
                let follow = analysis.first(place + 1);
                let run = &mut runs[run as usize];
                run.exit = place + 1;
                if follow.excludes(&analysis.program.classes[run.class as usize]) {
                    run.kind = RunKind::Possessive;
                } else {
                    run.follow = analysis.table(follow, First::NOTHING);
                }
            }
            _ => {}
        }
    }
    let mut start = analysis.start();
    if matches!(start, Start::Anywhere) {
        let first = analysis.first(0);
        start = match first.few_bytes() {
            Some(bytes) => Start::Bytes(bytes),
            None => match analysis.table(first, First::NOTHING) {
                NO_TABLE => Start::Anywhere,
                table => Start::Table(table),
            },
        };
    }
    let tables = analysis.tables;
    for (place, op) in changed {
        program.code[place as usize] = op;
    }
    program.runs = runs;
    program.tables = tables;
    program.start = start;
}

impl Analysis<'_> {
    /// With what a match goes on at a place.
    fn first(&self, place: Place) -> First {
        let mut first = First::NOTHING;
        let mut seen: Vec<Place> = Vec::new();
        let mut rest = vec![place];
        while let Some(place) = rest.pop() {
            if seen.contains(&place) {
                continue;
            }
            if let Some(known) = self.known.get(&place) {
                first.add(*known);
                continue;
            }
            if seen.len() == MAX_LOOKS {
                return First::ANYTHING;
            }
            seen.push(place);
            self.look(place, &mut first, &mut rest);
        }
        first
    }

    /// Adds what an instruction matches, or the places where it goes on without.
    fn look(&self, place: Place, first: &mut First, rest: &mut Vec<Place>) {
        let program = self.program;
        match program.code[place as usize] {
            Op::Character(code) => first.add_character(code),
            Op::Either(a, b) => {
                first.add_character(a);
                first.add_character(b);
            }
            Op::Class(class) => first.add_class(&program.classes[class as usize]),
            Op::Literal(literal) => {
                first.add_character(u32::from(program.literals[literal as usize].units[0]));
            }
            Op::Run(run) => {
                let run = &program.runs[run as usize];
                first.add_class(&program.classes[run.class as usize]);
                if run.least == 0 {
                    rest.push(place + 1);
                }
            }
            Op::Assert(Assertion::TextEnd) => first.end = true,
            Op::Assert(Assertion::LineEnd) => {
                first.add_character(u32::from(b'\n'));
                first.add_character(u32::from(b'\r'));
                first.add(First { wide: true, end: true, ..First::NOTHING });
            }
            Op::Save(_) | Op::Forget { .. } | Op::Advanced(_) | Op::Assert(_) | Op::Tail(_) => {
                rest.push(place + 1);
            }
            Op::Count(_) => match program.code[place as usize + 1] {
                // The first iteration is not optional.
                Op::Head { repeat, .. } if program.repeats[repeat as usize].least > 0 => {
                    rest.push(place + 2);
                }
                _ => rest.push(place + 1),
            },
            Op::Split { other, .. } | Op::Head { exit: other, .. } => {
                rest.extend([other, place + 1]);
            }
            Op::Jump(place) | Op::Look { exit: place, .. } => rest.push(place),
            Op::CharacterBack(_)
            | Op::ClassBack(_)
            | Op::Reference { .. }
            | Op::Looked { .. }
            | Op::Accept => *first = First::ANYTHING,
        }
    }

    /// A table of two ways, if it says anything.
    fn table(&mut self, next: First, other: First) -> u32 {
        let says_nothing =
            next == First::ANYTHING && (other == First::ANYTHING || other == First::NOTHING);
        if says_nothing {
            return NO_TABLE;
        }
        if let Some(known) = self.by_content.get(&(next, other)) {
            return *known;
        }
        if self.tables.len() == MAX_TABLES {
            return NO_TABLE;
        }
        let bits = |next: bool, other: bool| next as u8 | (other as u8) << 1;
        let byte = |byte| bits(next.latin1.has(byte as u8), other.latin1.has(byte as u8));
        self.tables.push(Table {
            latin1: std::array::from_fn(byte),
            wide: bits(next.wide, other.wide),
            end: bits(next.end, other.end),
        });
        let table = self.tables.len() as u32 - 1;
        self.by_content.insert((next, other), table);
        table
    }

    /// What all matches have at their beginning, whatever comes before.
    fn start(&self) -> Start {
        let mut codes: Vec<u32> = Vec::new();
        for op in &self.program.code {
            match *op {
                Op::Save(_) => {}
                Op::Assert(Assertion::TextStart) if codes.is_empty() => return Start::Text,
                Op::Assert(Assertion::LineStart) if codes.is_empty() => return Start::Line,
                Op::Character(code) => {
                    if self.program.full_unicode && char::from_u32(code).is_none() {
                        break;
                    }
                    codes.push(code);
                }
                Op::Literal(literal) => {
                    let units = self.program.literals[literal as usize].units.iter();
                    codes.extend(units.map(|unit| u32::from(*unit)));
                }
                _ => break,
            }
        }
        codes.truncate(MAX_NEEDLE);
        match codes[..] {
            [] => Start::Anywhere,
            [only] if only <= 0xFFFF => Start::Unit(only as u16),
            _ => Start::Needle(Box::new(Needle::new(Literal::new(&codes)))),
        }
    }
}
