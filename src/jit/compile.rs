//! Compiling a function: every bytecode through its emitter, once for each version.
//!
//! The version that assumes types is made first. What leaves it goes to the general version, which is made when it is first
//! wanted, so the two are pieces of code of their own that find each other through data and known addresses.
//! Invariant: the general version has an address for every bytecode, in `native`.

use super::Buffers;
use super::assembler::{Label, Outside};
use super::blocks::Blocks;
use super::emitter::{Emitter, Version};
use super::notes::{Notes, Place};
use super::state::{State, Types, types};
use crate::runtime::code::Code;
use crate::runtime::kind::Kind;
#[cfg(test)]
use crate::{runtime::realm::Realm, value::Value};
use dynasm::dynasm;
#[cfg(test)]
use jsrun_gc::Gc;

/// How often a function is compiled again because a loop's types proved wider than assumed.
const ATTEMPTS: usize = 4;
/// The most registers whose types are tested to return to the assuming version.
const GUARDS: usize = 12;

/// A way into the assuming version at a loop head, or behind a suspension.
pub struct LoopEntry {
    /// The bytecode index.
    pub index: u32,
    /// Where its code is.
    pub offset: u32,
    /// The types it assumes: register and types.
    pub assumed: Box<[(u32, Types)]>,
}

/// Machine code that is not yet installed.
pub struct Output {
    /// Which version it is.
    pub version: Version,
    /// Holds the code, joined, and what is used again.
    pub buffers: Buffers,
    /// Of the general version: for each bytecode index the offset; `u32::MAX` where no instruction begins.
    pub native: Box<[u32]>,
    /// Of the assuming version: ways into it.
    pub loops: Box<[LoopEntry]>,
    /// What a listing wants to know of the code, if one is wanted.
    pub notes: Option<Notes>,
}

/// Where code that assumes types finds the general version of its function: written when that is made.
#[repr(C)]
#[derive(Debug)]
pub struct GeneralVersion {
    /// For each bytecode index the offset; null while there is none.
    pub native: *const u32,
    /// Where it begins.
    pub base: usize,
}

const _: () = assert!(std::mem::offset_of!(GeneralVersion, native) == 0);
const _: () = assert!(std::mem::offset_of!(GeneralVersion, base) == 8);

/// Addresses and ids that do not change while the code lives.
#[derive(Clone, Copy)]
pub struct Constants<'a> {
    /// The global object of the code's realm.
    pub global_object: u64,
    /// The root shapes of its ordinary objects by inline capacity, compressed.
    pub object_shapes: &'a [u32],
    /// The routines for elements of typed arrays.
    pub typed_load: usize,
    /// The same for stores.
    pub typed_store: usize,
    /// Goes on in the interpreter.
    pub bail_stub: usize,
    /// Leaves the assuming version of a function that has no general one yet.
    pub leave_stub: usize,
    /// Where the function's general version is found.
    pub general: *const GeneralVersion,
    /// Are notes taken for a listing?
    pub noted: bool,
    /// Does the code count what it executes? See [`OpcodeCounts`](crate::runtime::vm::OpcodeCounts).
    pub counts: bool,
    /// Does it count each instruction? See [`InstructionCounts`](crate::runtime::code::InstructionCounts).
    pub counts_instructions: bool,
    /// Does it look for a sampler before it returns?
    pub sampled: bool,
}

#[cfg(test)]
impl<'a> Constants<'a> {
    /// For code that is looked at and not left, or only where a test says so.
    pub(super) fn without_stubs(realm: Gc<Realm>, object_shapes: &'a [u32]) -> Constants<'a> {
        Constants {
            global_object: Value::cell(realm.global_object()).bits(),
            object_shapes,
            bail_stub: 0,
            leave_stub: 0,
            general: std::ptr::null(),
            typed_load: 0,
            typed_store: 0,
            noted: false,
            counts: false,
            counts_instructions: false,
            sampled: false,
        }
    }
}

impl Constants<'_> {
    /// Is the code made to be watched, which not all code of this machine is?
    pub(super) fn is_watched(&self) -> bool {
        self.noted || self.counts_instructions || self.sampled
    }
}

