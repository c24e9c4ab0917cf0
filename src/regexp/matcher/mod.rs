//! Runs programs: a backtracking matcher with a stack of its own.
//!
//! The stack holds, in order, what is to be undone and where else to go on, so that a failure need only take off entries until it
//! meets a way that has not been tried. What no choice lies below is not kept.
//!
//! Invariant: the stack never takes more than [`MAX_STACK_BYTES`], and the host is asked whether to go on at least every
//! [`POLL_STEPS`] steps, of which every way back, every so many characters that a loop passes, and every so many instructions
//! cost one.

mod places;
mod runs;

use crate::Text;
use crate::input::{Input, Latin1, Points, Units};
use crate::program::{Op, Place, Program, Register};

/// The value of a register that holds no position.
pub const NONE: u32 = u32::MAX;

/// How much memory the stack may take.
pub const MAX_STACK_BYTES: usize = 64 << 20;
const MAX_ENTRIES: usize = MAX_STACK_BYTES / size_of::<Entry>();
/// A stack that is larger is not kept for the next match.
const KEPT_ENTRIES: usize = 1 << 14;

/// After so many steps the host is asked whether to go on.
const POLL_STEPS: i64 = 1 << 15;
/// So many characters passed in a loop are a step.
const CHARACTERS_PER_STEP: usize = 64;

/// So many instructions, one after another, are a step.
const INSTRUCTIONS_PER_STEP: usize = 64;

/// Why a match has ended without an answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stop<E> {
    /// The host wants it.
    Interrupted(E),
    /// The stack is full, or the text too long for the matcher.
    TooComplex,
}

/// What is on the stack.
#[derive(Clone, Copy, Debug)]
enum Entry {
    /// Another way to go on.
    Branch { place: Place, at: u32 },
    /// What a register held before.
    Restore { register: Register, value: u32 },
    /// A greedy loop, which may end further to the left.
    Greedy { run: u32, at: u32, least: u32 },
    /// A lazy loop, which may go on for so many characters.
    Lazy { run: u32, at: u32, left: u32 },
}

/// What matching needs of memory, kept from one match to the next.
#[derive(Default)]
pub struct Matcher {
    stack: Vec<Entry>,
    registers: Vec<u32>,
    captures: usize,
}

impl Matcher {
    /// Looks for the first match at or after a position, or at it alone if it is sticky. From time to time `poll` is asked
    /// whether to go on. The position is within the text; with `u`, one within a pair means its beginning.
    pub fn exec<E>(
        &mut self,
        program: &Program,
        text: Text<'_>,
        start: usize,
        is_sticky: bool,
        poll: &mut dyn FnMut() -> Result<(), E>,
    ) -> Result<bool, Stop<E>> {
        let length = match text {
            Text::Latin1(bytes) => bytes.len(),
            Text::Utf16(units) => units.len(),
        };
        self.captures = 2 * program.groups;
        self.registers.clear();
        self.registers.resize(program.registers, NONE);
        if length >= NONE as usize {
            return Err(Stop::TooComplex);
        }
        let result = match text {
            Text::Latin1(bytes) => {
                Machine::new(self, program, Latin1(bytes), poll).search(start, is_sticky)
            }
            Text::Utf16(units) if program.full_unicode => {
                Machine::new(self, program, Points(units), poll).search(start, is_sticky)
            }
            Text::Utf16(units) => {
                Machine::new(self, program, Units(units), poll).search(start, is_sticky)
            }
        };
        self.stack.clear();
        self.stack.shrink_to(KEPT_ENTRIES);
        result
    }

    /// After a match: where each group begins and ends, the whole match first, [`NONE`] twice for one that took no part.
    pub fn captures(&self) -> &[u32] {
        &self.registers[..self.captures]
    }
}

/// A match in the making.
struct Machine<'m, I, E> {
    program: &'m Program,
    input: I,
    stack: &'m mut Vec<Entry>,
    registers: &'m mut [u32],
    /// How many registers hold captures.
    captures: usize,
    /// A capture has been set that no entry undoes.
    is_dirty: bool,
    steps: i64,
    /// What it costs to go back, or around a loop: so much can be done before the next time.
    cost: usize,
    poll: &'m mut dyn FnMut() -> Result<(), E>,
}

impl<'m, I: Input, E> Machine<'m, I, E> {
    fn new(
        matcher: &'m mut Matcher,
        program: &'m Program,
        input: I,
        poll: &'m mut dyn FnMut() -> Result<(), E>,
    ) -> Self {
        Machine {
            program,
            input,
            stack: &mut matcher.stack,
            registers: &mut matcher.registers,
            captures: matcher.captures,
            is_dirty: false,
            steps: POLL_STEPS,
            cost: 1 + program.code.len() / INSTRUCTIONS_PER_STEP,
            poll,
        }
    }

