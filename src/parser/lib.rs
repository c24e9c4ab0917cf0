//! The front end of jsrun: ECMAScript source text to a resolved syntax tree.
//!
//! Source text is WTF-8 (UTF-8 that may hold lone surrogates). It becomes raw tokens (`lexer`),
//! tokens with every question of context settled (`reader`), a syntax tree (`grammar`), and a tree
//! with its scopes resolved and its early errors reported (`scope`, `early`). Every pass takes time
//! linear in the input, and none recurses natively on its depth.

mod actions;
pub mod ast;
mod driver;
mod early;
pub mod error;
pub mod highlight;
mod lexer;
mod literal;
pub mod name;
pub mod options;
mod parse;
pub mod print;
mod reader;
pub mod regexp;
mod report;
pub mod scope;
pub mod source;
mod token;

pub use bumpalo::Bump as Arena;
pub use error::SyntaxError;
pub use name::{Name, Names};
pub use options::{Goal, ParseOptions};
pub use parse::parse;
pub use source::Span;

#[allow(clippy::all, unused, reason = "generated from grammar.lalrpop")]
mod grammar {
    include!(concat!(env!("OUT_DIR"), "/parser.rs"));
}
