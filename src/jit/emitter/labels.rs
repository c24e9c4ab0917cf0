//! Labels, liveness, the hot and the cold section.
//!
//! Invariant: a label is bound to the next instruction that is written, so jumps that meet can be folded before.

use super::{Assembler, Emitter, Label};
use crate::jit::assembler::LastJump;
use crate::jit::notes::Place;
use dynasm::dynasm;

/// What a `jmp` and a conditional jump take.
const JUMP_BYTES: usize = 5;
const CONDITIONAL_BYTES: usize = 6;

impl Emitter<'_> {
    /// A new label.
    pub fn new_label(&mut self) -> Label {
        self.asm.new_label((self.next_temporary, self.next_double))
    }

    /// Can this point be reached?
    pub fn is_live(&self) -> bool {
        self.live
    }

    /// Binds the labels that wait for the next instruction; to be called before bytes are written. A jump to that
    /// instruction is dropped, and a conditional jump around a jump is turned into one.
    #[inline(always)]
    pub fn flush(&mut self) {
        if !self.pending.is_empty() {
            self.bind_pending();
        }
    }

    #[inline(never)]
    fn bind_pending(&mut self) {
        let section = self.asm.is_cold as usize;
        let mut here = self.asm.here();
        if self.asm.last_jump[section].end == here && self.fold_last_jump(here) {
            here -= JUMP_BYTES as u32;
        }
        if let Some(notes) = &mut self.notes {
            notes.shrink(here);
        }
        self.asm.last_jump[section].end = u32::MAX;
        self.last_bind[section] = here;
        for &label in &self.pending {
            self.asm.set_label(label, here);
        }
        self.pending.clear();
        self.falls = true;
    }

    /// Takes the jump that ends here away again, if it leads here, or if the conditional jump before it does, which then goes where it
    /// went. Tells whether it has.
    fn fold_last_jump(&mut self, here: u32) -> bool {
        let LastJump { label, relocation, .. } = self.asm.last_jump[self.asm.is_cold as usize];
        let target = self.asm.resolve(label);
        if self.pending.contains(&target) {
            self.asm.relocations[relocation].1 = Label::NONE;
        } else {
            let Some(previous) = relocation.checked_sub(1) else { return false };
            let (place, label) = self.asm.relocations[previous];
            let is_before = place == here - JUMP_BYTES as u32 - 4
                && self.last_bind[self.asm.is_cold as usize] != here - JUMP_BYTES as u32;
            if !is_before || !self.pending.contains(&self.asm.resolve(label)) {
                return false;
            }
            let bytes = self.asm.section_mut();
            let Some(at) = bytes.len().checked_sub(JUMP_BYTES + CONDITIONAL_BYTES) else {
                return false;
            };
            if bytes[at] != 0x0F || bytes[at + 1] & 0xF0 != 0x80 {
                return false;
            }
            bytes[at + 1] ^= 1;
            self.asm.relocations[previous].1 = target;
            self.asm.relocations[relocation].1 = Label::NONE;
        }
        let bytes = self.asm.section_mut();
        bytes.truncate(bytes.len() - JUMP_BYTES);
        true
    }

    /// Goes to a label.
    #[inline(always)]
    pub fn jump(&mut self, label: Label) {
        if self.live {
            self.jump_live(label);
        }
    }

    #[inline(never)]
    fn jump_live(&mut self, label: Label) {
        self.note(label);
        if !self.falls {
            // Only labels lead here: they stand for the target.
            for &pending in &self.pending {
                self.asm.label_mut(pending).alias = label;
            }
            self.pending.clear();
            self.asm.label_mut(label).references += 1;
            self.live = false;
            return;
        }
        self.flush();
        dynasm!(self.asm ; jmp =>label);
        let (end, relocation) = (self.asm.here(), self.asm.relocations.len() - 1);
        self.asm.last_jump[self.asm.is_cold as usize] = LastJump { end, label, relocation };
        self.live = false;
        self.falls = false;
    }

    pub(super) fn note(&mut self, label: Label) {
        let info = self.asm.label_mut(label);
        let first = info.references == 0;
        info.state.merge(&self.state, first);
    }

    /// To be called before a conditional jump to `label` is written: notes what is known on that path.
    pub fn branch(&mut self, label: Label) {
        self.flush();
        self.note(label);
    }

    /// Puts a label at the next instruction.
    pub fn bind(&mut self, label: Label) {
        let info = self.asm.label(label);
        if info.references > 0 {
            let (state, registers) = (info.state, info.registers);
            if self.live {
                self.state.merge(&state, false);
            } else {
                self.state = state;
                self.live = true;
                (self.next_temporary, self.next_double) = registers;
            }
            if self.state.epoch == crate::jit::state::MIXED {
                self.state.epoch = self.new_epoch();
            }
        } else if !self.live {
            return;
        }
        self.pending.push(label);
    }

    /// Puts a label at this very place, whatever is known.
    pub fn bind_here(&mut self, label: Label) {
        let here = self.asm.here();
        self.last_bind[self.asm.is_cold as usize] = here;
        self.asm.set_label(label, here);
    }

    /// Writes a rare piece of a primitive out of the way: it begins at the label `from` and goes on at `back`, which is
    /// bound to this place. What it does changes nothing that is known; its jumps elsewhere are noted before.
    pub fn aside(&mut self, from: Label, back: Label, write: impl FnOnce(&mut Assembler)) {
        self.flush();
        if self.asm.is_cold {
            // Already out of the way.
            dynasm!(self.asm ; jmp =>back);
            self.bind_here(from);
            write(&mut self.asm);
            self.bind_here(back);
            return;
        }
        self.bind_here(back);
        self.asm.switch_section();
        self.note_place();
        self.bind_here(from);
        write(&mut self.asm);
        dynasm!(self.asm ; jmp =>back);
        self.asm.switch_section();
        self.note_place();
    }

    /// Goes on in the hot or the cold section; what falls through jumps there.
    pub(in crate::jit) fn set_section(&mut self, cold: bool) {
        if self.asm.is_cold == cold {
            return;
        }
        if self.live && self.falls {
            let over = self.new_label();
            let waiting = std::mem::take(&mut self.pending);
            dynasm!(self.asm ; jmp =>over);
            self.pending = waiting;
            self.pending.push(over);
        }
        self.falls = false;
        self.asm.switch_section();
        self.note_place();
    }

    /// Notes for a listing which bytecode the next bytes belong to.
    pub(in crate::jit) fn note_place(&mut self) {
        if let Some(notes) = &mut self.notes {
            notes.places.push(Place {
                offset: self.asm.here(),
                index: self.pc,
                version: self.version,
            });
        }
    }

    /// Is the cold section being written?
    pub fn is_cold(&self) -> bool {
        self.asm.is_cold
    }

    /// Goes on in the cold section; gives the section to return to.
    pub fn enter_cold(&mut self) -> bool {
        self.enter_cold_if(self.live)
    }

    /// Goes on in the cold section if what came before can be reached at all.
    pub fn enter_cold_if(&mut self, before_was_live: bool) -> bool {
        let was_cold = self.asm.is_cold;
        if before_was_live {
            self.set_section(true);
        }
        was_cold
    }

    /// Returns to a section.
    pub fn leave_section(&mut self, was_cold: bool) {
        self.set_section(was_cold);
    }

    /// Nothing falls through from here: a return or a jump out of the function was written.
    pub fn end_path(&mut self) {
        self.live = false;
        self.falls = false;
    }
}