/// Compiles a function: the version that assumes types, or the general one where two are not worth it. `seed`: what a
/// loop's registers hold at the moment, if the loop asked for being compiled. `buffers`: what is used again.
pub fn compile(
    code: &Code,
    constants: Constants<'_>,
    seed: Option<(u32, &[Types])>,
    mut buffers: Buffers,
) -> Output {
    let mut blocks = Blocks::find(code);
    if !blocks.affords_two_versions(code) {
        return Emitter::new(code, constants, blocks, Version::General, buffers)
            .general_function(&[], 0);
    }
    if let Some((head, facts)) = seed {
        blocks.widened.insert(head, facts.into());
    }
    let mut attempt = 0;
    loop {
        let mut emitter = Emitter::new(code, constants, blocks, Version::Assuming, buffers);
        let offsets = emitter.assuming_version();
        // After the last attempt, loops whose facts are still too narrow run in the general version.
        if !emitter.blocks.too_narrow || attempt == ATTEMPTS {
            return emitter.assuming_function(&offsets);
        }
        blocks = emitter.blocks;
        buffers = Buffers { asm: emitter.asm, templates: emitter.templates };
        attempt += 1;
    }
}

/// Compiles the general version of a function whose assuming version, with these ways in, begins at `base`.
pub fn compile_general(
    code: &Code,
    constants: Constants<'_>,
    loops: &[LoopEntry],
    base: usize,
    buffers: Buffers,
) -> Output {
    Emitter::new(code, constants, Blocks::find(code), Version::General, buffers)
        .general_function(loops, base)
}

