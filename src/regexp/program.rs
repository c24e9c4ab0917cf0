//! Programs: what patterns are compiled to, and what the matcher runs.
//!
//! A program is a list of instructions and the tables they refer to. An instruction either goes on to another or fails; a failure
//! goes back to the last choice.
//!
//! Invariant: every index in an instruction is within its table.

use crate::builder::Builder;
use crate::compile;
use crate::set::{ByteSet, CodeSet, Range};
use crate::tree::Assertion;
use crate::{Flags, search::Start};
use jsrun_parser::regexp::read_pattern;

/// An instruction's place.
pub type Place = u32;
/// A register's number: those of captures come first, two for each group.
pub type Register = u32;
/// There is no table for a choice.
pub const NO_TABLE: u32 = u32::MAX;

/// An instruction. Those with `Back` go to the left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    /// This character.
    Character(u32),
    CharacterBack(u32),
    /// One of these two.
    Either(u32, u32),
    /// A character of this class.
    Class(u32),
    ClassBack(u32),
    /// This literal.
    Literal(u32),
    /// A loop over the characters of a class.
    Run(u32),
    /// Saves the position.
    Save(Register),
    /// Forgets the captures of these registers, from the first up to before the last.
    Forget {
        from: Register,
        to: Register,
    },
    /// A choice between the next instruction and another, which one first; what the next character says of it is in a table.
    Split {
        other: Place,
        other_first: bool,
        table: u32,
    },
    Jump(Place),
    /// Sets a counter to 0.
    Count(Register),
    /// At the head of the loop with this number: another iteration, or the exit.
    Head {
        repeat: u32,
        exit: Place,
    },
    /// At the end of an iteration of the loop with this number: an empty one fails if there were enough before.
    Tail(u32),
    /// An empty iteration fails: the position is not the one that the register holds.
    Advanced(Register),
    Assert(Assertion),
    /// Fails unless what one of these groups has captured is next.
    Reference {
        groups: u32,
        is_back: bool,
        fold: Fold,
    },
    /// A lookaround begins, which ends before the exit: two registers hold the height of the stack and the position.
    Look {
        registers: Register,
        is_negated: bool,
        exit: Place,
    },
    /// The body of a lookaround has matched.
    Looked {
        registers: Register,
        is_negated: bool,
    },
    Accept,
}

/// What characters a reference takes for alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    No,
    /// By `toUppercase`.
    Upper,
    /// By simple case folding.
    Simple,
}

/// A loop that needs a counter.
#[derive(Clone, Copy, Debug)]
pub struct Repeat {
    pub counter: Register,
    /// Where the iteration began, if it may be empty.
    pub mark: Option<Register>,
    pub least: u32,
    pub most: u32,
    pub is_lazy: bool,
}

/// A loop over the characters of a class.
#[derive(Clone, Copy, Debug)]
pub struct Run {
    pub class: u32,
    pub least: u32,
    pub most: u32,
    pub kind: RunKind,
    /// Where it goes on, and a table of what can follow: the loop ends only there.
    pub exit: Place,
    pub follow: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunKind {
    Greedy,
    Lazy,
    /// A greedy one that gives nothing back, since nothing that it takes can follow it.
    Possessive,
}

/// A set of characters in a form that is quick to ask.
#[derive(Debug)]
pub struct Class {
    /// Those of Latin-1.
    latin1: ByteSet,
    /// The others, in order.
    ranges: Box<[Range]>,
    /// The characters of Latin-1 that are missing, if they are so few that they can be looked for.
    pub missing: Option<Box<[u8]>>,
}

/// More bytes than these are not looked for all at once.
pub const FEW_BYTES: usize = 3;

impl Class {
    pub fn new(set: &CodeSet) -> Class {
        let mut latin1 = ByteSet::EMPTY;
        for (first, last) in set.ranges() {
            (*first..=(*last).min(0xFF)).for_each(|code| latin1.add(code as u8));
        }
        let ranges = set.ranges().iter().filter(|range| range.1 > 0xFF);
        let ranges = ranges.map(|range| (range.0.max(0x100), range.1)).collect();
        Class { latin1, ranges, missing: latin1.complement().few(FEW_BYTES) }
    }

    pub fn latin1(&self) -> ByteSet {
        self.latin1
    }

    /// Is there anything beyond Latin-1?
    pub fn has_wide(&self) -> bool {
        !self.ranges.is_empty()
    }

    #[inline(always)]
    pub fn has_byte(&self, byte: u8) -> bool {
        self.latin1.has(byte)
    }

    #[inline(always)]
    pub fn contains(&self, code: u32) -> bool {
        if code <= 0xFF { self.has_byte(code as u8) } else { self.extent(code).2 }
    }

