//! Templates: the code of an opcode, kept as it was emitted once, to be copied where the same opcode meets the same circumstances.
//!
//! A template is never written by hand: it is what the opcode's emitter made, with holes where the registers, the inline cache,
//! the bytecode index and the places of other code go. Its key is all that an emitter may look at otherwise: the other operands,
//! what is known of the registers that it reads, and which of them stand in machine registers. An emitter that looks at more says
//! so ([`Recording::give_up`]), and makes its code each time.
//! Invariant: a template copied is what the emitter would have made, byte for byte. Builds with debug assertions emit every other
//! copy once more and compare.

#[cfg(test)]
mod tests;

use super::assembler::{Assembler, COLD, Label, LastJump, Mark, Outside};
use super::emitter::{Emitter, NEAR_REGISTERS, Version};
use super::state::{MAX_OPERANDS, State, Types, types};
use crate::bytecode::instruction::{self, Decoded, OperandKind};
use crate::handlers;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// What templates may take together, in bytes of code: beyond it all are given up.
const MAX_BYTES: usize = 1 << 20;
/// The most bytecode registers whose facts an opcode can ask for: the first two of a range, or one, for each operand.
const MAX_SOURCES: usize = 2 * instruction::MAX_OPERANDS;
/// How many keys may be known.
const MAX_KEYS: usize = 1 << 15;
/// The most ways to its target that an opcode with a template has.
const MAX_ARRIVALS: usize = 16;

/// The circumstances that an opcode's code depends on.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Key {
    /// The opcode, the version, and for each source: is it far away, which one is the same register, where is its double.
    shape: [u64; 2],
    /// For each source, what it may be.
    types: u64,
    /// The operands that are no registers to read or write, no caches and no targets.
    exact: [u64; instruction::MAX_OPERANDS],
}

/// What goes into a hole.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Filling {
    /// The displacement of an operand's register.
    Operand(u8),
    /// The displacement of the destination.
    Destination,
    /// The bytecode index.
    Index,
    /// The address of the inline cache, 64 bits.
    Cache,
}

/// Where a jump out of the opcode goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Destiny {
    /// To the jump target, with the facts of this arrival.
    Arrival(u8),
    /// To the jump target in the general version.
    ExitToTarget,
    /// To the next opcode in the general version.
    ExitToNext,
    /// To the throw stub.
    Throw,
}

/// A range of a list.
#[derive(Clone, Copy, Debug)]
struct Part {
    start: u32,
    end: u32,
}

impl Part {
    fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// One template: its parts are ranges of what all templates hold together. Offsets count from where the opcode's code begins in their
/// section, and have the section's bit.
#[derive(Clone, Copy, Debug)]
struct Template {
    hot: Part,
    cold: Part,
    holes: Part,
    jumps: Part,
    crossings: Part,
    outside: Part,
    arrivals: Part,
    ending: Ending,
}

/// What is known behind an opcode whose code is a template.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Ending {
    /// For each operand the source that it is.
    operands: [u8; MAX_OPERANDS],
    operand_count: u8,
    state: State,
    live: bool,
    falls: bool,
    /// For each section: if it ends with a jump that may still fall away, which of the opcode's relocations is that jump's.
    last_jump: [Option<u8>; 2],
    /// For each section: where labels were bound last, if they were.
    last_bind: [Option<u32>; 2],
}

/// What is known of the circumstances of a key.
#[derive(Clone, Copy)]
enum Known {
    /// They have been met once.
    Seen,
    /// They do not tell all that the code depends on.
    Never,
    /// There is a template.
    Template(u32),
}

/// What is noted while an opcode's code is emitted that may become a template.
#[derive(Default)]
pub(super) struct Recording {
    is_on: bool,
    start: Mark,
    holes: Vec<(u32, Filling)>,
    destinies: Vec<(Label, Destiny)>,
    arrivals: Vec<[Types; MAX_OPERANDS]>,
    /// One label has several reasons here, so a template could not tell them apart.
    is_ambiguous: bool,
    /// Its result.
    made: Option<Template>,
}

