//! The emission context: labels and sections, lazy operand loads, type facts, the calls that leave machine code.
//!
//! The emitter is an abstract interpreter: handlers run against it once for each bytecode, and each test asks first whether the
//! answer is known. Invariants: the frame in memory is always current (a result is stored before the next opcode), so
//! any bytecode can be the last one that machine code runs; nothing but `rax`, the pinned registers and xmm8–15 holds
//! anything from one opcode to the next.

#![allow(clippy::useless_conversion, reason = "`dynasm!` converts each register number")]

mod labels;
mod leave;

pub use super::assembler::{Assembler, Label, Outside};
pub use super::handles::*;
pub use super::state::{State, Types, types};

use super::Buffers;
use super::notes::Notes;
use super::state::MAX_OPERANDS;
use super::templates::{Filling, Recording, Templates};
use crate::bytecode::instruction::Decoded;
use crate::runtime::code::{Code, InstructionCounts};
use crate::runtime::vm::{OpcodeCounts, Vm, frame};
use crate::value::Value;
use dynasm::dynasm;

/// The emitter of one opcode.
pub type EmitHandler = fn(&mut Emitter<'_>, [u32; 3]);

/// Temporaries, in the order they are taken: rcx rdx rsi rdi r8–r11.
const POOL: [u8; 8] = [1, 2, 6, 7, 8, 9, 10, 11];
/// The machine registers that a slow call takes its operands in, after the VM and the frame: rdx rcx r8 r9.
const CALL_REGISTERS: [u8; 4] = [2, 1, 8, 9];
/// The first of the xmm registers that keep doubles between opcodes.
const FIRST_KEPT_DOUBLE: u8 = 8;
/// How many they are.
const KEPT_DOUBLES: usize = 8;
/// Bytecode registers below this have displacements of one byte.
pub(super) const NEAR_REGISTERS: u32 = 16;
/// No bytecode register.
const NO_REGISTER: u32 = u32::MAX;

/// Which of the two versions of each block is being made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Version {
    /// Assumes the types that arrive on the paths that are expected.
    Assuming,
    /// Assumes nothing; can be entered at every bytecode.
    General,
}

/// The state of compiling one function.
pub struct Emitter<'c> {
    /// The code being written.
    pub asm: Assembler,
    pub(super) live: bool,
    /// Can control fall into what is written next, other than through a label?
    pub(super) falls: bool,
    /// Labels that wait for the next instruction.
    pub(super) pending: Vec<Label>,
    /// For each section, where labels were bound last.
    pub(super) last_bind: [u32; 2],
    /// What is known at this point.
    pub state: State,
    pub(super) operand_registers: [u32; MAX_OPERANDS],
    homes: [u8; MAX_OPERANDS],
    pub(super) operand_count: usize,
    next_temporary: u8,
    next_double: u8,
    epochs: u16,
    rax_claimed: bool,
    end: Label,
    /// Where the function is resumed behind the opcode, if that suspends it.
    pub(super) behind: Label,
    pub(super) throw: Label,
    pub(super) code: &'c Code,
    pub(super) instruction: Decoded,
    /// The bytecode index of the opcode being compiled.
    pub(super) pc: u32,
    pub(super) destination: Option<u32>,
    pub(super) version: Version,
    /// What each bytecode register may hold, in the version that assumes.
    pub(super) facts: Vec<Types>,
    /// The bytecode register whose value is in `rax`.
    pub(super) in_rax: Option<u32>,
    pub(super) kept: [u32; KEPT_DOUBLES],
    /// May any of these be a register?
    pub(super) keeps_doubles: bool,
    next_kept: usize,
    pub(super) blocks: super::blocks::Blocks,
    saved_facts: Vec<(usize, Types)>,
    pub(super) templates: Templates,
    pub(super) recording: Recording,
    /// May code be copied? Not where it differs from what runs otherwise.
    pub(super) uses_templates: bool,
    /// The address of the global object, a constant of the code's realm.
    pub global_object: u64,
    /// The root shapes of ordinary objects by inline capacity, compressed: constants of the code's realm.
    pub object_shapes: &'c [u32],
    /// The routine that loads an element of a typed array.
    pub typed_load: usize,
    /// The routine that stores one.
    pub typed_store: usize,
    /// The stub through which machine code goes on in the interpreter.
    pub(super) bail_stub: usize,
    pub(super) leave_stub: usize,
    pub(super) general: *const super::compile::GeneralVersion,
    /// What a listing wants to know of the code, if one is wanted.
    pub(super) notes: Option<Notes>,
    /// Does the code count what it executes?
    counts: bool,
    /// Where it counts each instruction; null if it does not.
    instruction_counts: *const InstructionCounts,
    /// Does the code look for a sampler before it returns?
    sampled: bool,
}

