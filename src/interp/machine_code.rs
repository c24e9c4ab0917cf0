//! Machine code as those see it who read it: plain data, in builds without a JIT too.
//!
//! Invariant: the pieces of a version stand in the order of their offsets, and together they are all of its code.

/// Which version of a function machine code is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CodeVersion {
    /// Assumes the types that arrive on the paths that are expected.
    Assuming,
    /// Assumes nothing; can be entered at every bytecode.
    General,
}

/// What a piece of machine code belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CodeOwner {
    /// What comes before the first instruction.
    Entry,
    /// The instruction with this bytecode index.
    Instruction(u32),
    /// The ways out of the version that assumes types.
    Exits,
    /// Where exceptions go.
    Throw,
}

/// Consecutive machine code that belongs to one thing.
#[derive(Clone, Debug)]
pub struct CodePiece {
    /// What it belongs to.
    pub owner: CodeOwner,
    /// Is it out of the way of what is expected?
    pub is_cold: bool,
    /// The instructions: the offset in the version's code, and the text with addresses by name. None where a bytecode has
    /// become no code.
    pub instructions: Vec<(u32, String)>,
    /// Bytes.
    pub bytes: u32,
}

/// The machine code of one version of a function.
#[derive(Clone, Debug)]
pub struct ListedCode {
    /// Which version.
    pub version: CodeVersion,
    /// Bytes.
    pub bytes: usize,
    /// Of these, bytes on hot paths, which come first.
    pub hot_bytes: usize,
    /// The code.
    pub pieces: Vec<CodePiece>,
}