    fn search(&mut self, start: usize, is_sticky: bool) -> Result<bool, Stop<E>> {
        let mut at = self.input.align(start);
        if is_sticky {
            return self.run(at);
        }
        let program = self.program;
        while let Some(found) = program.start.find(program, self.input, at) {
            if self.run(found)? {
                return Ok(true);
            }
            self.charge((found - at) / CHARACTERS_PER_STEP + self.cost)?;
            at = self.input.next(found).map_or(found + 1, |(_, next)| next);
        }
        Ok(false)
    }

    /// Counts steps.
    #[inline(always)]
    fn charge(&mut self, steps: usize) -> Result<(), Stop<E>> {
        self.steps -= steps as i64;
        if self.steps < 0 { self.ask() } else { Ok(()) }
    }

    #[cold]
    fn ask(&mut self) -> Result<(), Stop<E>> {
        self.steps = POLL_STEPS;
        (self.poll)().map_err(Stop::Interrupted)
    }

    #[inline(always)]
    fn push(&mut self, entry: Entry) -> Result<(), Stop<E>> {
        if self.stack.len() == self.stack.capacity() {
            self.grow()?;
        }
        self.stack.push(entry);
        Ok(())
    }

    #[cold]
    fn grow(&mut self) -> Result<(), Stop<E>> {
        let length = self.stack.len();
        if length >= MAX_ENTRIES {
            return Err(Stop::TooComplex);
        }
        let wanted = (2 * length).clamp(64, MAX_ENTRIES);
        self.stack.reserve_exact(wanted - length);
        Ok(())
    }

    /// Sets a register, so that a failure undoes it.
    #[inline(always)]
    fn set(&mut self, register: Register, value: u32) -> Result<(), Stop<E>> {
        let register_value = &mut self.registers[register as usize];
        let before = std::mem::replace(register_value, value);
        if self.stack.is_empty() {
            self.is_dirty = true;
            return Ok(());
        }
        self.push(Entry::Restore { register, value: before })
    }