impl<'c> Emitter<'c> {
    pub(super) fn new(
        code: &'c Code,
        constants: super::compile::Constants<'c>,
        mut blocks: super::blocks::Blocks,
        version: Version,
        Buffers { mut asm, mut templates }: Buffers,
    ) -> Emitter<'c> {
        let registers = code.frame_bytes / 8;
        asm.clear();
        templates.enter_realm(constants.global_object, constants.object_shapes);
        let throw = asm.new_lasting_label();
        blocks.make_labels(&mut asm, if version == Version::Assuming { registers } else { 0 });
        Emitter {
            asm,
            live: true,
            falls: true,
            pending: vec![],
            last_bind: [u32::MAX; 2],
            state: State::START,
            operand_registers: [NO_REGISTER; MAX_OPERANDS],
            homes: [0; MAX_OPERANDS],
            operand_count: 0,
            next_temporary: 0,
            next_double: 0,
            epochs: 0,
            rax_claimed: false,
            end: Label::NONE,
            behind: Label::NONE,
            throw,
            code,
            instruction: Decoded { op: 0, operands: [0; 3], words: 1 },
            pc: 0,
            destination: None,
            version,
            facts: vec![types::ALL; if version == Version::Assuming { registers } else { 0 }],
            in_rax: None,
            kept: [NO_REGISTER; KEPT_DOUBLES],
            keeps_doubles: false,
            next_kept: 0,
            blocks,
            saved_facts: vec![],
            templates,
            recording: Recording::default(),
            uses_templates: !constants.is_watched(),
            global_object: constants.global_object,
            object_shapes: constants.object_shapes,
            typed_load: constants.typed_load,
            typed_store: constants.typed_store,
            bail_stub: constants.bail_stub,
            leave_stub: constants.leave_stub,
            general: constants.general,
            notes: constants.noted.then(Notes::default),
            counts: constants.counts,
            instruction_counts: match constants.counts_instructions {
                true => code.counts().as_ptr(),
                false => std::ptr::null(),
            },
            sampled: constants.sampled,
        }
    }

    // ---- operands and facts ----

    pub fn begin_opcode(&mut self, destination: Option<u32>) {
        if self.pending.is_empty() {
            self.asm.settle();
        }
        self.operand_count = 0;
        self.rax_claimed = false;
        self.next_temporary = 0;
        self.next_double = 0;
        self.destination = destination;
        self.state = State::START;
        self.end = self.new_label();
        self.behind = Label::NONE;
        if self.counts {
            self.count(std::mem::offset_of!(OpcodeCounts, executed));
        }
        self.count_instruction(std::mem::offset_of!(InstructionCounts, compiled));
    }

    /// Counts one more in a field of the instruction's counts, where they are wanted. Between opcodes and before calls rcx holds
    /// nothing.
    fn count_instruction(&mut self, field: usize) {
        if !self.instruction_counts.is_null() {
            let at = self.pc as usize * size_of::<InstructionCounts>() + field;
            let counter = (self.instruction_counts.expose_provenance() + at) as i64;
            dynasm!(self.asm ; mov rcx, QWORD counter ; inc QWORD [rcx]);
        }
    }

    /// Counts one more of the opcode in a table of the machine's counts.
    fn count(&mut self, table: usize) {
        let counter =
            std::mem::offset_of!(Vm, opcode_counts) + table + 8 * self.instruction.op as usize;
        dynasm!(self.asm ; inc QWORD [r12 + counter as i32]);
    }

    fn assumes(&self) -> bool {
        self.version == Version::Assuming
    }

    /// The handle of a bytecode register that is read.
    pub fn operand(&mut self, register: u32) -> Val {
        for i in 0..self.operand_count {
            if self.operand_registers[i] == register {
                return Val(i as u8);
            }
        }
        let i = self.operand_count;
        self.operand_count += 1;
        self.operand_registers[i] = register;
        self.homes[i] = self.new_temporary();
        self.state.types[i] =
            if self.assumes() { self.facts[register as usize] } else { types::ALL };
        if self.assumes() && self.in_rax == Some(register) {
            self.state.registers[i] = 0;
            self.state.loaded |= 1 << i;
        } else {
            self.state.registers[i] = self.homes[i];
        }
        Val(i as u8)
    }

    /// A machine register that nothing else uses in this opcode.
    ///
    /// # Panics
    /// If a handler uses more than there are: a defect of the handler, found when it is first compiled.
    pub fn new_temporary(&mut self) -> u8 {
        let r = POOL[self.next_temporary as usize];
        self.next_temporary += 1;
        r
    }

    /// Frees the temporaries taken since a call of [`Self::mark_temporaries`].
    pub fn release_temporaries(&mut self, mark: u8) {
        self.next_temporary = mark;
    }

    /// How many temporaries are taken.
    pub fn mark_temporaries(&self) -> u8 {
        self.next_temporary
    }

    /// An xmm register that nothing else uses in this opcode.
    pub fn new_double(&mut self) -> Double {
        assert!(self.next_double < FIRST_KEPT_DOUBLE, "a handler uses too many doubles");
        self.next_double += 1;
        Double(self.next_double - 1)
    }

    /// The machine register that holds a value; loads it where that is not yet done.
    pub fn load(&mut self, v: Val) -> u8 {
        self.flush();
        if v == RESULT {
            return 0;
        }
        let i = v.0 as usize;
        if self.state.loaded & (1 << i) == 0 {
            self.state.registers[i] = self.homes[i];
            self.load_operand(self.homes[i], i);
            self.state.loaded |= 1 << i;
        }
        self.state.registers[i]
    }

    /// Loads an operand's bytecode register into a machine register.
    pub(super) fn load_operand(&mut self, machine: u8, operand: usize) {
        self.load_register(machine, self.operand_registers[operand]);
        self.recording.note_hole(self.asm.here(), Filling::Operand(operand as u8));
    }

    /// Loads a bytecode register into a machine register. Which one it is must not be left to the operands that are read.
    pub fn load_register(&mut self, machine: u8, register: u32) {
        if register < NEAR_REGISTERS {
            let o = register as i8 * 8;
            dynasm!(self.asm ; mov Rq(machine), [BYTE rbx + o]);
        } else {
            let o = register as i32 * 8;
            dynasm!(self.asm ; mov Rq(machine), [rbx + o]);
        }
    }

    pub(super) fn store_destination(&mut self, register: u32) {
        if register < NEAR_REGISTERS {
            let o = register as i8 * 8;
            dynasm!(self.asm ; mov [BYTE rbx + o], rax);
        } else {
            let o = register as i32 * 8;
            dynasm!(self.asm ; mov [rbx + o], rax);
        }
        self.recording.note_hole(self.asm.here(), Filling::Destination);
    }

    /// A machine register for an int32 result: `rax` if no operand is in it.
    pub fn new_result(&mut self) -> u8 {
        let rax_is_operand = (0..self.operand_count)
            .any(|i| self.state.registers[i] == 0 && self.state.loaded & (1 << i) != 0);
        if !rax_is_operand && !self.rax_claimed {
            self.rax_claimed = true;
            0
        } else {
            self.new_temporary()
        }
    }

    /// `rax` is about to be written with a value that is one of `types`.
    pub fn claim_rax(&mut self, types: Types) -> Val {
        self.flush();
        for i in 0..self.operand_count {
            if self.state.registers[i] == 0 {
                self.state.loaded &= !(1 << i);
                self.state.registers[i] = self.homes[i];
            }
        }
        self.state.result = types;
        self.state.result_double = 0;
        RESULT
    }

    /// A machine register has been overwritten: an operand in it is loaded again when it is wanted.
    pub fn clobber(&mut self, register: u8) {
        for i in 0..self.operand_count {
            if self.state.registers[i] == register {
                self.state.loaded &= !(1 << i);
            }
        }
    }

    /// What a value may be.
    pub fn types(&self, v: Val) -> Types {
        if v == RESULT { self.state.result } else { self.state.types[v.0 as usize] }
    }

    fn set_types(&mut self, v: Val, types: Types) {
        if v == RESULT {
            self.state.result = types;
        } else {
            self.state.types[v.0 as usize] = types;
        }
    }

    /// A type test: jumps to `no` unless the value is one of `types`. Writes nothing where the answer is known;
    /// else `test` writes it, given the register that holds the value.
    pub fn test(&mut self, v: Val, types: Types, no: Label, test: impl FnOnce(&mut Assembler, u8)) {
        if !self.live {
            return;
        }
        let known = self.types(v);
        if known & types == 0 {
            self.jump(no);
            return;
        }
        if known & !types == 0 {
            return;
        }
        let r = self.load(v);
        self.set_types(v, known & !types);
        self.branch(no);
        self.set_types(v, known & types);
        test(&mut self.asm, r);
    }

    /// An operand that is known to be a double and is still unboxed from an earlier opcode of this block.
    pub fn kept_double(&self, v: Val) -> Option<Double> {
        if !self.assumes()
            || v == RESULT
            || self.state.types[v.0 as usize] != types::DOUBLE
            || !self.state.doubles_valid
        {
            return None;
        }
        let register = self.operand_registers[v.0 as usize];
        self.kept.iter().position(|k| *k == register).map(|i| Double(FIRST_KEPT_DOUBLE + i as u8))
    }

    /// The result also stands in an xmm register.
    pub fn note_result_double(&mut self, d: Double) {
        self.state.result_double = d.0 + 1;
    }

    /// A constant of the function.
    pub fn constant(&self, index: u32) -> ConstantBits {
        ConstantBits(self.code.data().constants[index as usize].bits())
    }

    /// Is a constant of the function a cell?
    pub(super) fn constant_is_cell(&self, index: u32) -> bool {
        self.code.data().constants[index as usize].is_cell()
    }

    /// The function, for code that depends on it.
    pub fn function(&mut self) -> &'c Code {
        self.recording.give_up();
        self.code
    }

    /// The bytecode index of the next opcode, for code that depends on it.
    pub fn next_index(&mut self) -> u32 {
        self.recording.give_up();
        self.pc + self.instruction.words
    }

    /// The address of an inline cache.
    pub fn cache(&self, index: u32) -> CacheAddress {
        CacheAddress(self.code.cache(index) as u64)
    }

    /// Loads the address of an inline cache into a machine register.
    pub fn move_cache(&mut self, register: u8, cache: CacheAddress) {
        let address = cache.0 as i64;
        dynasm!(self.asm ; mov Rq(register), QWORD address);
        self.recording.note_hole(self.asm.here(), Filling::Cache);
    }

    /// A jump's target.
    pub fn target(&self, distance: i32) -> TargetIndex {
        TargetIndex((self.pc as i32 + distance) as u32)
    }

    /// Checks that a pointer has not lived across a slow call.
    pub fn pointer(&self, p: Pointer) -> u8 {
        assert!(
            !self.live || p.epoch == self.state.epoch,
            "an untagged pointer lives across a slow call"
        );
        p.register
    }

    /// A pointer in a register.
    pub fn new_pointer(&self, register: u8) -> Pointer {
        Pointer { register, epoch: self.state.epoch }
    }

    /// A pointer for code that is not reached.
    pub fn no_pointer(&self) -> Pointer {
        Pointer { register: 0, epoch: self.state.epoch }
    }

    /// Loads a number into a register in its shortest form.
    pub fn move_immediate(&mut self, register: u8, word: u64) {
        if word == word as u32 as u64 {
            let x = word as i32;
            dynasm!(self.asm ; mov Rd(register), x);
        } else if word == word as i32 as i64 as u64 {
            let x = word as i32;
            dynasm!(self.asm ; mov Rq(register), x);
        } else {
            let x = word as i64;
            dynasm!(self.asm ; mov Rq(register), QWORD x);
        }
    }
}
