//! Blocks and their two versions: labels of each, and the types that the assuming version assumes at each jump target.
//!
//! Invariant: the facts at a target hold on every path of the assuming version that reaches it; a path where they would not
//! goes to the general version.

use super::assembler::{Assembler, Label};
use super::state::{Types, types};
use crate::bytecode::instruction::{Decoded, OperandKind, decode};
use crate::handlers::{self, Op};
use crate::runtime::code::Code;
use crate::runtime::vm::frame::HEADER_WORDS;
use rustc_hash::FxHashMap;

/// What the facts at all targets may take together, in bytes: beyond it one version is made.
const FACTS_LIMIT: usize = 1 << 20;
/// What one round of finding the live registers may cost, in words.
const SCAN_LIMIT: usize = 1 << 20;
/// How many rounds there may be.
const LIVENESS_ROUNDS: usize = 12;

/// The jump targets of a function.
#[derive(Default)]
pub struct Blocks {
    /// The function's instructions, each with its index.
    pub instructions: Vec<(u32, Decoded)>,
    /// Which bytecode indices are jumped to.
    pub targets: Vec<bool>,
    /// The greatest index of a jump back to each loop head.
    pub loops: FxHashMap<u32, u32>,
    /// The indices behind suspensions, ascending.
    pub resumptions: Vec<u32>,
    labels: Vec<Label>,
    /// Where the assuming version is left for the general one: by bytecode index.
    exits: FxHashMap<u32, Label>,
    /// What has arrived at each target.
    facts: FactsTable,
    /// What each target that has been reached assumes.
    bound: FactsTable,
    /// Facts that jumps back have shown to be too narrow; the next attempt begins with them.
    pub widened: FxHashMap<u32, Box<[Types]>>,
    /// Has `widened` changed in this attempt?
    pub too_narrow: bool,
    /// At each loop head and behind each suspension, the registers that are read from there on before they are written.
    live: FxHashMap<u32, Box<[bool]>>,
}

/// The facts at some targets, all in one buffer.
#[derive(Default)]
struct FactsTable {
    /// For each bytecode index where its facts begin, or `NOWHERE`.
    places: Vec<u32>,
    facts: Vec<Types>,
    registers: usize,
}

const NOWHERE: u32 = u32::MAX;

impl FactsTable {
    /// Forgets everything, for a function of so many words and registers.
    fn clear(&mut self, words: usize, registers: usize) {
        self.places.clear();
        self.places.resize(words, NOWHERE);
        self.facts.clear();
        self.registers = registers;
    }

    fn get(&self, target: u32) -> Option<&[Types]> {
        match *self.places.get(target as usize)? {
            NOWHERE => None,
            at => Some(&self.facts[at as usize..][..self.registers]),
        }
    }

    fn get_mut(&mut self, target: u32) -> Option<&mut [Types]> {
        match *self.places.get(target as usize)? {
            NOWHERE => None,
            at => Some(&mut self.facts[at as usize..][..self.registers]),
        }
    }

    fn insert(&mut self, target: u32, facts: &[Types]) {
        match self.get_mut(target) {
            Some(known) => known.copy_from_slice(facts),
            None => {
                self.places[target as usize] = self.facts.len() as u32;
                self.facts.extend_from_slice(facts);
            }
        }
    }
}

impl Blocks {
    /// Finds the targets of a function.
    pub fn find(code: &Code) -> Blocks {
        let data = code.data();
        let mut blocks = Blocks {
            instructions: Vec::with_capacity(data.bytecode.len()),
            targets: vec![false; data.bytecode.len() + 1],
            ..Blocks::default()
        };
        let mut at = 0;
        while at < data.bytecode.len() {
            let i = decode(&data.bytecode, at, handlers::layout);
            blocks.instructions.push((at as u32, i));
            for (kind, operand) in handlers::layout(i.op).iter().zip(i.operands) {
                if *kind == OperandKind::Target {
                    let t = (at as i32 + operand as i32) as u32;
                    blocks.targets[t as usize] = true;
                    if t as usize <= at {
                        let end = blocks.loops.entry(t).or_default();
                        *end = (*end).max(at as u32);
                    }
                }
            }
            at += i.words as usize;
            if SUSPENSIONS.iter().any(|op| op.0 == i.op) {
                // The function is resumed there.
                blocks.targets[at] = true;
                blocks.resumptions.push(at as u32);
            }
        }
        for h in &data.handlers {
            blocks.targets[h.target as usize] = true;
        }
        blocks
    }