    /// Is there a match that begins here?
    fn run(&mut self, start: usize) -> Result<bool, Stop<E>> {
        let program = self.program;
        let ops = &program.code[..];
        let input = self.input;
        let mut at = start;
        let mut place: usize = 0;
        loop {
            // An arm goes on by `continue`; what comes out of the match has failed.
            match ops[place] {
                Op::Character(code) => {
                    if let Some((next, behind)) = input.next(at)
                        && next == code
                    {
                        (at, place) = (behind, place + 1);
                        continue;
                    }
                }
                Op::Either(a, b) => {
                    if let Some((next, behind)) = input.next(at)
                        && (next == a || next == b)
                    {
                        (at, place) = (behind, place + 1);
                        continue;
                    }
                }
                Op::Class(class) => {
                    if let Some((next, behind)) = input.next(at)
                        && program.classes[class as usize].contains(next)
                    {
                        (at, place) = (behind, place + 1);
                        continue;
                    }
                }
                Op::Literal(literal) => {
                    let literal = &program.literals[literal as usize];
                    if literal.units.len() > CHARACTERS_PER_STEP {
                        self.charge(literal.units.len() / CHARACTERS_PER_STEP)?;
                    }
                    if input.has(at, literal) {
                        (at, place) = (at + literal.units.len(), place + 1);
                        continue;
                    }
                }
                Op::Run(run) => {
                    if let Some(end) = self.enter_run(run, at)? {
                        (at, place) = (end, place + 1);
                        continue;
                    }
                }
                Op::CharacterBack(code) => {
                    if let Some((previous, before)) = input.previous(at)
                        && previous == code
                    {
                        (at, place) = (before, place + 1);
                        continue;
                    }
                }
                Op::ClassBack(class) => {
                    if let Some((previous, before)) = input.previous(at)
                        && program.classes[class as usize].contains(previous)
                    {
                        (at, place) = (before, place + 1);
                        continue;
                    }
                }
                Op::Save(register) => {
                    self.set(register, at as u32)?;
                    place += 1;
                    continue;
                }
                Op::Forget { from, to } => {
                    for register in from..to {
                        if self.registers[register as usize] != NONE {
                            self.set(register, NONE)?;
                        }
                    }
                    place += 1;
                    continue;
                }
                Op::Split { other, other_first, table } => {
                    let ways = match program.tables.get(table as usize) {
                        Some(table) => table.ways(input.unit(at)),
                        None => 3,
                    };
                    let next = place + 1;
                    match ways {
                        1 => place = next,
                        2 => place = other as usize,
                        3 => {
                            let (first, second) = match other_first {
                                true => (other as usize, next as Place),
                                false => (next, other),
                            };
                            self.push(Entry::Branch { place: second, at: at as u32 })?;
                            place = first;
                        }
                        _ => {}
                    }
                    if ways != 0 {
                        if place < next {
                            self.charge(self.cost)?;
                        }
                        continue;
                    }
                }
                Op::Jump(to) => {
                    self.charge(self.cost)?;
                    place = to as usize;
                    continue;
                }
                Op::Count(counter) => {
                    self.set(counter, 0)?;
                    place += 1;
                    continue;
                }
                Op::Head { repeat, exit } => {
                    let repeat = &program.repeats[repeat as usize];
                    let count = self.registers[repeat.counter as usize];
                    let (body, exit) = (place as Place + 1, exit);
                    if count < repeat.least {
                        place = body as usize;
                    } else if count >= repeat.most {
                        place = exit as usize;
                    } else {
                        let (first, second) =
                            if repeat.is_lazy { (exit, body) } else { (body, exit) };
                        self.push(Entry::Branch { place: second, at: at as u32 })?;
                        place = first as usize;
                    }
                    continue;
                }
                Op::Tail(repeat) => {
                    let repeat = &program.repeats[repeat as usize];
                    let count = self.registers[repeat.counter as usize];
                    let is_empty =
                        repeat.mark.is_some_and(|mark| self.registers[mark as usize] == at as u32);
                    if !is_empty || count < repeat.least {
                        self.set(repeat.counter, count.saturating_add(1))?;
                        place += 1;
                        continue;
                    }
                }
                Op::Advanced(mark) => {
                    if self.registers[mark as usize] != at as u32 {
                        place += 1;
                        continue;
                    }
                }
                Op::Assert(assertion) => {
                    if self.holds(assertion, at) {
                        place += 1;
                        continue;
                    }
                }
                Op::Reference { groups, is_back, fold } => {
                    if let Some(end) = self.refer(groups, is_back, fold, at)? {
                        (at, place) = (end, place + 1);
                        continue;
                    }
                }
                Op::Look { registers, is_negated, exit } => {
                    // Between here and the end of the body nothing comes back here, so these need not be undone.
                    self.registers[registers as usize] = self.stack.len() as u32;
                    self.registers[registers as usize + 1] = at as u32;
                    if is_negated {
                        self.push(Entry::Branch { place: exit, at: at as u32 })?;
                    }
                    place += 1;
                    continue;
                }
                Op::Looked { registers, is_negated } => {
                    let height = self.registers[registers as usize] as usize;
                    if is_negated {
                        self.undo(height);
                    } else {
                        self.commit(height);
                        at = self.registers[registers as usize + 1] as usize;
                        place += 1;
                        continue;
                    }
                }
                Op::Accept => {
                    self.registers[0] = start as u32;
                    self.registers[1] = at as u32;
                    return Ok(true);
                }
            }
            match self.back()? {
                Some(way) => (place, at) = way,
                None => break,
            }
        }
        if std::mem::take(&mut self.is_dirty) {
            self.registers[..self.captures].fill(NONE);
        }
        Ok(false)
    }

    /// Goes back to the last choice: the place and the position where to go on.
    #[inline(always)]
    fn back(&mut self) -> Result<Option<(usize, usize)>, Stop<E>> {
        self.charge(self.cost)?;
        while let Some(entry) = self.stack.pop() {
            match entry {
                Entry::Branch { place, at } => return Ok(Some((place as usize, at as usize))),
                Entry::Restore { register, value } => self.registers[register as usize] = value,
                Entry::Greedy { run, at, least } => {
                    let least = least as usize;
                    let end = self.input.previous(at as usize).map_or(least, |(_, before)| before);
                    if let Some(way) = self.give_back(run, end, least)? {
                        return Ok(Some(way));
                    }
                }
                Entry::Lazy { run, at, left } => {
                    if let Some(way) = self.extend(run, at as usize, left, true)? {
                        return Ok(Some(way));
                    }
                }
            }
        }
        Ok(None)
    }

    /// Takes off everything above a height, and undoes it.
    fn undo(&mut self, height: usize) {
        for entry in self.stack.drain(height..).rev() {
            if let Entry::Restore { register, value } = entry {
                self.registers[register as usize] = value;
            }
        }
    }

    /// Takes off the choices above a height. What was set meanwhile is still undone by a failure.
    fn commit(&mut self, height: usize) {
        let mut kept = height;
        if height > 0 {
            for at in height..self.stack.len() {
                if let entry @ Entry::Restore { .. } = self.stack[at] {
                    self.stack[kept] = entry;
                    kept += 1;
                }
            }
        } else {
            self.is_dirty = true;
        }
        self.stack.truncate(kept);
    }
}
