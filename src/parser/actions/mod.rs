//! What the grammar's actions do: allocate nodes, decode literals, and find the errors that one
//! node alone shows. Errors of context are found later, by the analysis.

mod expression;
mod function;
mod module;
mod statement;

pub use function::directives;

use bumpalo::Bump;
use bumpalo::collections::Vec as ArenaVec;

use crate::ast::*;
use crate::error::SyntaxError;
use crate::literal;
use crate::name::{Name, Names};
use crate::options::Goal;
use crate::source::Span;

/// A list under construction, in the arena.
pub type List<'a, T> = &'a mut ArenaVec<'a, T>;

/// What a source is parsed into.
pub enum Root<'a> {
    /// A program, eval code, or the body of a function.
    Statements(&'a [&'a Stmt<'a>]),
    /// Only parameters.
    Parameters,
}

/// A parameter list.
#[derive(Debug)]
pub struct Parameters<'a> {
    /// The parameters before the rest parameter.
    pub params: &'a [&'a Pattern<'a>],
    /// The rest parameter.
    pub rest: Option<&'a Pattern<'a>>,
    /// From `(` to `)`.
    pub span: Span,
}

/// A method before it is known to be one of an object or of a class.
pub struct MethodParts<'a> {
    /// Its text without `static`.
    pub span: Span,
    /// Its name.
    pub key: &'a PropertyKey<'a>,
    /// Its function.
    pub function: &'a Function<'a>,
}

/// A class without its extent.
pub struct ClassParts<'a> {
    name: Option<&'a BindingIdent>,
    heritage: Option<&'a Expr<'a>>,
    constructor: Option<&'a Function<'a>>,
    elements: &'a [&'a ClassElement<'a>],
}

/// The state of the actions.
pub struct Actions<'a> {
    arena: &'a Bump,
    source: &'a [u8],
    goal: Goal,
    /// The names; given back to the program in the end.
    pub names: Names<'a>,
    /// The first error.
    pub error: Option<SyntaxError>,
    /// For each class being read: does it extend another?
    derived_classes: Vec<bool>,
}

impl<'a> Actions<'a> {
    /// Ready to begin.
    pub fn new(arena: &'a Bump, source: &'a [u8], goal: Goal, names: Names<'a>) -> Self {
        Actions { arena, source, goal, names, error: None, derived_classes: Vec::new() }
    }

    #[inline]
    fn alloc<T>(&mut self, value: T) -> &'a T {
        self.arena.alloc(value)
    }

    /// Notes an error. The first one is reported.
    #[cold]
    pub fn fail(&mut self, message: impl Into<std::string::String>, span: Span) {
        if self.error.is_none() {
            self.error = Some(SyntaxError::new(message, span));
        }
    }

    // ---- lists ----

    /// An empty list.
    #[inline]
    pub fn list<T>(&mut self) -> List<'a, T> {
        self.arena.alloc(ArenaVec::new_in(self.arena))
    }

    /// A list of one.
    #[inline]
    pub fn list_of<T>(&mut self, value: T) -> List<'a, T> {
        let mut list = ArenaVec::with_capacity_in(2, self.arena);
        list.push(value);
        self.arena.alloc(list)
    }

    /// The list as a slice.
    #[inline]
    pub fn finish<T>(&mut self, list: List<'a, T>) -> &'a [T] {
        std::mem::replace(list, ArenaVec::new_in(self.arena)).into_bump_slice()
    }

    /// What the source was parsed into, if it is no parameter list.
    pub fn root(&mut self, items: List<'a, &'a Stmt<'a>>) -> &'a Root<'a> {
        let items = self.finish(items);
        self.alloc(Root::Statements(items))
    }

    // ---- nodes ----

    /// An expression.
    #[inline]
    pub fn expr(&mut self, start: u32, end: u32, kind: ExprKind<'a>) -> &'a Expr<'a> {
        self.arena.alloc(Expr { span: Span::new(start, end), kind })
    }

    /// A statement.
    #[inline]
    pub fn stmt(&mut self, start: u32, end: u32, kind: StmtKind<'a>) -> &'a Stmt<'a> {
        self.arena.alloc(Stmt { span: Span::new(start, end), kind })
    }

    /// A pattern.
    #[inline]
    pub fn pattern(&mut self, start: u32, end: u32, kind: PatternKind<'a>) -> &'a Pattern<'a> {
        self.arena.alloc(Pattern { span: Span::new(start, end), kind })
    }

    /// A property name.
    pub fn key(&mut self, start: u32, end: u32, kind: PropertyKeyKind<'a>) -> &'a PropertyKey<'a> {
        self.arena.alloc(PropertyKey { span: Span::new(start, end), kind })
    }

    /// A declared name.
    pub fn binding_ident(&mut self, start: u32, end: u32, name: u32) -> &'a BindingIdent {
        self.arena.alloc(BindingIdent {
            span: Span::new(start, end),
            reference: Reference::new(Name(name)),
        })
    }

    // ---- literals ----

    fn text(&self, start: u32, end: u32) -> &'a [u8] {
        &self.source[start as usize..end as usize]
    }

    /// A number.
    pub fn number(&mut self, start: u32, end: u32) -> f64 {
        literal::number(self.text(start, end))
    }

    /// The digits of a BigInt.
    pub fn bigint(&mut self, start: u32, end: u32) -> &'a [u8] {
        literal::bigint(self.arena, self.text(start, end))
    }

    /// The value of a string with its quotes.
    pub fn string(&mut self, start: u32, end: u32, escaped: u32) -> &'a [u8] {
        let text = self.text(start + 1, end - 1);
        if escaped == 0 {
            return text;
        }
        match literal::cook(self.arena, text, false) {
            Ok(value) => value,
            Err(message) => {
                self.fail(message, Span::new(start, end));
                b""
            }
        }
    }

    /// A regular expression with its slashes.
    pub fn regex(&mut self, start: u32, flags: u32, end: u32) -> &'a Expr<'a> {
        let body = self.text(start + 1, flags - 1);
        let flags = self.text(flags, end);
        let valid = flags
            .iter()
            .enumerate()
            .all(|(at, flag)| b"dgimsuvy".contains(flag) && !flags[..at].contains(flag));
        if !valid || flags.contains(&b'u') && flags.contains(&b'v') {
            self.fail("Invalid regular expression flags", Span::new(start, end));
        } else if let Err(problem) = crate::regexp::check_literal(body, flags) {
            let text = |bytes| std::string::String::from_utf8_lossy(bytes);
            let (body, flags) = (text(body), text(flags));
            let message = format!("Invalid regular expression: /{body}/{flags}: {problem}");
            self.fail(message, Span::new(start, end));
        }
        let literal = self.alloc(RegexLiteral { body, flags });
        self.expr(start, end, ExprKind::Regex(literal))
    }
}