impl Recording {
    /// The code that is being emitted depends on something that no key tells.
    pub(super) fn give_up(&mut self) {
        self.is_on = false;
    }

    /// The bytes before this offset, as many as the filling takes, are a hole.
    pub(super) fn note_hole(&mut self, end: u32, filling: Filling) {
        if self.is_on {
            self.holes.push((end, filling));
        }
    }

    /// The opcode jumps to a lasting label for this reason.
    pub(super) fn note_jump(&mut self, label: Label, destiny: Destiny) {
        if self.is_on {
            self.destinies.push((label, destiny));
        }
    }

    /// The opcode arrives at its target knowing this of its operands.
    pub(super) fn note_arrival(&mut self, label: Label, known: [Types; MAX_OPERANDS]) {
        if self.is_on {
            self.destinies.push((label, Destiny::Arrival(self.arrivals.len() as u8)));
            self.arrivals.push(known);
        }
    }

    /// Why the opcode jumps to a label; `None` if there are several reasons, as where its target is the next opcode.
    fn destiny(&mut self, label: Label) -> Option<Destiny> {
        let mut reasons = self.destinies.iter().filter(|(known, _)| *known == label);
        let (_, destiny) = reasons.next()?;
        self.is_ambiguous |= !reasons.all(|(_, other)| other == destiny);
        (!self.is_ambiguous).then_some(*destiny)
    }
}

/// The templates of a realm.
#[derive(Default)]
pub struct Templates {
    known: FxHashMap<Key, Known>,
    all: Vec<Template>,
    bytes: Vec<u8>,
    holes: Vec<(u32, Filling)>,
    jumps: Vec<(u32, Destiny)>,
    crossings: Vec<(u32, u32)>,
    outside: Vec<(u32, Outside)>,
    arrivals: Vec<[Types; MAX_OPERANDS]>,
    /// The constants of the realm that code has in it.
    realm: (u64, Vec<u32>),
    /// How often one was found.
    uses: u64,
}

/// What a template consists of.
type Parts<'t> = (
    [&'t [u8]; 2],
    &'t [(u32, Filling)],
    &'t [(u32, Destiny)],
    &'t [(u32, u32)],
    &'t [(u32, Outside)],
    &'t [[Types; MAX_OPERANDS]],
);

impl Templates {
    fn parts(&self, t: &Template) -> Parts<'_> {
        (
            [&self.bytes[t.hot.range()], &self.bytes[t.cold.range()]],
            &self.holes[t.holes.range()],
            &self.jumps[t.jumps.range()],
            &self.crossings[t.crossings.range()],
            &self.outside[t.outside.range()],
            &self.arrivals[t.arrivals.range()],
        )
    }

    /// Forgets the template that was made last.
    fn give_up_last(&mut self, t: &Template) {
        self.bytes.truncate(t.hot.start as usize);
        self.holes.truncate(t.holes.start as usize);
        self.jumps.truncate(t.jumps.start as usize);
        self.crossings.truncate(t.crossings.start as usize);
        self.outside.truncate(t.outside.start as usize);
        self.arrivals.truncate(t.arrivals.start as usize);
    }

    /// Makes them those of the realm with this global object and these root shapes.
    pub fn enter_realm(&mut self, global_object: u64, object_shapes: &[u32]) {
        let is_same = self.realm.0 == global_object && self.realm.1 == object_shapes;
        if !is_same || self.bytes.len() > MAX_BYTES || self.known.len() > MAX_KEYS {
            let realm = (global_object, object_shapes.to_vec());
            *self = Templates { realm, ..Templates::default() };
        }
    }
}

/// The registers whose facts an opcode can ask for, with their number.
type Sources = ([u32; MAX_SOURCES], usize);

fn sources(instruction: &Decoded, layout: &[OperandKind]) -> Sources {
    let (mut registers, mut count) = ([0; MAX_SOURCES], 0);
    let mut add = |register: u32| {
        registers[count] = register;
        count += 1;
    };
    for (kind, operand) in layout.iter().zip(instruction.operands) {
        match kind {
            OperandKind::Source => add(operand),
            OperandKind::Register => {
                add(operand);
                add(operand + 1);
            }
            _ => {}
        }
    }
    (registers, count)
}