    /// Is it worth, and affordable, to make two versions?
    pub fn affords_two_versions(&mut self, code: &Code) -> bool {
        let registers = code.frame_bytes / 8;
        if self.targets.iter().filter(|t| **t).count() * registers > FACTS_LIMIT {
            return false;
        }
        match live_at_heads(code, self, registers) {
            Some(live) => self.live = live,
            None => return false,
        }
        true
    }

    /// Makes the labels of a new attempt.
    pub fn make_labels(&mut self, asm: &mut Assembler, registers: usize) {
        self.facts.clear(self.targets.len(), registers);
        self.bound.clear(self.targets.len(), registers);
        self.exits.clear();
        self.too_narrow = false;
        let label = |t: &bool| if *t { asm.new_lasting_label() } else { Label::NONE };
        self.labels = self.targets.iter().map(label).collect();
    }

    /// The label of a bytecode in the version that is being made, if it is a target.
    pub fn target_label(&self, pc: u32) -> Option<Label> {
        self.targets[pc as usize].then(|| self.labels[pc as usize])
    }

    /// Where the assuming version goes to leave for a bytecode of the general one.
    pub fn exit(&mut self, pc: u32, asm: &mut Assembler) -> Label {
        *self.exits.entry(pc).or_insert_with(|| asm.new_lasting_label())
    }

    /// All such places.
    pub fn take_exits(&mut self) -> Vec<(u32, Label)> {
        let mut exits: Vec<_> = std::mem::take(&mut self.exits).into_iter().collect();
        exits.sort_unstable_by_key(|(pc, _)| *pc);
        exits
    }

    /// A jump of the assuming version from `from` to `target`, with these facts: where it goes; `None`: to the general
    /// version.
    pub fn arrive(&mut self, target: u32, from: u32, facts: &[Types]) -> Option<Label> {
        if target > from {
            match self.facts.get_mut(target) {
                Some(known) => union(known, facts),
                None => self.facts.insert(target, facts),
            }
            return Some(self.labels[target as usize]);
        }
        match self.bound.get(target) {
            Some(assumed) if facts.iter().zip(assumed).all(|(f, a)| f & !a == 0) => {
                Some(self.labels[target as usize])
            }
            assumed => {
                if let Some(assumed) = assumed {
                    let mut wider: Box<[Types]> = assumed.into();
                    union(&mut wider, facts);
                    self.widened.insert(target, wider);
                    self.too_narrow = true;
                }
                None
            }
        }
    }

    /// The assuming version reaches a target: merges what is known on all ways there into `facts`, and fixes it.
    /// False if no way of that version leads there.
    pub fn bind_assuming(&mut self, target: u32, falls_in: bool, facts: &mut [Types]) -> bool {
        match self.facts.get(target) {
            Some(arrived) if falls_in => union(facts, arrived),
            Some(arrived) => facts.copy_from_slice(arrived),
            None if falls_in => {}
            None => return false,
        }
        if let Some(live) = self.live.get(&target) {
            for (f, live) in facts.iter_mut().zip(live) {
                if !live {
                    *f = types::ALL;
                }
            }
        }
        if let Some(wider) = self.widened.get(&target) {
            union(facts, wider);
        }
        let is_resumed = self.resumptions.binary_search(&target).is_ok();
        if is_resumed {
            // Each fact is tested whenever the function is resumed: only those of numbers are worth it.
            let is_number = |f: &&mut Types| **f & !types::NUMBER == 0;
            facts.iter_mut().filter(|f| !is_number(f)).for_each(|f| *f = types::ALL);
        }
        if is_resumed || self.loops.contains_key(&target) {
            facts.iter_mut().for_each(|f| *f = super::compile::testable(*f));
        }
        self.bound.insert(target, facts);
        true
    }

    /// What the assuming version assumes at a loop head, if it reaches it.
    pub fn assumed(&self, target: u32) -> Option<&[Types]> {
        self.bound.get(target)
    }
}

fn union(into: &mut [Types], other: &[Types]) {
    for (a, b) in into.iter_mut().zip(other) {
        *a |= b;
    }
}

/// The opcodes that build a frame in the registers from their base on.
const CALLS: [Op; 6] = [
    Op::Call,
    Op::Construct,
    Op::SuperCall,
    Op::CallSpread,
    Op::ConstructSpread,
    Op::SuperCallSpread,
];

/// The opcodes behind which a function is entered when it is resumed.
const SUSPENSIONS: [Op; 4] = [Op::StartGenerator, Op::YieldValue, Op::YieldResult, Op::AwaitValue];

