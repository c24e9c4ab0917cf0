//! The builder: an instruction list with labels, registers, constants, caches, handler ranges and positions,
//! which `finish` turns into words.
//!
//! Invariant: instructions are numbered in order until `finish`; labels, handlers and positions refer to those
//! numbers, so an instruction may still be cancelled, and each gets the shortest form at the end.

use super::instruction::{MAX_OPERANDS, OperandKind, compact, fits_compact, wide};
use super::template::{Constant, FunctionTemplate};
use crate::handlers::{Op, layout};
use crate::runtime::code::{HandlerRange, Position, TextRange};
use jsrun_parser::source::Span;
use std::collections::HashMap;

/// A register of the frame.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Register(pub u32);

/// The index of a constant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ConstantIndex(pub u32);

/// The index of an inline cache.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CacheIndex(pub u32);

/// A place to jump to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Label(pub u32);

/// An exception handler under construction.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct HandlerId(usize);

/// An instruction that may be cancelled.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct InstructionId(u32);

/// Not bound to an instruction yet.
const UNBOUND: u32 = u32::MAX;
/// After so many rounds of widening, every jump that might have to be wide becomes so.
const MAX_ROUNDS: u32 = 16;

struct Instruction {
    op: Op,
    is_cancelled: bool,
    operands: [u32; MAX_OPERANDS],
}

struct Handler {
    target: Label,
    register: Register,
    segments: Vec<(u32, u32)>,
    open_since: Option<u32>,
}

/// What makes two constants the same.
#[derive(PartialEq, Eq, Hash)]
enum ConstantKey {
    Number(u64),
    String(Box<[u8]>),
    BigInt(Box<[u8]>),
}

/// The parts of a finished function.
pub struct Finished {
    /// The instructions.
    pub bytecode: Box<[u64]>,
    /// The constants.
    pub constants: Box<[Constant]>,
    /// The keys of the caches.
    pub caches: Box<[u32]>,
    /// The handlers, innermost first.
    pub handlers: Box<[HandlerRange]>,
    /// The positions.
    pub positions: Box<[Position]>,
    /// Where statements begin.
    pub statements: Box<[Position]>,
    /// The texts.
    pub texts: Box<[TextRange]>,
    /// The number of registers.
    pub register_count: u32,
    /// The names of registers.
    pub register_names: Box<[(u32, Box<str>)]>,
}

impl Finished {
    /// A function without a name and parameters, whose text is nowhere.
    pub fn into_template(self) -> FunctionTemplate {
        FunctionTemplate {
            name: Box::default(),
            flags: 0,
            parameter_count: 0,
            length: 0,
            register_count: self.register_count,
            bytecode: self.bytecode,
            constants: self.constants,
            caches: self.caches,
            handlers: self.handlers,
            positions: self.positions,
            statements: self.statements,
            texts: self.texts,
            evals: Box::default(),
            template_sites: 0,
            span: (0, 0),
            register_names: self.register_names,
        }
    }
}

/// Builds the bytecode of one function.
#[derive(Default)]
pub struct Builder {
    instructions: Vec<Instruction>,
    labels: Vec<u32>,
    handlers: Vec<Handler>,
    closed_handlers: Vec<usize>,
    positions: Vec<(u32, u32)>,
    statements: Vec<(u32, u32)>,
    texts: Vec<(u32, Span)>,
    constants: Vec<Constant>,
    constant_index: HashMap<ConstantKey, u32>,
    caches: Vec<u32>,
    next_register: u32,
    register_count: u32,
    register_names: Vec<(u32, Box<str>)>,
    /// Control cannot come here: what is appended before the next label is dropped.
    is_unreachable: bool,
}

impl Builder {
    /// A builder whose first `fixed` registers (`this` and the parameters) are taken.
    pub fn new(fixed: u32) -> Builder {
        Builder { next_register: fixed, register_count: fixed, ..Builder::default() }
    }

    /// Appends an instruction with operands as its layout says: of a jump target, the label's number.
    #[inline]
    pub fn instruction(&mut self, op: Op, operands: [u32; MAX_OPERANDS]) {
        if self.is_unreachable {
            return;
        }
        self.instructions.push(Instruction { op, is_cancelled: false, operands });
        self.is_unreachable = op == Op::JumpAlways || op == Op::Ret || op == Op::Throw;
    }

    /// The instruction appended last, unless it was dropped.
    pub fn last(&self) -> Option<InstructionId> {
        if self.is_unreachable {
            None
        } else {
            Some(InstructionId(self.instructions.len() as u32 - 1))
        }
    }

    /// Has nothing been appended yet?
    pub fn is_empty(&self) -> bool {
        self.instructions.is_empty()
    }

    /// Can control come here?
    pub fn is_reachable(&self) -> bool {
        !self.is_unreachable
    }

    /// Takes an instruction away, as if it had never been appended.
    pub fn cancel(&mut self, id: InstructionId) {
        self.instructions[id.0 as usize].is_cancelled = true;
    }

