//! jsrun: a standalone JavaScript engine whose baseline JIT is generated from its interpreter.

#[cfg(test)]
extern crate self as jsrun;

pub mod builtins;
pub mod bytecode;
pub mod context;
mod faults;
#[allow(
    clippy::collapsible_if,
    clippy::needless_question_mark,
    clippy::missing_safety_doc,
    clippy::useless_conversion,
    reason = "handlers are written in the subset of Rust that is translated; `dynasm!` converts everything"
)]
pub mod handlers;
pub mod interp;
#[cfg(jit)]
#[allow(clippy::useless_conversion, reason = "`dynasm!` converts everything")]
pub mod jit;
pub mod runtime;
pub mod value;

#[cfg(test)]
#[path = "../tests/support/mod.rs"]
mod support;
