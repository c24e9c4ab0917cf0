//! The buffer that `dynasm!` writes to: a hot and a cold section, labels, relocations.
//!
//! Most labels pass: they lead from one piece of an opcode's code to another. Once the opcode is written they are settled, which
//! fills in the distances and gives up the labels, so what is known of labels at any time is little and stays in the cache.
//! Invariant: a label that code refers to is bound before it is settled, or before the sections are joined; both fail loudly
//! otherwise.

use crate::jit::state::State;

/// A label of machine code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Label(u32);

/// The bit of labels that are not given up when an opcode's are.
const LASTING: u32 = 1 << 31;

impl Label {
    /// No label: where a primitive cannot fail.
    pub const NONE: Label = Label(u32::MAX);

    /// Is it given up with the opcode's labels?
    fn passes(self) -> bool {
        self.0 & LASTING == 0
    }
}

/// What a jump or a call out of the function leads to; where that is, is known when the code is installed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Outside {
    /// The stub that calls this function of the runtime, a slow path.
    SlowPath(usize),
    /// The stub to which exceptions go.
    Throw,
}

/// The bit that marks an offset of the cold section.
pub(super) const COLD: u32 = 1 << 31;
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
    pub(super) alias: Label,
    /// What holds on every jump to it.
    pub(super) state: State,
    /// Machine registers in use when it was made: those taken later are free again where it is bound.
    pub(super) registers: (u8, u8),
}

/// The last `jmp` that was written in a section.
#[derive(Clone, Copy)]
pub(super) struct LastJump {
    /// Where it ends; `u32::MAX`: there is none, or something has been bound since.
    pub(super) end: u32,
    /// Where it goes.
    pub(super) label: Label,
    /// Its relocation.
    pub(super) relocation: usize,
}

impl LastJump {
    pub(super) const NONE: LastJump = LastJump { end: u32::MAX, label: Label::NONE, relocation: 0 };
}

/// A place in code under construction, and how much has been noted about what comes before it.
#[derive(Clone, Copy, Default)]
pub(super) struct Mark {
    hot: u32,
    cold: u32,
    pub(super) relocations: usize,
    crossings: usize,
    outside: usize,
}

impl Mark {
    /// An offset counted from here in its section.
    pub(super) fn relative(&self, offset: u32) -> u32 {
        offset - if offset & COLD == 0 { self.hot } else { self.cold }
    }

    /// The offset of what is so far behind in its section.
    pub(super) fn absolute(&self, relative: u32) -> u32 {
        relative + if relative & COLD == 0 { self.hot } else { self.cold }
    }
}

/// A piece of code under construction.
pub(super) struct Piece<'a> {
    pub(super) hot: &'a [u8],
    pub(super) cold: &'a [u8],
    pub(super) relocations: &'a [(u32, Label)],
    pub(super) crossings: &'a [(u32, u32)],
    pub(super) outside: &'a [(u32, Outside)],
}

/// Two sections of machine code under construction.
pub struct Assembler {
    /// The section being written.
    bytes: Vec<u8>,
    /// The other one.
    other: Vec<u8>,
    /// Is the cold section being written?
    pub(super) is_cold: bool,
    /// Places of 32-bit relative distances, and the labels they lead to.
    pub(super) relocations: Vec<(u32, Label)>,
    /// The relocations before this one lead to lasting labels.
    settled: usize,
    /// Distances between the sections: places and where they lead.
    crossings: Vec<(u32, u32)>,
    /// Distances to what is not in this code.
    outside: Vec<(u32, Outside)>,
    passing: Vec<LabelInfo>,
    lasting: Vec<LabelInfo>,
    /// The last jump in the hot and in the cold section.
    pub(super) last_jump: [LastJump; 2],
    /// Once joined, how much of the code was the hot section.
    pub(super) hot_bytes: usize,
}

impl Default for Assembler {
    fn default() -> Assembler {
        Assembler::with_capacity(0)
    }
}

impl Assembler {
    /// An empty buffer with room for about `bytes` of code.
    pub fn with_capacity(bytes: usize) -> Assembler {
        Assembler {
            bytes: Vec::with_capacity(bytes),
            other: Vec::new(),
            is_cold: false,
            relocations: Vec::new(),
            settled: 0,
            crossings: Vec::new(),
            outside: Vec::new(),
            passing: Vec::new(),
            lasting: Vec::new(),
            last_jump: [LastJump::NONE; 2],
            hot_bytes: 0,
        }
    }

    // ---- labels ----

    /// A new label, which is used only until the next time that labels are settled.
    pub fn new_label(&mut self, registers: (u8, u8)) -> Label {
        self.passing.push(LabelInfo::new(registers));
        Label(self.passing.len() as u32 - 1)
    }

    /// A new label that lasts until the code is joined.
    pub fn new_lasting_label(&mut self) -> Label {
        self.lasting.push(LabelInfo::new((0, 0)));
        Label((self.lasting.len() as u32 - 1) | LASTING)
    }