    /// From the next instruction on, the position is this offset of the source.
    pub fn at(&mut self, offset: u32) -> &mut Builder {
        if self.is_unreachable {
            return self;
        }
        let index = self.instructions.len() as u32;
        match self.positions.last_mut() {
            Some(last) if last.1 == offset => {}
            Some(last) if last.0 == index => last.1 = offset,
            _ => self.positions.push((index, offset)),
        }
        self
    }

    /// A statement begins with the next instruction, at this offset of the source. No error is reported there.
    pub fn begin_statement(&mut self, offset: u32) {
        if self.is_unreachable {
            return;
        }
        let index = self.instructions.len() as u32;
        match self.statements.last_mut() {
            Some(last) if last.0 == index => last.1 = offset,
            _ => self.statements.push((index, offset)),
        }
    }

    /// Error messages of the next instruction quote this text.
    pub fn quote(&mut self, span: Span) -> &mut Builder {
        if !self.is_unreachable {
            self.texts.push((self.instructions.len() as u32, span));
        }
        self
    }

    // Labels

    /// A label that is not bound yet.
    pub fn label(&mut self) -> Label {
        self.labels.push(UNBOUND);
        Label(self.labels.len() as u32 - 1)
    }

    /// Binds the label to the next instruction.
    pub fn bind(&mut self, label: Label) {
        debug_assert_eq!(self.labels[label.0 as usize], UNBOUND);
        self.labels[label.0 as usize] = self.instructions.len() as u32;
        self.is_unreachable = false;
        // A jump to what follows it is no jump.
        if let Some(last) = self.instructions.last_mut()
            && last.op == Op::JumpAlways
            && last.operands[0] == label.0
        {
            last.is_cancelled = true;
        }
    }

    /// A label for the next instruction.
    pub fn bound_label(&mut self) -> Label {
        let label = self.label();
        self.bind(label);
        label
    }

    // Registers

    /// Takes the next register.
    pub fn allocate(&mut self) -> Register {
        self.allocate_many(1)
    }

    /// Takes the next `count` registers and returns the first.
    pub fn allocate_many(&mut self, count: u32) -> Register {
        let first = self.next_register;
        self.next_register += count;
        self.register_count = self.register_count.max(self.next_register);
        Register(first)
    }

    /// The register that would be taken next.
    pub fn mark(&self) -> Register {
        Register(self.next_register)
    }

    /// Gives back all registers from `mark` on.
    pub fn release(&mut self, mark: Register) {
        debug_assert!(mark.0 <= self.next_register);
        self.next_register = mark.0;
    }

    /// Names a register after the variable that it holds.
    pub fn name_register(&mut self, register: Register, name: &str) {
        self.register_names.push((register.0, name.into()));
    }

    // Constants and caches

    /// The index of a number.
    pub fn number(&mut self, value: f64) -> ConstantIndex {
        self.shared(ConstantKey::Number(value.to_bits()), || Constant::Number(value))
    }

    /// The index of a string.
    pub fn string(&mut self, bytes: &[u8]) -> ConstantIndex {
        self.shared(ConstantKey::String(bytes.into()), || Constant::String(bytes.into()))
    }

    /// The index of a BigInt.
    pub fn bigint(&mut self, digits: &[u8]) -> ConstantIndex {
        self.shared(ConstantKey::BigInt(digits.into()), || Constant::BigInt(digits.into()))
    }

    fn shared(&mut self, key: ConstantKey, make: impl FnOnce() -> Constant) -> ConstantIndex {
        let next = self.constants.len() as u32;
        let index = *self.constant_index.entry(key).or_insert(next);
        if index == next {
            self.constants.push(make());
        }
        ConstantIndex(index)
    }

    /// The index of a constant that is not shared.
    pub fn constant(&mut self, constant: Constant) -> ConstantIndex {
        self.constants.push(constant);
        ConstantIndex(self.constants.len() as u32 - 1)
    }

    /// A new inline cache for this key.
    pub fn cache(&mut self, key: &[u8]) -> CacheIndex {
        let key = self.string(key).0;
        self.caches.push(key);
        CacheIndex(self.caches.len() as u32 - 1)
    }

    /// A new cache for a private name, which is known only when the class has been evaluated.
    pub fn private_cache(&mut self) -> CacheIndex {
        self.cache(b"")
    }

    // Handlers

    /// Exceptions of the following instructions go to `target`, which finds the exception in `register`.
    pub fn open_handler(&mut self, target: Label, register: Register) -> HandlerId {
        let open_since = Some(self.instructions.len() as u32);
        self.handlers.push(Handler { target, register, segments: Vec::new(), open_since });
        HandlerId(self.handlers.len() - 1)
    }

    /// The following instructions are not covered.
    pub fn pause_handler(&mut self, id: HandlerId) {
        let handler = &mut self.handlers[id.0];
        if let Some(start) = handler.open_since.take() {
            handler.segments.push((start, self.instructions.len() as u32));
        }
    }

