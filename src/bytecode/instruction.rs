//! Instruction words: the compact and the wide form, shared by the builder, both tiers and the disassembler.
//!
//! Compact, one word: `op:8 | 0:8 | a:16 | b:16 | c:16`. Wide, two words: `WIDE:8 | op:8 | 0:16 | a:32`, `b:32 | c:32`.
//! Invariant: an instruction is wide exactly if some operand does not fit 16 bits (unsigned, or signed for `Imm`
//! and `Target`), so both forms of one instruction never stand for the same operands.

/// What an operand is. The order of an opcode's operands is that of its handler's parameters, the destination first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OperandKind {
    /// The register that receives the result.
    Destination,
    /// A register that is read.
    Source,
    /// The first of several registers.
    Register,
    /// A signed immediate.
    Immediate,
    /// A constant.
    Constant,
    /// A jump target: the signed distance in words from the start of the jump.
    Target,
    /// An inline cache.
    Cache,
}

impl OperandKind {
    /// Is the operand signed?
    pub const fn is_signed(self) -> bool {
        matches!(self, OperandKind::Immediate | OperandKind::Target)
    }
}

/// The first byte of a wide instruction; the opcode follows it.
pub const WIDE: u8 = 0xFF;
/// The greatest number of operands.
pub const MAX_OPERANDS: usize = 3;

/// An instruction taken apart: the opcode's number and its operands, sign-extended where they are signed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Decoded {
    /// The opcode.
    pub op: u8,
    /// The operands, as bit patterns of their 32-bit values.
    pub operands: [u32; MAX_OPERANDS],
    /// Its length in words.
    pub words: u32,
}

/// The opcode in an instruction's first word.
#[inline(always)]
pub const fn opcode(word: u64) -> u8 {
    if is_wide(word) { (word >> 8) as u8 } else { word as u8 }
}

/// Is this the first word of a wide instruction?
#[inline(always)]
pub const fn is_wide(word: u64) -> bool {
    word as u8 == WIDE
}

/// The words of a compact instruction.
#[inline(always)]
pub const fn compact(op: u8, operands: [u32; MAX_OPERANDS]) -> u64 {
    op as u64
        | (operands[0] as u16 as u64) << 16
        | (operands[1] as u16 as u64) << 32
        | (operands[2] as u16 as u64) << 48
}

/// The words of a wide instruction.
#[inline(always)]
pub const fn wide(op: u8, operands: [u32; MAX_OPERANDS]) -> [u64; 2] {
    [
        WIDE as u64 | (op as u64) << 8 | (operands[0] as u64) << 32,
        operands[1] as u64 | (operands[2] as u64) << 32,
    ]
}

/// Does this operand fit the compact form?
#[inline]
pub const fn fits_compact(kind: OperandKind, operand: u32) -> bool {
    if kind.is_signed() {
        operand as i32 as i16 as i32 == operand as i32
    } else {
        operand <= u16::MAX as u32
    }
}

/// Takes the instruction at `words[at]` apart; `layout` gives the operand kinds of an opcode.
pub fn decode(words: &[u64], at: usize, layout: impl Fn(u8) -> &'static [OperandKind]) -> Decoded {
    let word = words[at];
    if word as u8 == WIDE {
        let second = words[at + 1];
        return Decoded {
            op: (word >> 8) as u8,
            operands: [(word >> 32) as u32, second as u32, (second >> 32) as u32],
            words: 2,
        };
    }
    let op = word as u8;
    let mut operands =
        [(word >> 16) as u16 as u32, (word >> 32) as u16 as u32, (word >> 48) as u16 as u32];
    for (operand, kind) in operands.iter_mut().zip(layout(op)) {
        if kind.is_signed() {
            *operand = *operand as u16 as i16 as i32 as u32;
        }
    }
    Decoded { op, operands, words: 1 }
}