    /// What is known of a label.
    #[inline(always)]
    pub(super) fn label(&self, label: Label) -> &LabelInfo {
        let index = (label.0 & !LASTING) as usize;
        if label.passes() { &self.passing[index] } else { &self.lasting[index] }
    }

    /// The same, to be changed.
    #[inline(always)]
    pub(super) fn label_mut(&mut self, label: Label) -> &mut LabelInfo {
        let index = (label.0 & !LASTING) as usize;
        if label.passes() { &mut self.passing[index] } else { &mut self.lasting[index] }
    }

    /// Where the next byte goes, with the section's bit.
    #[inline(always)]
    pub(super) fn here(&self) -> u32 {
        self.bytes.len() as u32 | if self.is_cold { COLD } else { 0 }
    }

    /// Puts a label here.
    pub(super) fn set_label(&mut self, label: Label, offset: u32) {
        self.label_mut(label).offset = offset;
    }

    /// Puts a label at this place.
    pub fn set_label_here(&mut self, label: Label) {
        self.set_label(label, self.here());
    }

    /// The label that a label stands for in the end.
    #[inline(always)]
    pub(super) fn resolve(&self, mut label: Label) -> Label {
        while label != Label::NONE && self.label(label).alias != Label::NONE {
            label = self.label(label).alias;
        }
        label
    }

    /// Goes on in the other section.
    pub(super) fn switch_section(&mut self) {
        std::mem::swap(&mut self.bytes, &mut self.other);
        self.is_cold = !self.is_cold;
    }

    /// The bytes of the section being written.
    pub(super) fn section_mut(&mut self) -> &mut Vec<u8> {
        &mut self.bytes
    }

    /// Fills in the distances to passing labels, and gives these up.
    ///
    /// # Panics
    /// If a label that is referred to was never bound: a defect of the emitter.
    #[inline]
    pub(super) fn settle(&mut self) {
        if !self.passing.is_empty() || self.relocations.len() > self.settled {
            self.settle_all();
        }
    }

    #[inline(never)]
    fn settle_all(&mut self) {
        let mut kept = self.settled;
        for i in self.settled..self.relocations.len() {
            let (place, label) = self.relocations[i];
            let label = self.resolve(label);
            if label == Label::NONE {
                continue;
            }
            if label.passes() {
                self.fill_in(place, self.label(label).offset);
                continue;
            }
            self.relocations[kept] = (place, label);
            self.last_jump.iter_mut().filter(|jump| jump.relocation == i).for_each(|jump| {
                (jump.relocation, jump.label) = (kept, label);
            });
            kept += 1;
        }
        self.relocations.truncate(kept);
        self.settled = kept;
        self.passing.clear();
        self.last_jump.iter_mut().filter(|jump| jump.label.passes()).for_each(|jump| {
            *jump = LastJump::NONE;
        });
    }

    /// Fills in a distance, or notes it if it is not known before the sections are joined.
    fn fill_in(&mut self, place: u32, target: u32) {
        assert!(target != UNBOUND, "an unbound label is referred to");
        if (place ^ target) & COLD != 0 {
            self.crossings.push((place, target));
            return;
        }
        let is_here = (place & COLD != 0) == self.is_cold;
        let section = if is_here { &mut self.bytes } else { &mut self.other };
        write_distance(section, (place & !COLD) as usize, (target & !COLD) as usize);
    }

    // ---- pieces ----

    /// Where the code ends that has been written so far. The hot section is being written, and labels are settled.
    pub(super) fn mark(&self) -> Mark {
        Mark {
            hot: self.bytes.len() as u32,
            cold: self.other.len() as u32,
            relocations: self.relocations.len(),
            crossings: self.crossings.len(),
            outside: self.outside.len(),
        }
    }