    /// The following instructions are covered again.
    pub fn resume_handler(&mut self, id: HandlerId) {
        self.handlers[id.0].open_since = Some(self.instructions.len() as u32);
    }

    /// Ends the handler. Inner ones must be closed before outer ones.
    pub fn close_handler(&mut self, id: HandlerId) {
        self.pause_handler(id);
        self.closed_handlers.push(id.0);
    }

    // The end

    /// The words and everything beside them.
    pub fn finish(self) -> Finished {
        let starts = self.settle();
        let mut bytecode = Vec::with_capacity(starts[self.instructions.len()] as usize);
        for (index, instruction) in self.instructions.iter().enumerate() {
            match starts[index + 1] - starts[index] {
                0 => {}
                1 => bytecode.push(compact(instruction.op.0, self.resolved(index, &starts))),
                _ => bytecode.extend(wide(instruction.op.0, self.resolved(index, &starts))),
            }
        }
        let mut handlers = Vec::new();
        for &index in &self.closed_handlers {
            let handler = &self.handlers[index];
            let target = starts[self.labels[handler.target.0 as usize] as usize];
            for &(start, end) in &handler.segments {
                let (start, end) = (starts[start as usize], starts[end as usize]);
                if start < end {
                    handlers.push(HandlerRange {
                        start,
                        end,
                        target,
                        register: handler.register.0,
                    });
                }
            }
        }
        let places = |list: &[(u32, u32)]| -> Box<[Position]> {
            let mut places: Vec<Position> = Vec::with_capacity(list.len());
            for &(instruction, offset) in list {
                let index = starts[instruction as usize];
                match places.last_mut() {
                    Some(last) if last.index == index => last.offset = offset,
                    _ => places.push(Position { index, offset }),
                }
            }
            places.into()
        };
        let (positions, statements) = (places(&self.positions), places(&self.statements));
        let texts = self
            .texts
            .iter()
            .filter(|(at, _)| !self.instructions.get(*at as usize).is_none_or(|i| i.is_cancelled));
        let texts = texts
            .map(|(at, span)| TextRange {
                index: starts[*at as usize],
                start: span.start,
                end: span.end,
            })
            .collect();
        Finished {
            bytecode: bytecode.into(),
            constants: self.constants.into(),
            caches: self.caches.into(),
            handlers: handlers.into(),
            positions,
            statements,
            texts,
            register_count: self.register_count,
            register_names: self.register_names.into(),
        }
    }

    /// The target among the operands of an instruction.
    fn target_operand(&self, index: usize) -> Option<usize> {
        layout(self.instructions[index].op.0).iter().position(|kind| *kind == OperandKind::Target)
    }

    fn target(&self, index: usize, operand: usize) -> usize {
        let instruction = self.labels[self.instructions[index].operands[operand] as usize];
        assert!(instruction != UNBOUND, "a jump to a label that is nowhere");
        instruction as usize
    }

    /// The operands with the label replaced by the distance.
    fn resolved(&self, index: usize, starts: &[u32]) -> [u32; MAX_OPERANDS] {
        let mut operands = self.instructions[index].operands;
        if let Some(operand) = self.target_operand(index) {
            operands[operand] = starts[self.target(index, operand)].wrapping_sub(starts[index]);
        }
        operands
    }

    /// Where each instruction begins, and where the code ends: jumps start out compact and grow until all fit.
    fn settle(&self) -> Vec<u32> {
        let count = self.instructions.len();
        let mut lengths: Vec<u8> = Vec::with_capacity(count);
        let mut jumps = Vec::new();
        for (index, instruction) in self.instructions.iter().enumerate() {
            if instruction.is_cancelled {
                lengths.push(0);
                continue;
            }
            let target = self.target_operand(index);
            let kinds = layout(instruction.op.0);
            let fits =
                |i: usize| Some(i) == target || fits_compact(kinds[i], instruction.operands[i]);
            let is_compact = (0..kinds.len()).all(fits);
            lengths.push(if is_compact { 1 } else { 2 });
            if let Some(operand) = target
                && is_compact
            {
                jumps.push((index, operand));
            }
        }
        let mut starts = vec![0; count + 1];
        let place = |starts: &mut Vec<u32>, lengths: &[u8]| {
            for index in 0..count {
                starts[index + 1] = starts[index] + lengths[index] as u32;
            }
        };
        place(&mut starts, &lengths);
        // The number of rounds is bounded: in the last one all jumps grow that could come to need it, since no
        // distance can more than double any more.
        for round in 0..=MAX_ROUNDS {
            let reach = if round < MAX_ROUNDS {
                i16::MIN as i64..=i16::MAX as i64
            } else {
                -0x4000..=0x3FFF
            };
            let before = jumps.len();
            jumps.retain(|&(index, operand)| {
                let distance = starts[self.target(index, operand)] as i64 - starts[index] as i64;
                if !reach.contains(&distance) {
                    lengths[index] = 2;
                }
                lengths[index] == 1
            });
            if jumps.len() == before {
                break;
            }
            place(&mut starts, &lengths);
        }
        starts
    }
}