impl Emitter<'_> {
    /// Emits the opcode at hand: by copying a template, if there is one.
    pub(super) fn emit_instruction(&mut self) {
        let layout = handlers::layout(self.instruction.op);
        let sources = sources(&self.instruction, layout);
        let Some(key) = self.template_key(layout, &sources) else {
            return handlers::emit(self, self.instruction);
        };
        match self.templates.known.get(&key) {
            Some(Known::Template(index)) => {
                let index = *index as usize;
                self.templates.uses += 1;
                if cfg!(debug_assertions) && self.templates.uses.is_multiple_of(2) {
                    self.check_template(index, &sources);
                } else {
                    self.copy_template(index, layout, &sources);
                }
            }
            Some(Known::Never) => handlers::emit(self, self.instruction),
            Some(Known::Seen) => {
                let known = match self.record(&sources) {
                    Some(template) => {
                        self.templates.all.push(template);
                        Known::Template(self.templates.all.len() as u32 - 1)
                    }
                    None if self.recording.is_ambiguous => Known::Seen,
                    None => Known::Never,
                };
                self.templates.known.insert(key, known);
            }
            None => {
                self.templates.known.insert(key, Known::Seen);
                handlers::emit(self, self.instruction);
            }
        }
    }

    /// The key of the opcode at hand; `None` where there can be no template.
    fn template_key(&self, layout: &[OperandKind], sources: &Sources) -> Option<Key> {
        if !self.uses_templates || !self.pending.is_empty() || self.asm.is_cold {
            return None;
        }
        let assumes = self.version == Version::Assuming;
        let is_near = |register: u32| u64::from(register < NEAR_REGISTERS);
        let (mut exact, mut near) = ([0; instruction::MAX_OPERANDS], 0);
        for ((kind, operand), exact) in layout.iter().zip(self.instruction.operands).zip(&mut exact)
        {
            match kind {
                OperandKind::Destination => near = is_near(operand),
                OperandKind::Immediate | OperandKind::Register => *exact = operand.into(),
                // A cell stands for itself alone.
                OperandKind::Constant if self.constant_is_cell(operand) => return None,
                OperandKind::Constant => *exact = self.constant(operand).0,
                OperandKind::Source | OperandKind::Target | OperandKind::Cache => {}
            }
        }
        let flags = u64::from(assumes) | u64::from(self.falls) << 1 | near << 2;
        let (mut what, mut doubles, mut facts) =
            (u64::from(self.instruction.op) | flags << 8, 0, 0);
        let registers = &sources.0[..sources.1];
        for (i, register) in registers.iter().enumerate() {
            let same = registers.iter().position(|r| r == register).unwrap_or(i) as u64;
            let in_rax = u64::from(assumes && self.in_rax == Some(*register));
            what |= (is_near(*register) | in_rax << 1 | same << 2) << (16 + 5 * i);
            if assumes {
                let known = *self.facts.get(*register as usize).unwrap_or(&types::ALL);
                facts |= u64::from(known) << (8 * i);
                if self.keeps_doubles {
                    let kept = self.kept.iter().position(|kept| kept == register);
                    doubles |= kept.map_or(0, |kept| kept as u64 + 1) << (4 * i);
                }
            }
        }
        Some(Key { shape: [what, doubles], types: facts, exact })
    }

    /// Emits the opcode and gives a template of it, if its code depends on nothing but the key.
    fn record(&mut self, sources: &Sources) -> Option<Template> {
        self.asm.settle();
        let r = &mut self.recording;
        r.is_on = true;
        r.start = self.asm.mark();
        r.holes.clear();
        r.destinies.clear();
        r.arrivals.clear();
        (r.is_ambiguous, r.made) = (false, None);
        let before = std::mem::replace(&mut self.last_bind, [u32::MAX; 2]);
        handlers::emit(self, self.instruction);
        for (now, before) in self.last_bind.iter_mut().zip(before) {
            if *now == u32::MAX {
                *now = before;
            }
        }
        let mut template = self.recording.made.take()?;
        let registers = &sources.0[..sources.1];
        for i in 0..self.operand_count {
            let source = registers.iter().position(|r| *r == self.operand_registers[i])?;
            template.ending.operands[i] = source as u8;
        }
        Some(template)
    }

    /// The opcode's paths have met, or none goes on; what follows depends on registers alone. Makes a template of its code, if one is
    /// wanted.
    pub(super) fn end_template(&mut self) {
        if !self.recording.is_on {
            return;
        }
        self.recording.is_on = false;
        if self.pending.is_empty() && !self.asm.is_cold && self.behind == Label::NONE {
            self.asm.settle();
            self.recording.made = self.make_template();
        }
    }

    fn make_template(&mut self) -> Option<Template> {
        let (r, t) = (&mut self.recording, &mut self.templates);
        let start = r.start;
        let code = self.asm.since(&start);
        if r.arrivals.len() > MAX_ARRIVALS || code.relocations.len() > u8::MAX.into() {
            return None;
        }
        let jumps_from = t.jumps.len();
        for (place, label) in code.relocations {
            let destiny = match *label {
                throw if throw == self.throw => Destiny::Throw,
                label => match r.destiny(label) {
                    Some(destiny) => destiny,
                    None => {
                        t.jumps.truncate(jumps_from);
                        return None;
                    }
                },
            };
            t.jumps.push((start.relative(*place), destiny));
        }
        let hot = extend(&mut t.bytes, code.hot.iter().copied());
        let cold = extend(&mut t.bytes, code.cold.iter().copied());
        let holes = r.holes.iter().map(|(end, what)| (start.relative(*end), *what));
        let holes = extend(&mut t.holes, holes);
        for (end, what) in &t.holes[holes.range()] {
            let bytes = match what {
                Filling::Operand(i) => displacement_bytes(self.operand_registers[*i as usize]),
                Filling::Destination => displacement_bytes(self.destination.unwrap_or_default()),
                Filling::Index => size_of::<u32>(),
                Filling::Cache => size_of::<u64>(),
            };
            let section = if end & COLD == 0 { &hot } else { &cold };
            let end = (section.start + (end & !COLD)) as usize;
            t.bytes[end - bytes..end].fill(0);
        }
        let crossings = code.crossings.iter();
        let crossings = crossings.map(|(place, to)| (start.relative(*place), start.relative(*to)));
        let crossings = extend(&mut t.crossings, crossings);
        let outside = code.outside.iter().map(|(place, what)| (start.relative(*place), *what));
        let outside = extend(&mut t.outside, outside);
        let arrivals = extend(&mut t.arrivals, r.arrivals.iter().copied());
        let ends = self.asm.ends();
        let last_jump = [0, 1].map(|section| {
            let jump = self.asm.last_jump[section];
            let is_last = jump.end == ends[section] && jump.relocation >= start.relocations;
            is_last.then(|| (jump.relocation - start.relocations) as u8)
        });
        let last_bind =
            self.last_bind.map(|bound| (bound != u32::MAX).then(|| start.relative(bound)));
        let ending = Ending {
            operands: [0; MAX_OPERANDS],
            operand_count: self.operand_count as u8,
            state: State { epoch: 0, ..self.state },
            live: self.live,
            falls: self.falls,
            last_jump,
            last_bind,
        };
        let jumps = Part { start: jumps_from as u32, end: t.jumps.len() as u32 };
        Some(Template { hot, cold, holes, jumps, crossings, outside, arrivals, ending })
    }

    /// Copies a template for the opcode at hand.
    fn copy_template(&mut self, index: usize, layout: &[OperandKind], sources: &Sources) {
        self.asm.settle();
        let start = self.asm.mark();
        let t = self.templates.all[index];
        let ending = t.ending;
        let (mut destination, mut target, mut cache) = (None, 0, 0);
        for (kind, operand) in layout.iter().zip(self.instruction.operands) {
            match kind {
                OperandKind::Destination => destination = Some(operand),
                OperandKind::Target => target = self.target(operand as i32).0,
                OperandKind::Cache => cache = self.cache(operand).0,
                _ => {}
            }
        }
        self.destination = destination;
        self.behind = Label::NONE;
        self.operand_count = ending.operand_count.into();
        for i in 0..self.operand_count {
            self.operand_registers[i] = sources.0[ending.operands[i] as usize];
        }
        self.asm
            .append(&self.templates.bytes[t.hot.range()], &self.templates.bytes[t.cold.range()]);
        for (end, filling) in &self.templates.holes[t.holes.range()] {
            let end = start.absolute(*end);
            match filling {
                Filling::Operand(i) => {
                    fill_displacement(&mut self.asm, end, self.operand_registers[*i as usize]);
                }
                Filling::Destination => {
                    fill_displacement(&mut self.asm, end, destination.unwrap_or_default());
                }
                Filling::Index => self.asm.fill(end, self.pc.to_le_bytes()),
                Filling::Cache => self.asm.fill(end, cache.to_le_bytes()),
            }
        }
        let mut arrivals = [Label::NONE; MAX_ARRIVALS];
        for (i, at) in t.arrivals.range().enumerate() {
            let known = self.templates.arrivals[at];
            arrivals[i] = self.arrive(target, &known);
        }
        for at in t.jumps.range() {
            let (place, destiny) = self.templates.jumps[at];
            let label = match destiny {
                Destiny::Arrival(i) => arrivals[i as usize],
                Destiny::ExitToTarget => self.blocks.exit(target, &mut self.asm),
                Destiny::ExitToNext => self.exit_to_next(),
                Destiny::Throw => self.throw,
            };
            self.asm.add_relocation(start.absolute(place), label);
        }
        self.asm.add_crossings(&start, &self.templates.crossings[t.crossings.range()]);
        for (place, what) in &self.templates.outside[t.outside.range()] {
            self.asm.add_outside(start.absolute(*place), *what);
        }
        for (section, end) in self.asm.ends().into_iter().enumerate() {
            if let Some(relocation) = ending.last_jump[section] {
                let relocation = start.relocations + relocation as usize;
                let label = self.asm.relocations[relocation].1;
                self.asm.last_jump[section] = LastJump { end, label, relocation };
            }
            if let Some(bound) = ending.last_bind[section] {
                self.last_bind[section] = start.absolute(bound);
            }
        }
        (self.state, self.live, self.falls) = (ending.state, ending.live, ending.falls);
        self.in_rax = None;
        self.finish_opcode();
    }

    /// Emits the opcode at hand, and asserts that it becomes the template that there is.
    fn check_template(&mut self, index: usize, sources: &Sources) {
        let op = self.instruction.op;
        let Some(made) = self.record(sources) else {
            assert!(self.recording.is_ambiguous, "opcode {op} had a template");
            return;
        };
        let known = &self.templates.all[index];
        assert_eq!(known.ending, made.ending, "opcode {op}: what is known behind it");
        assert_eq!(self.templates.parts(known), self.templates.parts(&made), "opcode {op}");
        self.templates.give_up_last(&made);
    }
}

fn fill_displacement(asm: &mut Assembler, end: u32, register: u32) {
    match 8 * register {
        near if register < NEAR_REGISTERS => asm.fill(end, [near as u8]),
        far => asm.fill(end, far.to_le_bytes()),
    }
}

/// The bytes of the displacement of a register in the frame.
fn displacement_bytes(register: u32) -> usize {
    if register < NEAR_REGISTERS { 1 } else { size_of::<u32>() }
}

/// Appends to a list, and gives the part that is new.
fn extend<T>(list: &mut Vec<T>, more: impl Iterator<Item = T>) -> Part {
    let start = list.len() as u32;
    list.extend(more);
    Part { start, end: list.len() as u32 }
}
