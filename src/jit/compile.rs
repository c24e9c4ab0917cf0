//! Compiling a function: every bytecode through its emitter, twice.
//!
//! Invariant: the general version of every bytecode that can be entered from outside (a jump target, an exception
//! handler, a loop head) has an address in `native`.

use super::assembler::Label;
use super::blocks::Blocks;
use super::emitter::{Emitter, Version};
use super::notes::{Notes, Place};
use super::state::{State, Types, types};
use crate::bytecode::instruction::decode;
use crate::handlers;
use crate::runtime::code::Code;
use crate::runtime::kind::Kind;
use dynasm::dynasm;

/// How often a function is compiled again because a loop's types proved wider than assumed.
const ATTEMPTS: usize = 4;
/// The most registers whose types are tested to return to the assuming version.
const GUARDS: usize = 12;

/// A way into the assuming version at a loop head.
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
    /// The code; position-independent.
    pub bytes: Vec<u8>,
    /// For each bytecode index the offset of its general version; `u32::MAX` where there is none.
    pub native: Box<[u32]>,
    /// Ways into the assuming version.
    pub loops: Box<[LoopEntry]>,
    /// Bytes that belong to the hot section.
    pub hot_bytes: usize,
    /// What a listing wants to know of the code, if one is wanted.
    pub notes: Option<Notes>,
}

/// Addresses and ids that do not change while the code lives.
#[derive(Clone, Copy)]
pub struct Constants<'a> {
    /// The global object of the code's realm.
    pub global_object: u64,
    /// The root shapes of its ordinary objects by inline capacity, compressed.
    pub object_shapes: &'a [u32],
    /// Finds a frame's exception handler.
    pub unwind: usize,
    /// The routines for elements of typed arrays.
    pub typed_load: usize,
    /// The same for stores.
    pub typed_store: usize,
    /// Goes on in the interpreter.
    pub bail_stub: usize,
    /// Are notes taken for a listing?
    pub noted: bool,
    /// Does the code count what it executes? See [`OpcodeCounts`](crate::runtime::vm::OpcodeCounts).
    pub counts: bool,
}

/// Compiles a function. `seed`: what a loop's registers hold at the moment, if the loop asked for being compiled.
pub fn compile(code: &Code, constants: Constants<'_>, seed: Option<(u32, &[Types])>) -> Output {
    let mut blocks = Blocks::find(code);
    let two_versions = blocks.affords_two_versions(code);
    if let Some((head, facts)) = seed
        && two_versions
    {
        blocks.widened.insert(head, facts.into());
    }
    for _ in 0..ATTEMPTS {
        let mut emitter = Emitter::new(code, constants, blocks, two_versions);
        let output = emitter.function(constants.unwind);
        if !emitter.blocks.too_narrow {
            return output;
        }
        blocks = emitter.blocks;
    }
    // Loops whose facts are still too narrow run in the general version.
    Emitter::new(code, constants, blocks, two_versions).function(constants.unwind)
}

impl Emitter<'_> {
    fn function(&mut self, unwind: usize) -> Output {
        let words = self.code.data().bytecode.len();
        let mut blocks = std::mem::take(&mut self.blocks);
        blocks.make_labels(&mut self.asm, self.two_versions);
        self.blocks = blocks;
        dynasm!(self.asm ; push rbp); // keeps the native stack 16-byte aligned
        let mut assuming = vec![u32::MAX; words];
        if self.two_versions {
            self.version = Version::Assuming;
            self.assuming_version(&mut assuming);
        }
        let mut native = vec![u32::MAX; words];
        self.version = Version::General;
        self.general_version(&mut native);
        self.throw_stub(unwind);
        let hot_bytes = self.asm.sections[0].len();
        let bytes = self.asm.join();
        let join = |o: u32| if o == u32::MAX { o } else { self.asm.joined_offset(o) as u32 };
        let mut loops = vec![];
        for &head in self.blocks.loops.keys() {
            if let Some(facts) = self.blocks.assumed(head) {
                let assumed = narrow_facts(facts);
                loops.push(LoopEntry {
                    index: head,
                    offset: join(assuming[head as usize]),
                    assumed,
                });
            }
        }
        let mut notes = self.notes.take();
        if let Some(notes) = &mut notes {
            notes.places.iter_mut().for_each(|place| place.offset = join(place.offset));
        }
        Output {
            bytes,
            native: native.into_iter().map(join).collect(),
            loops: loops.into(),
            hot_bytes,
            notes,
        }
    }

    fn each_instruction(&mut self, mut visit: impl FnMut(&mut Self, u32)) {
        let words = self.code.data().bytecode.len();
        let mut at = 0;
        while at < words {
            self.instruction = decode(&self.code.data().bytecode, at, handlers::layout);
            self.pc = at as u32;
            visit(self, at as u32);
            at += self.instruction.words as usize;
        }
    }

    fn assuming_version(&mut self, offsets: &mut [u32]) {
        self.each_instruction(|e, pc| {
            if let Some(label) = e.blocks.target_label(pc, Version::Assuming) {
                let live = e.live;
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
            handlers::emit(e, e.instruction);
        });
    }

    fn general_version(&mut self, offsets: &mut [u32]) {
        if self.two_versions {
            self.live = false;
            self.falls = false;
        }
        self.each_instruction(|e, pc| {
            let label = if e.two_versions {
                Some(e.blocks.general_label(pc))
            } else {
                e.blocks.target_label(pc, Version::General)
            };
            let wanted = e.live
                || e.blocks.targets[pc as usize]
                || label.is_some_and(|l| e.asm.labels[l.0 as usize].references > 0);
            if !wanted {
                return;
            }
            e.in_rax = None;
            e.forget_doubles();
            e.state = State::START;
            if let Some(label) = label {
                e.pending.push(label);
            }
            e.live = true;
            e.flush();
            offsets[pc as usize] = e.asm.here();
            e.note_place();
            e.return_to_assuming(pc);
            handlers::emit(e, e.instruction);
        });
    }

    /// At a loop's head in the general version: goes to the assuming version if its types hold.
    fn return_to_assuming(&mut self, pc: u32) {
        if !self.blocks.loops.contains_key(&pc) {
            return;
        }
        let Some(facts) = self.blocks.assumed(pc) else { return };
        let guards = narrow_facts(facts);
        if guards.is_empty() || guards.len() > GUARDS {
            return;
        }
        let fail = self.new_label();
        self.state = State::START;
        for &(register, assumed) in &guards {
            self.load_register(1, register);
            self.branch(fail);
            self.guard(assumed, fail);
        }
        if let Some(label) = self.blocks.target_label(pc, Version::Assuming) {
            self.jump(label);
        }
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

    /// Where slow calls go that have thrown: asks for this frame's handler; returns 0 to the caller if there is none.
    fn throw_stub(&mut self, unwind: usize) {
        self.asm.current = 1;
        self.pending.clear();
        let throw = self.throw;
        self.bind_here(throw);
        self.pc = Place::THROW_STUB;
        self.note_place();
        let address = unwind as i64;
        let out = self.new_label();
        dynasm!(self.asm
            ; mov rdi, r12
            ; mov rsi, rbx
            ; mov rax, QWORD address
            ; call rax
            ; test rax, rax
            ; jz =>out
            ; jmp rax
        );
        self.bind_here(out);
        dynasm!(self.asm ; xor eax, eax);
        self.epilogue();
    }
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
