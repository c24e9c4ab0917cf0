//! The syntax tree. It lives in an arena and is never dropped node by node.
//!
//! Every node has its span in the source. Identifier references carry cells that the scope analysis
//! fills in: which binding they mean, and whether reading them needs a check of the temporal dead
//! zone. Every construct that makes a scope carries a cell with the scope's identifier; the cell is
//! `ScopeId::NONE` where a construct declares nothing and so no scope was made.
//!
//! Values are ready for use: strings and template pieces are decoded (WTF-8, lone surrogates kept),
//! numbers are computed, BigInt digits have no separators. Parentheses stay in the tree.

use std::cell::Cell;

use crate::name::{Name, Names};
use crate::options::Goal;
use crate::scope::{Analysis, BindingId, FunctionId, ScopeId};

mod expression;
mod function;
mod module;
mod pattern;
mod statement;

pub use expression::*;
pub use function::*;
pub use module::*;
pub use pattern::*;
pub use statement::*;

const _: () = assert!(size_of::<Expr>() == 32);
const _: () = assert!(size_of::<Stmt>() == 32);
const _: () = assert!(size_of::<Pattern>() == 32);

/// A parsed and analysed source text.
pub struct Program<'a> {
    /// The statements.
    pub body: &'a [&'a Stmt<'a>],
    /// What it was parsed as.
    pub goal: Goal,
    /// Is the top level strict code?
    pub strict: bool,
    /// How many of the first statements are directives.
    pub directive_count: u32,
    /// The scope of the top level.
    pub scope: ScopeId,
    /// The top level as a function.
    pub function: FunctionId,
    /// The names.
    pub names: Names<'a>,
    /// What the scope analysis found.
    pub analysis: Analysis<'a>,
    /// Module, session: an `await` stands at the top level.
    pub has_top_level_await: bool,
    /// The source text (WTF-8).
    pub source: &'a [u8],
}

/// A use of a name: to read it, to assign to it, or to declare it.
#[derive(Debug)]
pub struct Reference {
    /// The name. A private name includes its `#`.
    pub name: Name,
    /// The binding; `UNRESOLVED` for globals that this source does not declare, and for names that
    /// only run time can find.
    pub binding: Cell<BindingId>,
    /// The binding may be uninitialised here: the access must check, and throw a ReferenceError.
    pub needs_tdz_check: Cell<bool>,
    /// A `with` or a sloppy direct `eval` stands between here and the binding: the name must be
    /// looked up at run time, and means `binding` only if nothing nearer is found.
    pub is_dynamic: Cell<bool>,
}

impl Reference {
    /// A reference that the analysis has yet to resolve.
    #[inline]
    pub fn new(name: Name) -> Self {
        Reference {
            name,
            binding: Cell::new(BindingId::UNRESOLVED),
            needs_tdz_check: Cell::new(false),
            is_dynamic: Cell::new(false),
        }
    }
}
