//! jsrun: a standalone JavaScript engine whose baseline JIT is generated from its interpreter.
//!
//! Hosts use what is in [`context`]: the other modules are the engine's own rooms, public for its tools and tests, and change without
//! notice.
//!
//! ```
//! use jsrun::context::Context;
//!
//! let mut context = Context::builder().memory_limit(64 << 20).build();
//! let value = context.eval("hello.js", b"`Hello, ${'world'}!`")?;
//! assert_eq!(context.to_display_string(&value)?, "Hello, world!");
//! # Ok::<(), jsrun::context::Error>(())
//! ```

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

/// The examples of the embedder's guide.
#[cfg(all(doctest, feature = "serde"))]
#[doc = include_str!("../docs/embedding.md")]
struct EmbeddersGuide;

#[cfg(test)]
#[path = "../tests/support/mod.rs"]
mod support;
