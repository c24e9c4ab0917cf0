//! Bytecode: the compiler from the syntax tree, the builder, the validator and the disassembler.
//!
//! Invariant: everything here is plain Rust data. Cells are made from it in one place, `materialize`.

pub mod builder;
pub mod compiler;
pub mod disassembler;
pub mod evaluate;
pub mod instruction;
pub mod materialize;
pub mod module_template;
pub mod template;
pub mod validator;

pub use compiler::{
    CompileError, CompileErrorKind, compile_eval, compile_module, compile_script,
    compile_script_for_value,
};
pub use module_template::CompiledModule;
pub use template::{CompiledScript, Constant, FunctionTemplate};

/// The kinds of errors that `throw_error` makes.
pub mod error_kind {
    /// `TypeError`
    pub const TYPE: i32 = 0;
    /// `ReferenceError`
    pub const REFERENCE: i32 = 1;
}

/// How a protected block ended, as the registers of its `finally` say.
pub mod completion {
    /// Normally.
    pub const NORMAL: i32 = 0;
    /// With an exception.
    pub const THROW: i32 = 1;
    /// With `return`.
    pub const RETURN: i32 = 2;
    /// With the first of the jumps that pass the block; the others follow.
    pub const FIRST_EXIT: i32 = 3;
}

#[cfg(test)]
mod tests;