    /// The widest range around a character beyond Latin-1 that is wholly in the class, or wholly outside; and which it is.
    pub fn extent(&self, code: u32) -> (u32, u32, bool) {
        let at = self.ranges.partition_point(|range| range.1 < code);
        match self.ranges.get(at) {
            Some((first, last)) if *first <= code => (*first, *last, true),
            next => {
                let before = at.checked_sub(1).map_or(0x100, |before| self.ranges[before].1 + 1);
                (before, next.map_or(u32::MAX, |next| next.0 - 1), false)
            }
        }
    }
}

/// Characters one after another.
#[derive(Debug)]
pub struct Literal {
    pub units: Box<[u16]>,
    /// In Latin-1, if they are.
    pub bytes: Option<Box<[u8]>>,
}

impl Literal {
    pub fn new(codes: &[u32]) -> Literal {
        let mut units = Vec::with_capacity(codes.len());
        for code in codes {
            match char::from_u32(*code) {
                Some(character) => units.extend_from_slice(character.encode_utf16(&mut [0; 2])),
                None => units.push(*code as u16),
            }
        }
        let bytes = units.iter().map(|unit| u8::try_from(*unit).ok()).collect();
        Literal { units: units.into(), bytes }
    }
}

/// What the next character says of a choice: a bit for each way that may succeed.
pub struct Table {
    pub latin1: [u8; 256],
    /// The same for every character beyond.
    pub wide: u8,
    /// The same for the end of the text.
    pub end: u8,
}

impl Table {
    /// The ways that may succeed where this unit is next, or the end.
    #[inline(always)]
    pub fn ways(&self, next: Option<u32>) -> u8 {
        match next {
            Some(unit) => *self.latin1.get(unit as usize).unwrap_or(&self.wide),
            None => self.end,
        }
    }
}

/// A name, and the groups that have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The name without its escapes.
    pub text: Box<str>,
    /// The groups with this name, in order; the first group of a pattern has number 1.
    pub groups: Vec<u32>,
}

/// A compiled pattern.
pub struct Program {
    pub(crate) code: Vec<Op>,
    pub(crate) classes: Vec<Class>,
    pub(crate) literals: Vec<Literal>,
    pub(crate) runs: Vec<Run>,
    pub(crate) repeats: Vec<Repeat>,
    pub(crate) tables: Vec<Table>,
    /// What references mean.
    pub(crate) targets: Vec<Box<[u32]>>,
    pub(crate) start: Start,
    /// How many registers there are.
    pub(crate) registers: usize,
    /// How many groups there are, the whole match among them.
    pub(crate) groups: usize,
    pub(crate) full_unicode: bool,
    pub(crate) names: Vec<Name>,
}

impl Program {
    /// Compiles a pattern given in UTF-16. The error says what is wrong with it, in words that users know.
    pub fn compile(
        pattern: impl Iterator<Item = u16>,
        flags: Flags,
    ) -> Result<Program, &'static str> {
        let mut builder = Builder::new(flags);
        read_pattern(pattern, flags.mode(), &mut builder)?;
        let mut program = compile::compile(builder.finish()?, flags)?;
        crate::analyse::analyse(&mut program);
        Ok(program)
    }

    /// A program without instructions, for so many groups, the whole match among them.
    pub(crate) fn new(groups: usize, names: Vec<Name>, full_unicode: bool) -> Program {
        Program {
            code: Vec::new(),
            classes: Vec::new(),
            literals: Vec::new(),
            runs: Vec::new(),
            repeats: Vec::new(),
            tables: Vec::new(),
            targets: Vec::new(),
            start: Start::Anywhere,
            registers: 2 * groups,
            groups,
            full_unicode,
            names,
        }
    }

    /// How many groups there are, the whole match among them.
    pub fn group_count(&self) -> usize {
        self.groups
    }

    /// The names of groups, each once, in the order of the pattern.
    pub fn names(&self) -> &[Name] {
        &self.names
    }

    /// Does it match code points, rather than code units?
    pub fn is_full_unicode(&self) -> bool {
        self.full_unicode
    }

    /// How many bytes it takes.
    pub fn bytes(&self) -> usize {
        let of_names = |name: &Name| name.text.len() + size_of_val(&name.groups[..]);
        let of_literals = |literal: &Literal| 3 * literal.units.len();
        size_of::<Program>()
            + size_of_val(&self.code[..])
            + size_of_val(&self.classes[..])
            + self.classes.iter().map(|class| size_of_val(&class.ranges[..])).sum::<usize>()
            + size_of_val(&self.literals[..])
            + self.literals.iter().map(of_literals).sum::<usize>()
            + size_of_val(&self.runs[..])
            + size_of_val(&self.repeats[..])
            + size_of_val(&self.tables[..])
            + size_of_val(&self.targets[..])
            + self.targets.iter().map(|groups| size_of_val(&groups[..])).sum::<usize>()
            + size_of_val(&self.names[..])
            + self.names.iter().map(of_names).sum::<usize>()
            + self.start.bytes()
    }
}