impl Emitter<'_> {
    /// The rest of a function whose bytecodes have these offsets.
    fn assuming_function(mut self, offsets: &[u32]) -> Output {
        self.exits();
        self.throw_stub();
        self.asm.join();
        let heads = self.blocks.loops.keys().chain(&self.blocks.resumptions);
        let entries = heads.filter_map(|head| {
            let assumed = narrow_facts(self.blocks.assumed(*head)?);
            let offset = self.asm.joined_offset(offsets[*head as usize]) as u32;
            Some(LoopEntry { index: *head, offset, assumed })
        });
        let mut loops: Vec<LoopEntry> = entries.collect();
        loops.sort_unstable_by_key(|entry| entry.index);
        self.output(Box::default(), loops.into())
    }

    fn general_function(mut self, loops: &[LoopEntry], base: usize) -> Output {
        self.prologue();
        let mut offsets = vec![u32::MAX; self.code.data().bytecode.len()];
        self.each_instruction(|e, pc| {
            e.in_rax = None;
            e.forget_doubles();
            e.state = State::START;
            if let Some(label) = e.blocks.target_label(pc) {
                e.pending.push(label);
            }
            e.live = true;
            e.flush();
            offsets[pc as usize] = e.asm.here();
            e.note_place();
            if let Some(entry) = find_entry(loops, pc) {
                e.return_to_assuming(&entry.assumed, base + entry.offset as usize);
            }
            e.emit_instruction();
        });
        self.throw_stub();
        self.asm.join();
        let join = |o: u32| if o == u32::MAX { o } else { self.asm.joined_offset(o) as u32 };
        let native = offsets.into_iter().map(join).collect();
        self.output(native, Box::default())
    }

    /// What has been made, after joining.
    fn output(self, native: Box<[u32]>, loops: Box<[LoopEntry]>) -> Output {
        let mut notes = self.notes;
        if let Some(notes) = &mut notes {
            let places = notes.places.iter_mut();
            places.for_each(|place| place.offset = self.asm.joined_offset(place.offset) as u32);
        }
        let buffers = Buffers { asm: self.asm, templates: self.templates };
        Output { version: self.version, buffers, native, loops, notes }
    }

    fn prologue(&mut self) {
        dynasm!(self.asm ; push rbp); // keeps the native stack 16-byte aligned
    }

    fn each_instruction(&mut self, mut visit: impl FnMut(&mut Self, u32)) {
        let instructions = std::mem::take(&mut self.blocks.instructions);
        for &(at, instruction) in &instructions {
            self.instruction = instruction;
            self.pc = at;
            visit(self, at);
        }
        self.blocks.instructions = instructions;
    }

    /// The bytecodes' code, and its offset for each.
    fn assuming_version(&mut self) -> Vec<u32> {
        self.prologue();
        let mut offsets = vec![u32::MAX; self.code.data().bytecode.len()];
        let (mut next_resumption, mut emitted) = (0, false);
        self.each_instruction(|e, pc| {
            // What was known at a suspension is known where the function is resumed behind it.
            let behind = e.blocks.resumptions.get(next_resumption) == Some(&pc);
            next_resumption += behind as usize;
            let resumed = behind && std::mem::take(&mut emitted);
            emitted = false;
            if let Some(label) = e.blocks.target_label(pc) {
                let live = e.live || resumed;
                let (blocks, facts) = (&mut e.blocks, &mut e.facts);
                if !blocks.bind_assuming(pc, live, facts) {
                    return;
                }
                e.live = true;
                e.in_rax = None;
                e.forget_doubles();
                e.pending.push(label);
            } else if !e.live {
                return;
            }
            e.flush();
            offsets[pc as usize] = e.asm.here();
            e.note_place();
            e.emit_instruction();
            emitted = true;
        });
        offsets
    }

    /// Where the assuming version is left: for the general version, if it is there.
    fn exits(&mut self) {
        let exits = self.blocks.take_exits();
        if exits.is_empty() {
            return;
        }
        self.go_out_of_line();
        self.pc = Place::EXITS;
        self.note_place();
        let leave = self.new_label();
        for (pc, label) in exits {
            self.bind_here(label);
            dynasm!(self.asm ; mov edx, pc as i32 ; jmp =>leave);
        }
        let (general, stub) = (self.general as i64, self.leave_stub as i64);
        let none = self.new_label();
        self.bind_here(leave);
        dynasm!(self.asm
            ; mov rax, QWORD general
            ; mov rcx, [rax]
            ; test rcx, rcx
            ; jz =>none
            ; mov ecx, [rcx + rdx * 4]
            ; add rcx, [rax + 8]
            ; jmp rcx
        );
        self.bind_here(none);
        dynasm!(self.asm ; mov rax, QWORD stub ; jmp rax);
    }

    /// At a loop's head in the general version: goes to the assuming version if its types hold.
    fn return_to_assuming(&mut self, guards: &[(u32, Types)], address: usize) {
        if guards.is_empty() || guards.len() > GUARDS {
            return;
        }
        let fail = self.new_label();
        for &(register, assumed) in guards {
            self.load_register(1, register);
            self.branch(fail);
            self.guard(assumed, fail);
        }
        let address = address as i64;
        dynasm!(self.asm ; mov rax, QWORD address ; jmp rax);
        self.bind(fail);
        self.flush();
    }

    /// Jumps to `fail` unless rcx holds one of `assumed`, which is not everything.
    fn guard(&mut self, assumed: Types, fail: Label) {
        let a = &mut self.asm;
        let first_object = Kind::FIRST_OBJECT as i8;
        match assumed {
            types::INT => dynasm!(a ; cmp rcx, r14 ; jb =>fail),
            types::NUMBER => dynasm!(a ; test rcx, r14 ; jz =>fail),
            types::DOUBLE => dynasm!(a ; test rcx, r14 ; jz =>fail ; cmp rcx, r14 ; jae =>fail),
            types::CELL => dynasm!(a ; test rcx, r15 ; jnz =>fail),
            _ => dynasm!(a ; test rcx, r15 ; jnz =>fail ; cmp BYTE [rcx], first_object ; jb =>fail),
        }
    }

    /// Where calls of functions go that have thrown.
    fn throw_stub(&mut self) {
        let throw = self.throw;
        if self.asm.label(throw).references == 0 {
            return;
        }
        self.go_out_of_line();
        self.bind_here(throw);
        self.pc = Place::THROW_STUB;
        self.note_place();
        dynasm!(self.asm ; jmp extern Outside::Throw);
    }

    /// Behind the last opcode: goes on in the cold section.
    fn go_out_of_line(&mut self) {
        self.end_path();
        self.pending.clear();
        self.set_section(true);
    }
}

/// The way in at a bytecode index, if there is one, among those in the order of their indices.
pub fn find_entry(entries: &[LoopEntry], index: u32) -> Option<&LoopEntry> {
    entries.binary_search_by_key(&index, |entry| entry.index).ok().map(|at| &entries[at])
}

/// The facts that a guard can test and that matter: everything else is given up by `bind_assuming`.
fn narrow_facts(facts: &[Types]) -> Box<[(u32, Types)]> {
    facts
        .iter()
        .enumerate()
        .filter(|(_, f)| **f != types::ALL)
        .map(|(r, f)| (r as u32, *f))
        .collect()
}

/// Makes facts that no guard can test into none: only kinds of numbers and objects are assumed at a loop's head.
pub(super) fn testable(f: Types) -> Types {
    match f {
        types::INT | types::NUMBER | types::DOUBLE | types::CELL | types::OBJECT => f,
        _ if f & !types::NUMBER == 0 => types::NUMBER,
        types::OTHER_CELL => types::CELL,
        _ => types::ALL,
    }
}
