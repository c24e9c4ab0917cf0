//! Labels, liveness, the hot and the cold section.
//!
//! Invariant: a label is bound to the next instruction that is written, so jumps that meet can be folded before.

use super::{Assembler, Emitter, Label};
use crate::jit::notes::Place;
use dynasm::dynasm;

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
        let section = self.asm.current;
        let mut here = self.asm.here();
        let (end, label, relocation) = self.last_jump[section];
        if end == here {
            let target = self.asm.resolve(label);
            let previous = if relocation > 0 {
                self.asm.resolve(Label(self.asm.relocations[relocation - 1].1))
            } else {
                Label::NONE
            };
            let n = self.asm.sections[section].len();
            let around = n >= 11
                && relocation > 0
                && self.asm.relocations[relocation - 1].0 == here - 9
                && self.last_bind[section] != here - 5
                && self.asm.sections[section][n - 11] == 0x0F
                && self.asm.sections[section][n - 10] & 0xF0 == 0x80
                && self.pending.contains(&previous);
            if self.pending.contains(&target) {
                self.asm.sections[section].truncate(n - 5);
                self.asm.relocations[relocation].1 = Label::NONE.0;
                here -= 5;
            } else if around {
                self.asm.sections[section].truncate(n - 5);
                self.asm.sections[section][n - 10] ^= 1;
                self.asm.relocations[relocation - 1].1 = target.0;
                self.asm.relocations[relocation].1 = Label::NONE.0;
                here -= 5;
            }
        }
        if let Some(notes) = &mut self.notes {
            notes.shrink(here);
        }
        self.last_jump[section].0 = u32::MAX;
        self.last_bind[section] = here;
        for i in 0..self.pending.len() {
            self.asm.set_label(self.pending[i], here);
        }
        self.pending.clear();
        self.falls = true;
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
            for p in &self.pending {
                self.asm.labels[p.0 as usize].alias = label.0;
            }
            self.pending.clear();
            self.asm.labels[label.0 as usize].references += 1;
            self.live = false;
            return;
        }
        self.flush();
        dynasm!(self.asm ; jmp =>label);
        self.last_jump[self.asm.current] = (self.asm.here(), label, self.asm.relocations.len() - 1);
        self.live = false;
        self.falls = false;
    }

    pub(super) fn note(&mut self, label: Label) {
        let state = self.state;
        let info = &mut self.asm.labels[label.0 as usize];
        let first = info.references == 0;
        info.state.merge(&state, first);
    }

    /// To be called before a conditional jump to `label` is written: notes what is known on that path.
    pub fn branch(&mut self, label: Label) {
        self.flush();
        self.note(label);
    }

    /// Puts a label at the next instruction.
    pub fn bind(&mut self, label: Label) {
        let info = &self.asm.labels[label.0 as usize];
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
        self.last_bind[self.asm.current] = here;
        self.asm.set_label(label, here);
    }

    /// Writes a rare piece of a primitive out of the way: it begins at the label `from` and goes on at `back`, which is
    /// bound to this place. What it does changes nothing that is known; its jumps elsewhere are noted before.
    pub fn aside(&mut self, from: Label, back: Label, write: impl FnOnce(&mut Assembler)) {
        self.flush();
        if self.asm.current == 1 {
            // Already out of the way.
            dynasm!(self.asm ; jmp =>back);
            self.bind_here(from);
            write(&mut self.asm);
            self.bind_here(back);
            return;
        }
        self.bind_here(back);
        self.asm.current = 1;
        self.note_place();
        self.bind_here(from);
        write(&mut self.asm);
        dynasm!(self.asm ; jmp =>back);
        self.asm.current = 0;
        self.note_place();
    }

    pub(super) fn set_section(&mut self, section: usize) {
        if self.asm.current == section {
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
        self.asm.current = section;
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

    /// The section being written.
    pub fn section(&self) -> usize {
        self.asm.current
    }

    /// Goes on in the cold section; gives the section to return to.
    pub fn enter_cold(&mut self) -> usize {
        let section = self.asm.current;
        if self.live {
            self.set_section(1);
        }
        section
    }

    /// Goes on in the cold section if what came before can be reached at all.
    pub fn enter_cold_if(&mut self, before_was_live: bool) -> usize {
        let section = self.asm.current;
        if before_was_live {
            self.set_section(1);
        }
        section
    }

    /// Returns to a section.
    pub fn leave_section(&mut self, section: usize) {
        self.set_section(section);
    }

    /// Nothing falls through from here: a return or a jump out of the function was written.
    pub fn end_path(&mut self) {
        self.live = false;
        self.falls = false;
    }
}
