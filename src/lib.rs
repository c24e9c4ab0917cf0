//! jsrun: a standalone JavaScript engine whose baseline JIT is generated from its interpreter.

pub mod builtins;
pub mod runtime;
pub mod value;
