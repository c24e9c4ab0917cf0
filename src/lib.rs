//! jsrun: a standalone JavaScript engine whose baseline JIT is generated from its interpreter.

pub mod builtins;
pub mod bytecode;
pub mod context;
pub mod handlers;
pub mod interp;
#[cfg(jit)]
pub mod jit;
pub mod runtime;
pub mod value;
