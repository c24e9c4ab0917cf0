//! Regular expressions in the VM: compiled programs, the matcher's memory, and the last match.
//!
//! Invariant: positions are in code units of the searched string; those of the last match lie within its string.

use super::string::{JsString, StrView, StringExt};
use super::vm::Vm;
use crate::value::{Res, Value};
use hashbrown::HashTable;
use jsrun_gc::{Gc, Heap, RootVec};
use jsrun_regexp::{Matcher, NONE, Stop, Text};
use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::rc::Rc;

pub use jsrun_regexp::{Flags as PatternFlags, Name, Program, check_properties};

/// At most this many programs are kept for further use, and so many bytes of them.
const MAX_PROGRAMS: usize = 512;
const MAX_PROGRAM_BYTES: usize = 8 << 20;

/// A program that is kept, and what it was compiled from.
struct Kept {
    pattern: Box<[u16]>,
    flags: PatternFlags,
    program: Rc<Program>,
}

/// Compiled programs by source and flags, the matcher, and the last match.
#[derive(Default)]
pub struct RegExpCache {
    programs: HashTable<Kept>,
    program_bytes: usize,
    matcher: Matcher,
    /// The string of the last match, and what `RegExp.input` is: that string, unless a script has set it.
    last: Option<RootVec<Value>>,
    last_captures: Vec<u32>,
    last_program: Option<Rc<Program>>,
}

fn hash(units: impl Iterator<Item = u16>, flags: PatternFlags) -> u64 {
    let mut hasher = FxHasher::default();
    units.for_each(|unit| hasher.write_u16(unit));
    flags.hash(&mut hasher);
    hasher.finish()
}

impl RegExpCache {
    /// The program of a pattern. The error says what is wrong with it.
    pub fn program(
        &mut self,
        pattern: StrView<'_>,
        flags: PatternFlags,
    ) -> Result<Rc<Program>, &'static str> {
        let key = hash(pattern.units(), flags);
        let is_same =
            |kept: &Kept| kept.flags == flags && kept.pattern.iter().copied().eq(pattern.units());
        if let Some(kept) = self.programs.find(key, is_same) {
            return Ok(kept.program.clone());
        }
        let program = Rc::new(Program::compile(pattern.units(), flags)?);
        self.program_bytes += program.bytes() + 2 * pattern.len();
        if self.programs.len() >= MAX_PROGRAMS || self.program_bytes > MAX_PROGRAM_BYTES {
            self.programs.clear();
            self.program_bytes = program.bytes() + 2 * pattern.len();
        }
        let kept = Kept { pattern: pattern.units().collect(), flags, program: program.clone() };
        let rehash = |kept: &Kept| hash(kept.pattern.iter().copied(), kept.flags);
        self.programs.insert_unique(key, kept, rehash);
        Ok(program)
    }

    /// Remembers the match that the matcher has found just now.
    pub fn note_match(&mut self, heap: &mut Heap, string: Gc<JsString>, program: &Rc<Program>) {
        let last = self.last.get_or_insert_with(|| heap.root_vec());
        last.clear();
        last.push(Value::cell(string));
        last.push(Value::cell(string));
        self.last_captures.clear();
        self.last_captures.extend_from_slice(self.matcher.captures());
        if !self.last_program.as_ref().is_some_and(|last| Rc::ptr_eq(last, program)) {
            self.last_program = Some(program.clone());
        }
    }

    /// The string of the last match.
    pub fn last_string(&self) -> Option<Gc<JsString>> {
        self.last.as_ref()?.first()?.as_string()
    }

    /// Where the groups of the last match begin and end, the whole first.
    pub fn last_captures(&self) -> Captures<'_> {
        Captures(&self.last_captures)
    }

    /// The program of the last match, if its groups have names.
    pub fn last_program_with_names(&self) -> Option<&Rc<Program>> {
        self.last_program.as_ref().filter(|program| !program.names().is_empty())
    }

    /// What `RegExp.input` is, if there has been a match or a script has set it.
    pub fn last_input(&self) -> Option<Value> {
        self.last.as_ref()?.get(1).copied()
    }

    /// Sets what `RegExp.input` is.
    pub fn set_last_input(&mut self, heap: &mut Heap, input: Value) {
        let last = self.last.get_or_insert_with(|| heap.root_vec());
        let string = last.first().copied().unwrap_or(Value::UNDEFINED);
        last.clear();
        last.push(string);
        last.push(input);
    }
}

/// The captures of a match: two positions for each group.
#[derive(Clone, Copy, Debug)]
pub struct Captures<'c>(pub &'c [u32]);

impl Captures<'_> {
    /// How many groups there are, the whole match among them.
    pub fn count(self) -> usize {
        self.0.len() / 2
    }

    /// The range of a group, if it took part. That of the whole match has number 0.
    pub fn get(self, group: usize) -> Option<Range<usize>> {
        match self.0.get(2 * group..2 * group + 2)? {
            [start, end] if *start != NONE && *end != NONE => Some(*start as usize..*end as usize),
            _ => None,
        }
    }

    /// The range of the group with a name that took part.
    pub fn named(self, name: &Name) -> Option<Range<usize>> {
        name.groups.iter().find_map(|group| self.get(*group as usize))
    }
}

/// Looks for the first match at or after an index, which is within the string, or at it alone if it is sticky; gives its range.
/// The string is not a rope. Interrupts end it; a match that takes too much memory is a RangeError.
pub fn search(
    vm: &mut Vm,
    program: &Program,
    string: Gc<JsString>,
    start: usize,
    is_sticky: bool,
) -> Res<Option<Range<usize>>> {
    let text = match string.view() {
        StrView::Latin1(bytes) => Text::Latin1(bytes),
        StrView::Utf16(units) => Text::Utf16(units),
    };
    // Whatever an interrupt runs has a matcher of its own.
    let mut matcher = std::mem::take(&mut vm.regexps.matcher);
    let found = matcher.exec(program, text, start, is_sticky, &mut || vm.poll_interrupt());
    vm.regexps.matcher = matcher;
    match found {
        Ok(true) => Ok(Captures(vm.regexps.matcher.captures()).get(0)),
        Ok(false) => Ok(None),
        Err(Stop::Interrupted(thrown)) => Err(thrown),
        Err(Stop::TooComplex) => Err(vm.throw_stack_overflow()),
    }
}
