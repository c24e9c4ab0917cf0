//! Functions and classes.

use std::cell::Cell;

use super::{Block, Expr, Pattern, PropertyKey, Reference, Stmt};
use crate::scope::{BindingId, FunctionId, ScopeId};
use crate::source::Span;

/// What kind of function a `Function` is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FunctionKind {
    /// A function declaration or expression: can be constructed unless async or a generator.
    Normal,
    /// An arrow function: no `this`, `arguments`, `super` or `new.target` of its own.
    Arrow,
    /// A method.
    Method,
    /// A getter.
    Getter,
    /// A setter.
    Setter,
    /// The constructor of a class without `extends`.
    BaseConstructor,
    /// The constructor of a class with `extends`.
    DerivedConstructor,
}

/// A function.
#[derive(Debug)]
pub struct Function<'a> {
    /// The whole source text, as `toString` gives it; of a method with its modifiers and name, but
    /// without `static`.
    pub span: Span,
    /// The name of a declaration or of a named function expression. The binding of a declaration
    /// is the one it initialises; of an expression, its own name seen from within.
    pub name: Option<&'a BindingIdent>,
    /// What kind.
    pub kind: FunctionKind,
    /// `async`
    pub is_async: bool,
    /// `*`
    pub is_generator: bool,
    /// The parameters before the rest parameter.
    pub params: &'a [&'a Pattern<'a>],
    /// The rest parameter.
    pub rest: Option<&'a Pattern<'a>>,
    /// From `(` to `)` of the parameters.
    pub params_span: Span,
    /// The body.
    pub body: FunctionBody<'a>,
    /// How many of the body's first statements are directives.
    pub directive_count: u32,
    /// The directive `"use strict"`, if the body has it.
    pub use_strict: Option<Span>,
    /// The value of its property `length`.
    pub length: u32,
    /// All parameters are plain names.
    pub has_simple_params: bool,
    /// Is it strict code?
    pub strict: Cell<bool>,
    /// Its entry in the analysis.
    pub id: Cell<FunctionId>,
    /// The scope that binds the name of a named function expression.
    pub name_scope: Cell<ScopeId>,
    /// The scope of the parameters.
    pub scope: Cell<ScopeId>,
    /// The scope of the body's declarations (often the same).
    pub body_scope: Cell<ScopeId>,
    /// A declaration in a block which, by Annex B.3.2, also assigns its value to this `var` of the
    /// function or program when the declaration is reached.
    pub annex_b_var: Cell<BindingId>,
}

/// A declared name with its position.
#[derive(Debug)]
pub struct BindingIdent {
    /// Where it stands.
    pub span: Span,
    /// The name and its binding.
    pub reference: Reference,
}

/// The body of a function.
#[derive(Debug, Clone, Copy)]
pub enum FunctionBody<'a> {
    /// `{ ... }`
    Statements(&'a [&'a Stmt<'a>]),
    /// `=> expr`
    Expression(&'a Expr<'a>),
}

/// A class.
#[derive(Debug)]
pub struct Class<'a> {
    /// The whole source text, as `toString` gives it.
    pub span: Span,
    /// The name. The binding is the outer one of a declaration (unresolved for an expression).
    pub name: Option<&'a BindingIdent>,
    /// The constant binding of the name within the class, if it has a name.
    pub inner_name: Cell<BindingId>,
    /// Behind `extends`.
    pub super_class: Option<&'a Expr<'a>>,
    /// The constructor, if it is written.
    pub constructor: Option<&'a Function<'a>>,
    /// All other elements, in order.
    pub elements: &'a [&'a ClassElement<'a>],
    /// The scope around heritage and body.
    pub scope: Cell<ScopeId>,
    /// The function that evaluates the initialisers of all instance fields, in order, with the
    /// new instance as `this`; no function if there are no instance fields or private methods.
    pub instance_initializer: ClassInitializer,
    /// The function that evaluates static fields and blocks, in order, with the class as `this`;
    /// no function if there are none.
    pub static_initializer: ClassInitializer,
}

/// A function made for the initialisers of a class; like a method, it has its own `this` and home
/// object.
#[derive(Debug, Default)]
pub struct ClassInitializer {
    /// Its entry in the analysis.
    pub function: Cell<FunctionId>,
    /// Its scope.
    pub scope: Cell<ScopeId>,
}

/// An element of a class body.
#[derive(Debug)]
pub struct ClassElement<'a> {
    /// Where it stands, `static` included.
    pub span: Span,
    /// `static`
    pub is_static: bool,
    /// What it is.
    pub kind: ClassElementKind<'a>,
    /// What the class scope must keep for the initialisers: the computed key of a field, or the
    /// function of a private method or accessor of instances.
    pub storage: Cell<BindingId>,
}

/// The kinds of class elements.
#[derive(Debug)]
pub enum ClassElementKind<'a> {
    /// A method, getter or setter: see the function's kind.
    Method { key: &'a PropertyKey<'a>, function: &'a Function<'a> },
    /// A field. Its initialiser belongs to the class's initialiser function.
    Field { key: &'a PropertyKey<'a>, value: Option<&'a Expr<'a>> },
    /// `static { ... }`
    StaticBlock(&'a Block<'a>),
}