/// Is any register from this one on in the set?
fn any_from(set: &[u64], first: usize) -> bool {
    let mask = |word: usize| if word == first / 64 { !0 << (first % 64) } else { !0 };
    set.iter().enumerate().skip(first / 64).any(|(word, bits)| bits & mask(word) != 0)
}

/// For each loop head and each place behind a suspension, the registers that may be read after it before they are written: only these certainly hold
/// values there, others may hold what a call left. `None` if finding out would cost too much, or if a register seems to be
/// read that was never written, or that a call has used since.
fn live_at_heads(
    code: &Code,
    blocks: &Blocks,
    registers: usize,
) -> Option<FxHashMap<u32, Box<[bool]>>> {
    let Blocks { instructions, targets, loops, resumptions, .. } = blocks;
    if loops.is_empty() && resumptions.is_empty() {
        return Some(FxHashMap::default());
    }
    let data = code.data();
    let covered: usize = data.handlers.iter().map(|h| (h.end - h.start) as usize).sum();
    if covered + data.bytecode.len() * (registers / 64 + 1) > SCAN_LIMIT {
        return None;
    }
    let mut innermost =
        vec![u32::MAX; if data.handlers.is_empty() { 0 } else { data.bytecode.len() }];
    for (i, h) in data.handlers.iter().enumerate().rev() {
        innermost[h.start as usize..h.end as usize].fill(i as u32);
    }
    let words = registers / 64 + 1;
    // For each target the number of its set.
    let mut places = vec![NOWHERE; targets.len()];
    let mut count = 0;
    for (place, _) in places.iter_mut().zip(targets).filter(|(_, is_target)| **is_target) {
        *place = count;
        count += 1;
    }
    let place = |target: u32| places[target as usize] as usize;
    let mut known = vec![0u64; count as usize * words];
    let mut live = vec![0u64; words];
    // Each round carries what is known around one more loop.
    for _ in 0..LIVENESS_ROUNDS {
        let (mut changed, mut reads_garbage) = (false, false);
        live.fill(0);
        for (at, i) in instructions.iter().rev() {
            let layout = handlers::layout(i.op);
            let ends =
                [Op::JumpAlways, Op::Ret, Op::Throw, Op::ThrowError].iter().any(|op| op.0 == i.op);
            if ends {
                live.fill(0);
            }
            let include = |live: &mut [u64], target: u32, but: u32| {
                let from = place(target) * words;
                for (word, (a, b)) in live.iter_mut().zip(&known[from..from + words]).enumerate() {
                    let mask = if but as usize / 64 == word { !(1 << (but % 64)) } else { !0 };
                    *a |= b & mask;
                }
            };
            for (kind, operand) in layout.iter().zip(i.operands) {
                if *kind == OperandKind::Target {
                    include(&mut live, (*at as i32 + operand as i32) as u32, u32::MAX);
                }
            }
            if layout.first() == Some(&OperandKind::Destination) {
                let r = i.operands[0] as usize;
                live[r / 64] &= !(1 << (r % 64));
            }
            if CALLS.iter().any(|op| op.0 == i.op) {
                // The new object stays where the callee's `this` is.
                let (base, this) = (i.operands[1] as usize, i.operands[1] as usize + HEADER_WORDS);
                live[this / 64] &= !(1 << (this % 64));
                reads_garbage |= any_from(&live, base + 1);
            }
            if let Some(&handler) = innermost.get(*at as usize)
                && let Some(h) = data.handlers.get(handler as usize)
            {
                include(&mut live, h.target, h.register);
            }
            for (kind, operand) in layout.iter().zip(i.operands) {
                if matches!(kind, OperandKind::Source | OperandKind::Register) {
                    live[operand as usize / 64] |= 1 << (operand % 64);
                }
            }
            if targets[*at as usize] {
                let place = place(*at);
                for (known, now) in known[place * words..].iter_mut().zip(&live) {
                    changed |= *known != *known | now;
                    *known |= now;
                }
            }
        }
        if !changed {
            if reads_garbage || any_from(&live, code.parameter_count as usize + 1) {
                return None;
            }
            let at_head = |head: &u32| {
                (0..registers)
                    .map(|r| known[place(*head) * words + r / 64] >> (r % 64) & 1 != 0)
                    .collect()
            };
            let heads = loops.keys().chain(resumptions);
            return Some(heads.map(|head| (*head, at_head(head))).collect());
        }
    }
    None
}