    /// What has been written since. The hot section is being written, and labels are settled.
    pub(super) fn since(&self, start: &Mark) -> Piece<'_> {
        Piece {
            hot: &self.bytes[start.hot as usize..],
            cold: &self.other[start.cold as usize..],
            relocations: &self.relocations[start.relocations..],
            crossings: &self.crossings[start.crossings..],
            outside: &self.outside[start.outside..],
        }
    }

    /// Where the hot and the cold section end. The hot one is being written.
    pub(super) fn ends(&self) -> [u32; 2] {
        [self.bytes.len() as u32, self.other.len() as u32 | COLD]
    }

    /// Appends bytes to both sections. The hot one is being written.
    pub(super) fn append(&mut self, hot: &[u8], cold: &[u8]) {
        self.bytes.extend_from_slice(hot);
        self.other.extend_from_slice(cold);
    }

    /// Fills the bytes before a place. The hot section is being written.
    pub(super) fn fill<const N: usize>(&mut self, end: u32, bytes: [u8; N]) {
        let section = if end & COLD == 0 { &mut self.bytes } else { &mut self.other };
        let end = (end & !COLD) as usize;
        section[end - N..end].copy_from_slice(&bytes);
    }

    /// Notes that a distance to a label goes to this place.
    pub(super) fn add_relocation(&mut self, place: u32, label: Label) {
        self.relocations.push((place, label));
        self.label_mut(label).references += 1;
    }

    /// Notes that distances to places in the other section go to some places: both counted from a mark.
    pub(super) fn add_crossings(&mut self, start: &Mark, crossings: &[(u32, u32)]) {
        let crossings = crossings.iter();
        let crossings = crossings.map(|(place, to)| (start.absolute(*place), start.absolute(*to)));
        self.crossings.extend(crossings);
    }

    /// Notes that the distance to something outside goes to this place.
    pub(super) fn add_outside(&mut self, place: u32, outside: Outside) {
        self.outside.push((place, outside));
    }

    // ---- the whole ----

    /// Empties the buffer, whose memory is used again.
    pub fn clear(&mut self) {
        if self.is_cold {
            self.switch_section();
        }
        self.bytes.clear();
        self.other.clear();
        self.relocations.clear();
        self.settled = 0;
        self.crossings.clear();
        self.outside.clear();
        self.passing.clear();
        self.lasting.clear();
        self.last_jump = [LastJump::NONE; 2];
    }

    /// The offset in joined code of an offset with a section bit.
    pub(super) fn joined_offset(&self, offset: u32) -> usize {
        if offset & COLD != 0 {
            self.hot_bytes + (offset & !COLD) as usize
        } else {
            offset as usize
        }
    }

    /// Joins the sections and fills in the distances between places in them.
    ///
    /// # Panics
    /// If a label that is referred to was never bound: a defect of the emitter.
    pub fn join(&mut self) {
        self.settle();
        for i in 0..self.relocations.len() {
            let (place, label) = self.relocations[i];
            if label != Label::NONE {
                self.fill_in(place, self.label(label).offset);
            }
        }
        self.relocations.clear();
        self.settled = 0;
        if self.is_cold {
            self.switch_section();
        }
        self.hot_bytes = self.bytes.len();
        self.bytes.append(&mut self.other);
        for (place, target) in &self.crossings {
            let (place, target) = (self.joined_offset(*place), self.joined_offset(*target));
            write_distance(&mut self.bytes, place, target);
        }
    }

    /// Fills in the distances to what is outside, for joined code that will lie at `base`, given where each of
    /// [`Self::outside`] is.
    ///
    /// # Panics
    /// If it is too far away: code memory is smaller than the reach of a jump.
    pub fn link(&mut self, base: usize, addresses: &[usize]) {
        for ((place, _), address) in self.outside.iter().zip(addresses) {
            let place = self.joined_offset(*place);
            let distance = address.wrapping_sub(base + place + 4) as isize;
            let distance = i32::try_from(distance).expect("code memory is within reach");
            self.bytes[place..place + 4].copy_from_slice(&distance.to_le_bytes());
        }
    }

    /// What the code leads to outside.
    pub fn outside(&self) -> impl Iterator<Item = Outside> {
        self.outside.iter().map(|(_, outside)| *outside)
    }

    /// The code, once joined.
    pub fn code(&self) -> &[u8] {
        &self.bytes
    }

    /// The code, which leads nowhere outside.
    pub fn into_code(mut self) -> Vec<u8> {
        assert!(self.outside.is_empty(), "code that leads outside is linked where it lies");
        self.join();
        self.bytes
    }

    // ---- what `dynasm!` calls ----

    /// Appends a byte.
    #[inline(always)]
    pub fn push(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    /// Appends bytes that are known when jsrun is compiled.
    #[inline(always)]
    pub fn extend<const N: usize>(&mut self, bytes: &[u8; N]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// Appends a signed byte.
    #[inline(always)]
    pub fn push_i8(&mut self, v: i8) {
        self.push(v as u8);
    }

    /// Appends 32 bits.
    #[inline(always)]
    pub fn push_i32(&mut self, v: i32) {
        self.extend(&v.to_le_bytes());
    }

    /// Appends 32 bits.
    #[inline(always)]
    pub fn push_u32(&mut self, v: u32) {
        self.extend(&v.to_le_bytes());
    }

    /// Appends 64 bits.
    #[inline(always)]
    pub fn push_i64(&mut self, v: i64) {
        self.extend(&v.to_le_bytes());
    }

    /// Appends 64 bits.
    #[inline(always)]
    pub fn push_u64(&mut self, v: u64) {
        self.extend(&v.to_le_bytes());
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
        self.add_relocation(self.here() - field as u32, label);
    }

    /// Notes that the 32 bits `field` bytes back are the distance to something outside.
    #[inline(always)]
    pub fn value_reloc(&mut self, outside: Outside, field: u8, _reference: u8, _kind: u8) {
        self.add_outside(self.here() - field as u32, outside);
    }
}

impl LabelInfo {
    fn new(registers: (u8, u8)) -> LabelInfo {
        LabelInfo {
            offset: UNBOUND,
            references: 0,
            alias: Label::NONE,
            state: State::UNREACHED,
            registers,
        }
    }
}

/// Writes how far it is from behind a place to a target of the same bytes.
fn write_distance(bytes: &mut [u8], place: usize, target: usize) {
    let distance = (target as i64 - (place as i64 + 4)) as i32;
    bytes[place..place + 4].copy_from_slice(&distance.to_le_bytes());
}
