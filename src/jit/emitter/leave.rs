//! Leaving an opcode: to the next one, to a jump's target, to the other version, to the runtime, to the interpreter.
//!
//! Invariant: on every way out the result is in the frame, or in `rax` on the way to the store of it.

use super::*;
use crate::faults::{Fault, planted};
use crate::jit::templates::Destiny;

impl Emitter<'_> {
    pub(in crate::jit) fn finish_value(&mut self, v: Val) {
        if !self.live {
            return;
        }
        if v != RESULT {
            let i = v.0 as usize;
            let kept = self.kept_double(v);
            self.flush();
            let r = self.state.registers[i];
            if self.state.loaded & (1 << i) == 0 {
                self.load_operand(0, i);
            } else if r != 0 {
                dynasm!(self.asm ; mov rax, Rq(r));
            }
            self.state.result = self.state.types[i];
            self.state.result_double = kept.map_or(0, |d| d.0 + 1);
        }
        self.leave_to_next(true);
    }

    /// Leaves for the next opcode. Out-of-line paths of the assuming version whose types do not fit go on in the
    /// general version.
    pub fn leave_to_next(&mut self, has_value: bool) {
        if !self.live {
            return;
        }
        let end = self.end;
        if self.assumes() && self.asm.is_cold {
            let expected = self.asm.label(end);
            let fits = expected.references > 0
                && (!has_value || self.state.result & !expected.state.result == 0)
                && (0..self.operand_count).all(|i| {
                    let assumed = expected.state.types[i];
                    self.state.types[i] & !assumed == 0 || assumed & !types::CELL == 0
                });
            if !fits {
                self.flush();
                if has_value && let Some(d) = self.destination {
                    self.store_destination(d);
                }
                let next = self.exit_to_next();
                self.recording.note_jump(next, Destiny::ExitToNext);
                self.jump(next);
                return;
            }
        }
        self.jump(end);
    }

    /// Where the assuming version is left for the next opcode of the general one.
    pub(in crate::jit) fn exit_to_next(&mut self) -> Label {
        self.blocks.exit(self.pc + self.instruction.words, &mut self.asm)
    }

    /// Leaves for a jump's target.
    pub fn leave_to_target(&mut self, target: TargetIndex) {
        if !self.live {
            return;
        }
        let label = if self.assumes() && self.asm.is_cold {
            let exit = self.blocks.exit(target.0, &mut self.asm);
            self.recording.note_jump(exit, Destiny::ExitToTarget);
            exit
        } else {
            let known = self.state.types;
            let label = self.arrive(target.0, &known);
            self.recording.note_arrival(label, known);
            label
        };
        self.jump(label);
    }

    /// Arrives at a jump's target with what the handler's tests have taught about the operands, which is true there and not after the
    /// opcode: where the jump goes.
    pub(in crate::jit) fn arrive(&mut self, target: u32, known: &[Types; MAX_OPERANDS]) -> Label {
        if !self.assumes() {
            return self.blocks.target_label(target).expect("a target has a label");
        }
        for (register, known) in self.operand_registers[..self.operand_count].iter().zip(known) {
            // What an operand may be is nothing where it has not been asked for yet.
            if *known != 0 {
                let r = *register as usize;
                self.saved_facts.push((r, self.facts[r]));
                self.facts[r] = *known;
            }
        }
        let label = match self.blocks.arrive(target, self.pc, &self.facts) {
            Some(label) => label,
            None => self.blocks.exit(target, &mut self.asm),
        };
        while let Some((r, f)) = self.saved_facts.pop() {
            self.facts[r] = f;
        }
        label
    }

    /// Where the frame is entered behind an opcode that suspends the function, as a function is entered.
    pub fn behind_suspension(&mut self) -> Label {
        if self.behind == Label::NONE {
            self.behind = self.new_label();
        }
        self.behind
    }

    pub fn end_opcode(&mut self) {
        let end = self.end;
        self.bind(end);
        self.in_rax = None;
        if self.behind != Label::NONE {
            assert!(!self.live, "an opcode that suspends a function leaves it");
            self.bind_here(self.behind);
            dynasm!(self.asm ; push rbp);
        }
        if self.live {
            self.flush();
        }
        self.end_template();
        self.finish_opcode();
    }

    /// Behind an opcode whose paths have met: stores its result, and keeps what has been learnt.
    pub(in crate::jit) fn finish_opcode(&mut self) {
        if !self.live {
            return;
        }
        if self.assumes() {
            for i in 0..self.operand_count {
                self.facts[self.operand_registers[i] as usize] = self.state.types[i];
            }
        }
        if let Some(d) = self.destination {
            self.store_destination(d);
            if self.assumes() {
                self.facts[d as usize] = self.state.result;
                self.in_rax = Some(d);
            }
            if self.keeps_doubles {
                self.kept
                    .iter_mut()
                    .filter(|kept| **kept == d)
                    .for_each(|kept| *kept = NO_REGISTER);
            }
        }
        if !self.state.doubles_valid {
            self.forget_doubles();
        } else if let Some(d) = self.destination
            && self.assumes()
            && self.state.result_double != 0
            && self.state.result == types::DOUBLE
        {
            let (from, to) =
                (self.state.result_double - 1, FIRST_KEPT_DOUBLE + self.next_kept as u8);
            if from != to {
                dynasm!(self.asm ; movaps Rx(to), Rx(from));
            }
            self.kept[self.next_kept] = d;
            self.keeps_doubles = true;
            self.next_kept = (self.next_kept + 1) % KEPT_DOUBLES;
        }
    }

    /// No double is kept: at the start of a block.
    pub(in crate::jit) fn forget_doubles(&mut self) {
        if self.keeps_doubles {
            self.kept = [NO_REGISTER; KEPT_DOUBLES];
            self.keeps_doubles = false;
        }
    }

    // ---- calls ----

    /// Calls a slow path through its stub, which saves the bytecode index and goes to the throw stub if the result is zero. The
    /// operands are read from the frame again, so nothing is spilled.
    pub fn slow_call(&mut self, name: &'static str, entry: usize, arguments: &[Argument]) -> Val {
        if !self.live {
            return RESULT;
        }
        if let Some(notes) = &mut self.notes {
            notes.runtime.push((entry as u64, name));
        }
        self.flush();
        if self.counts {
            self.count(std::mem::offset_of!(OpcodeCounts, runtime_calls));
        }
        self.count_instruction(std::mem::offset_of!(InstructionCounts, runtime_calls));
        for (a, r) in arguments.iter().zip(CALL_REGISTERS) {
            match a {
                Argument::Value(v) if *v == RESULT => dynasm!(self.asm ; mov Rq(r), rax),
                Argument::Value(v) => self.load_operand(r, v.0 as usize),
                Argument::Cache(cache) => self.move_cache(r, *cache),
                Argument::Word(w) => self.move_immediate(r, *w),
            }
        }
        self.claim_rax(types::ALL);
        self.forget_registers();
        let pc = if planted(Fault::EmitPosition) { 0 } else { self.pc as i32 };
        let stub = Outside::SlowPath(entry);
        dynasm!(self.asm ; mov eax, pc);
        self.recording.note_hole(self.asm.here(), Filling::Index);
        dynasm!(self.asm ; call extern stub);
        RESULT
    }

    /// Before a return: lets a sampler that waits look at the frames, where the code is sampled.
    pub fn poll_sampler(&mut self) {
        if !self.sampled {
            return;
        }
        let (over, pc) = (self.new_label(), self.pc as i32);
        let interrupt = std::mem::offset_of!(Vm, interrupt) as i32;
        let entry = crate::interp::sample_return as *const () as i64;
        self.branch(over);
        dynasm!(self.asm
            ; cmp DWORD [r12 + interrupt], 0
            ; je =>over
            ; mov rdi, r12
            ; mov rsi, rbx
            ; mov edx, pc
            ; mov rax, QWORD entry
            ; call rax
        );
        self.forget_registers();
        self.bind(over);
    }

    /// Saves the bytecode index in the frame.
    pub fn save_index(&mut self) {
        let pc = self.pc as i32;
        let o = (frame::SAVED_INDEX * 8) as i8;
        dynasm!(self.asm ; mov QWORD [BYTE rbx + o], pc);
        self.recording.note_hole(self.asm.here(), Filling::Index);
    }

    pub(super) fn new_epoch(&mut self) -> u16 {
        self.epochs = (self.epochs + 1) % crate::jit::state::MIXED;
        self.epochs
    }

    /// A call has clobbered the temporaries.
    pub fn forget_registers(&mut self) {
        self.state.loaded = 0;
        self.state.doubles_valid = false;
        self.state.epoch = self.new_epoch();
    }

    /// Returns to the caller with the result in `rax`.
    pub fn epilogue(&mut self) {
        dynasm!(self.asm ; pop rbp ; ret);
    }

    /// The type of a constant.
    pub fn types_of_constant(bits: u64) -> Types {
        // SAFETY: the bits are those of a constant of the function being compiled, which is alive.
        crate::jit::state::types_of(unsafe { Value::from_bits(bits) })
    }

    /// Goes on in the interpreter at the next opcode.
    pub fn bail_out_to_next(&mut self) {
        if !self.live {
            return;
        }
        self.flush();
        let next = self.next_index() as i32;
        let stub = self.bail_stub as i64;
        dynasm!(self.asm ; mov edx, next ; mov rax, QWORD stub ; jmp rax);
        self.end_path();
    }

    /// The label of the throw stub.
    pub fn throw_label(&self) -> Label {
        self.throw
    }

    /// The number of the destination register.
    pub fn destination(&self) -> Option<u32> {
        self.destination
    }
}
