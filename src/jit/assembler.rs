//! The buffer that `dynasm!` writes to: a hot and a cold section, labels, relocations.
//!
//! Invariant: a label that code refers to is bound before the sections are joined; joining fails loudly otherwise.

use crate::jit::state::State;

/// A label of machine code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Label(pub u32);

impl Label {
    /// No label: where a primitive cannot fail.
    pub const NONE: Label = Label(u32::MAX);
}

/// The bit that marks an offset of the cold section.
const COLD: u32 = 1 << 31;
/// An offset that is not known yet.
const UNBOUND: u32 = u32::MAX;

/// What is known of a label.
#[derive(Clone)]
pub(super) struct LabelInfo {
    /// Where it is, with `COLD`, or `UNBOUND`.
    offset: u32,
    /// How many jumps go there.
    pub(super) references: u32,
    /// The label that it stands for, or `Label::NONE`.
    pub(super) alias: u32,
    /// What holds on every jump to it.
    pub(super) state: State,
    /// Machine registers in use when it was made: those taken later are free again where it is bound.
    pub(super) registers: (u8, u8),
}

/// Two sections of machine code under construction.
#[derive(Default)]
pub struct Assembler {
    /// Hot and cold code.
    pub(super) sections: [Vec<u8>; 2],
    /// The section being written.
    pub(super) current: usize,
    /// Places of 32-bit relative distances, and the labels they lead to.
    pub(super) relocations: Vec<(u32, u32)>,
    pub(super) labels: Vec<LabelInfo>,
    /// Once joined, how much of the code was the hot section.
    pub(super) hot_bytes: usize,
}

impl Assembler {
    /// An empty buffer with room for about `bytes` of code.
    pub fn with_capacity(bytes: usize) -> Assembler {
        Assembler {
            sections: [Vec::with_capacity(bytes), Vec::with_capacity(bytes)],
            current: 0,
            relocations: Vec::with_capacity(bytes / 16),
            labels: Vec::with_capacity(bytes / 8),
            hot_bytes: 0,
        }
    }

    /// A new label.
    pub fn new_label(&mut self, registers: (u8, u8)) -> Label {
        self.labels.push(LabelInfo {
            offset: UNBOUND,
            references: 0,
            alias: Label::NONE.0,
            state: State::UNREACHED,
            registers,
        });
        Label(self.labels.len() as u32 - 1)
    }

    /// Where the next byte goes, with the section's bit.
    #[inline(always)]
    pub(super) fn here(&self) -> u32 {
        self.sections[self.current].len() as u32 | if self.current == 1 { COLD } else { 0 }
    }

    /// Puts a label here.
    pub(super) fn set_label(&mut self, label: Label, offset: u32) {
        self.labels[label.0 as usize].offset = offset;
    }

    /// Puts a label at this place.
    pub fn set_label_here(&mut self, label: Label) {
        self.set_label(label, self.here());
    }

    /// The label that a label stands for in the end.
    pub(super) fn resolve(&self, mut label: Label) -> Label {
        while label != Label::NONE && self.labels[label.0 as usize].alias != Label::NONE.0 {
            label = Label(self.labels[label.0 as usize].alias);
        }
        label
    }

    /// Empties the buffer, whose memory is used again.
    pub fn clear(&mut self) {
        self.sections.iter_mut().for_each(Vec::clear);
        self.current = 0;
        self.relocations.clear();
        self.labels.clear();
    }

    /// The offset in joined code of an offset with a section bit.
    pub(super) fn joined_offset(&self, offset: u32) -> usize {
        if offset & COLD != 0 {
            self.hot_bytes + (offset & !COLD) as usize
        } else {
            offset as usize
        }
    }

    /// Joins the sections and fills in the distances.
    ///
    /// # Panics
    /// If a label that is referred to was never bound: a defect of the emitter.
    pub fn join(&mut self) {
        let [hot, cold] = &mut self.sections;
        self.hot_bytes = hot.len();
        hot.append(cold);
        for i in 0..self.relocations.len() {
            let (place, label) = self.relocations[i];
            if label == Label::NONE.0 {
                continue;
            }
            let target = self.labels[self.resolve(Label(label)).0 as usize].offset;
            assert!(target != UNBOUND, "an unbound label is referred to");
            let at = self.joined_offset(place);
            let distance = self.joined_offset(target) as i64 - (at as i64 + 4);
            self.sections[0][at..at + 4].copy_from_slice(&(distance as i32).to_le_bytes());
        }
    }

    /// The code, once joined.
    pub fn code(&self) -> &[u8] {
        &self.sections[0]
    }

    /// The code.
    pub fn into_code(mut self) -> Vec<u8> {
        self.join();
        self.sections.into_iter().next().unwrap_or_default()
    }

    // What `dynasm!` calls.

    /// Appends a byte.
    #[inline(always)]
    pub fn push(&mut self, byte: u8) {
        self.sections[self.current].push(byte);
    }

    /// Appends bytes.
    #[inline(always)]
    pub fn extend<'a>(&mut self, bytes: impl IntoIterator<Item = &'a u8>) {
        self.sections[self.current].extend(bytes);
    }

    /// Appends a signed byte.
    #[inline(always)]
    pub fn push_i8(&mut self, v: i8) {
        self.push(v as u8);
    }

    /// Appends 32 bits.
    #[inline(always)]
    pub fn push_i32(&mut self, v: i32) {
        self.sections[self.current].extend_from_slice(&v.to_le_bytes());
    }

    /// Appends 32 bits.
    #[inline(always)]
    pub fn push_u32(&mut self, v: u32) {
        self.sections[self.current].extend_from_slice(&v.to_le_bytes());
    }

    /// Appends 64 bits.
    #[inline(always)]
    pub fn push_i64(&mut self, v: i64) {
        self.sections[self.current].extend_from_slice(&v.to_le_bytes());
    }

    /// Appends 64 bits.
    #[inline(always)]
    pub fn push_u64(&mut self, v: u64) {
        self.sections[self.current].extend_from_slice(&v.to_le_bytes());
    }

    /// Notes that the 32 bits `field` bytes back are the distance to a label.
    #[inline(always)]
    pub fn dynamic_reloc(
        &mut self,
        label: Label,
        _offset: isize,
        field: u8,
        _reference: u8,
        _kind: u8,
    ) {
        let place = self.here() - field as u32;
        self.relocations.push((place, label.0));
        self.labels[label.0 as usize].references += 1;
    }
}
