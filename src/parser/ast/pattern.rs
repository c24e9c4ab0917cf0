//! Binding patterns and assignment patterns.

use super::{Expr, PropertyKey, Reference};
use crate::source::Span;

/// A binding pattern or an assignment pattern.
#[derive(Debug)]
pub struct Pattern<'a> {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: PatternKind<'a>,
}

/// The kinds of patterns.
#[derive(Debug)]
pub enum PatternKind<'a> {
    /// A name that is declared here.
    Binding(Reference),
    /// What an assignment pattern assigns to. For the expression see `ExprKind::Update`.
    Target(&'a Expr<'a>),
    /// `{a, b: c, ...d}`
    Object(&'a ObjectPattern<'a>),
    /// `[a, , ...b]`
    Array(&'a ArrayPattern<'a>),
    /// `pattern = value`
    Default { pattern: &'a Pattern<'a>, value: &'a Expr<'a> },
}

/// An object pattern.
#[derive(Debug)]
pub struct ObjectPattern<'a> {
    /// The properties.
    pub properties: &'a [PatternProperty<'a>],
    /// `...rest`
    pub rest: Option<&'a Pattern<'a>>,
}

/// A property of an object pattern. The shorthand `a` is `a: a`.
#[derive(Debug)]
pub struct PatternProperty<'a> {
    /// Which property is read.
    pub key: &'a PropertyKey<'a>,
    /// What receives it.
    pub value: &'a Pattern<'a>,
}

/// An array pattern.
#[derive(Debug)]
pub struct ArrayPattern<'a> {
    /// The elements; `None` skips one.
    pub elements: &'a [Option<&'a Pattern<'a>>],
    /// `...rest`
    pub rest: Option<&'a Pattern<'a>>,
}
