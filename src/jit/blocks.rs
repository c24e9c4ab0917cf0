//! Blocks and their two versions: labels of each, and the types that the assuming version assumes at each jump target.
//!
//! Invariant: the facts at a target hold on every path of the assuming version that reaches it; a path where they would not
//! goes to the general version.

use super::assembler::{Assembler, Label};
use super::emitter::Version;
use super::state::{Types, types};
use crate::bytecode::instruction::{OperandKind, decode};
use crate::handlers;
use crate::runtime::code::Code;
use rustc_hash::FxHashMap;

/// What the facts at all targets may take together, in bytes: beyond it one version is made.
const FACTS_LIMIT: usize = 1 << 20;
/// What finding the live registers of all loops may cost, in instructions.
const SCAN_LIMIT: usize = 1 << 20;

/// The jump targets of a function.
#[derive(Default)]
pub struct Blocks {
    /// Which bytecode indices are jumped to.
    pub targets: Vec<bool>,
    /// The greatest index of a jump back to each loop head.
    pub loops: FxHashMap<u32, u32>,
    assuming: Vec<Label>,
    general: Vec<Label>,
    facts: FxHashMap<u32, Box<[Types]>>,
    bound: FxHashMap<u32, Box<[Types]>>,
    /// Facts that jumps back have shown to be too narrow; the next attempt begins with them.
    pub widened: FxHashMap<u32, Box<[Types]>>,
    /// Has `widened` changed in this attempt?
    pub too_narrow: bool,
    /// At each loop head, the registers that the loop reads before it writes them.
    live: FxHashMap<u32, Box<[bool]>>,
}

impl Blocks {
    /// Finds the targets of a function.
    pub fn find(code: &Code) -> Blocks {
        let data = code.data();
        let mut blocks =
            Blocks { targets: vec![false; data.bytecode.len() + 1], ..Blocks::default() };
        let mut at = 0;
        while at < data.bytecode.len() {
            let i = decode(&data.bytecode, at, handlers::layout);
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
        if self.loops.iter().map(|(head, end)| (end - head) as usize).sum::<usize>() > SCAN_LIMIT {
            return false;
        }
        let loops: Vec<(u32, u32)> = self.loops.iter().map(|(h, e)| (*h, *e)).collect();
        for (head, end) in loops {
            let live = read_first(code, head, end, registers);
            self.live.insert(head, live);
        }
        true
    }

    /// Makes the labels of a new attempt.
    pub fn make_labels(&mut self, asm: &mut Assembler, two_versions: bool) {
        self.facts.clear();
        self.bound.clear();
        self.too_narrow = false;
        self.general = self
            .targets
            .iter()
            .map(|t| if *t || two_versions { asm.new_label((0, 0)) } else { Label::NONE })
            .collect();
        self.assuming = vec![Label::NONE; self.targets.len()];
        if two_versions {
            for (label, t) in self.assuming.iter_mut().zip(&self.targets) {
                if *t {
                    *label = asm.new_label((0, 0));
                }
            }
        }
    }

    /// The label of a bytecode in the general version.
    pub fn general_label(&self, pc: u32) -> Label {
        self.general[pc as usize]
    }

    /// The label of a bytecode in a version, if it is a target.
    pub fn target_label(&self, pc: u32, version: Version) -> Option<Label> {
        if !self.targets[pc as usize] {
            return None;
        }
        Some(match version {
            Version::Assuming => self.assuming[pc as usize],
            Version::General => self.general[pc as usize],
        })
    }

    /// A jump of the assuming version from `from` to `target`, with these facts: where it goes.
    pub fn arrive(&mut self, target: u32, from: u32, facts: &[Types]) -> Label {
        if target > from {
            match self.facts.get_mut(&target) {
                Some(known) => union(known, facts),
                None => {
                    self.facts.insert(target, facts.into());
                }
            }
            return self.assuming[target as usize];
        }
        match self.bound.get(&target) {
            Some(assumed) if facts.iter().zip(assumed).all(|(f, a)| f & !a == 0) => {
                self.assuming[target as usize]
            }
            assumed => {
                if let Some(assumed) = assumed {
                    let mut wider = assumed.clone();
                    union(&mut wider, facts);
                    self.widened.insert(target, wider);
                    self.too_narrow = true;
                }
                self.general[target as usize]
            }
        }
    }

    /// The assuming version reaches a target: merges what is known on all ways there into `facts`, and fixes it.
    /// False if no way of that version leads there.
    pub fn bind_assuming(&mut self, target: u32, falls_in: bool, facts: &mut [Types]) -> bool {
        match self.facts.get(&target) {
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
        if self.loops.contains_key(&target) {
            facts.iter_mut().for_each(|f| *f = super::compile::testable(*f));
        }
        self.bound.insert(target, (&*facts).into());
        true
    }

    /// What the assuming version assumes at a loop head, if it reaches it.
    pub fn assumed(&self, target: u32) -> Option<&[Types]> {
        self.bound.get(&target).map(|b| &**b)
    }
}

fn union(into: &mut [Types], other: &[Types]) {
    for (a, b) in into.iter_mut().zip(other) {
        *a |= b;
    }
}

/// The registers that instructions `head..=end` read before they write them, in the order they stand: what else was
/// known of registers at the loop's head is of no use in it.
fn read_first(code: &Code, head: u32, end: u32, registers: usize) -> Box<[bool]> {
    let data = code.data();
    let mut seen = vec![false; registers];
    let mut live = vec![false; registers];
    let mut at = head as usize;
    while at <= end as usize {
        let i = decode(&data.bytecode, at, handlers::layout);
        let layout = handlers::layout(i.op);
        for (kind, operand) in layout.iter().zip(i.operands) {
            let r = operand as usize;
            if matches!(kind, OperandKind::Source | OperandKind::Register) && !seen[r] {
                seen[r] = true;
                live[r] = true;
            }
        }
        if layout.first() == Some(&OperandKind::Destination) {
            seen[i.operands[0] as usize] = true;
        }
        at += i.words as usize;
    }
    live.into()
}
