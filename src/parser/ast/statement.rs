//! Statements and declarations.

use std::cell::Cell;

use super::{
    Class, ExportAll, ExportDefault, ExportNamed, Expr, Function, ImportDeclaration, Pattern,
};
use crate::name::Name;
use crate::scope::ScopeId;
use crate::source::Span;

/// A statement or declaration.
#[derive(Debug)]
pub struct Stmt<'a> {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: StmtKind<'a>,
}

/// The kinds of statements and declarations.
#[derive(Debug)]
pub enum StmtKind<'a> {
    /// `expr;`
    Expression(&'a Expr<'a>),
    /// `var`, `let`, `const`, `using`, `await using`
    Variable(&'a VariableDeclaration<'a>),
    /// A function declaration. (`if (a) function f() {}` has it in a block.)
    Function(&'a Function<'a>),
    /// A class declaration.
    Class(&'a Class<'a>),
    /// `{ ... }`
    Block(&'a Block<'a>),
    /// `;`
    Empty,
    /// `if`
    If(&'a If<'a>),
    /// `for (;;)`
    For(&'a For<'a>),
    /// `for (in)`, `for (of)`, `for await (of)`
    ForEach(&'a ForEach<'a>),
    /// `while`
    While { test: &'a Expr<'a>, body: &'a Stmt<'a> },
    /// `do while`
    DoWhile { body: &'a Stmt<'a>, test: &'a Expr<'a> },
    /// `return`
    Return(Option<&'a Expr<'a>>),
    /// `break`, with a label perhaps
    Break(Option<Name>),
    /// `continue`, with a label perhaps
    Continue(Option<Name>),
    /// `throw`
    Throw(&'a Expr<'a>),
    /// `try`
    Try(&'a Try<'a>),
    /// `switch`
    Switch(&'a Switch<'a>),
    /// `label: statement`
    Labeled { label: Name, body: &'a Stmt<'a> },
    /// `with`
    With(&'a With<'a>),
    /// `debugger`
    Debugger,
    /// `import`
    Import(&'a ImportDeclaration<'a>),
    /// `export {a as b}`, `export {a as b} from "m"`
    ExportNamed(&'a ExportNamed<'a>),
    /// `export * from "m"`, `export * as a from "m"`
    ExportAll(&'a ExportAll<'a>),
    /// `export` before a declaration (`Variable`, `Function` or `Class`)
    ExportDeclaration(&'a Stmt<'a>),
    /// `export default`
    ExportDefault(&'a ExportDefault<'a>),
}

/// How a `VariableDeclaration` declares.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "the names say it")]
pub enum VariableKind {
    Var,
    Let,
    Const,
    Using,
    AwaitUsing,
}

/// A declaration of variables.
#[derive(Debug)]
pub struct VariableDeclaration<'a> {
    /// How.
    pub kind: VariableKind,
    /// What.
    pub declarators: &'a [Declarator<'a>],
}

/// One declared pattern with its initialiser.
#[derive(Debug)]
pub struct Declarator<'a> {
    /// Where it stands.
    pub span: Span,
    /// What is declared.
    pub pattern: &'a Pattern<'a>,
    /// The initialiser.
    pub init: Option<&'a Expr<'a>>,
}

/// `{ ... }`
#[derive(Debug)]
pub struct Block<'a> {
    /// Where it stands.
    pub span: Span,
    /// The statements.
    pub body: &'a [&'a Stmt<'a>],
    /// Its scope, if it declares anything.
    pub scope: Cell<ScopeId>,
}

/// `if (test) consequent else alternate`
#[derive(Debug)]
pub struct If<'a> {
    /// The condition.
    pub test: &'a Expr<'a>,
    /// If it holds.
    pub consequent: &'a Stmt<'a>,
    /// If not.
    pub alternate: Option<&'a Stmt<'a>>,
}

/// `for (init; test; update) body`
#[derive(Debug)]
pub struct For<'a> {
    /// Before the loop.
    pub init: Option<ForInit<'a>>,
    /// Before each iteration.
    pub test: Option<&'a Expr<'a>>,
    /// After each iteration.
    pub update: Option<&'a Expr<'a>>,
    /// The body.
    pub body: &'a Stmt<'a>,
    /// The scope of a lexical declaration. Each iteration gets a copy if it has an environment.
    pub scope: Cell<ScopeId>,
}

/// The first part of a `For`.
#[derive(Debug, Clone, Copy)]
pub enum ForInit<'a> {
    /// An expression.
    Expr(&'a Expr<'a>),
    /// A declaration.
    Variable(&'a VariableDeclaration<'a>),
}

/// Over what a `ForEach` goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ForEachKind {
    /// `for (x in y)`
    In,
    /// `for (x of y)`
    Of,
    /// `for await (x of y)`
    AwaitOf,
}

/// `for (left in right) body` and the like
#[derive(Debug)]
pub struct ForEach<'a> {
    /// Over what.
    pub kind: ForEachKind,
    /// What receives each value.
    pub left: ForTarget<'a>,
    /// What is iterated over; evaluated within `scope`, with its bindings uninitialised.
    pub right: &'a Expr<'a>,
    /// The body.
    pub body: &'a Stmt<'a>,
    /// The scope of a lexical declaration. Each iteration has its own.
    pub scope: Cell<ScopeId>,
}

/// What receives the values of a `ForEach`.
#[derive(Debug, Clone, Copy)]
pub enum ForTarget<'a> {
    /// An assignment target or assignment pattern.
    Pattern(&'a Pattern<'a>),
    /// A declaration of one variable. (`for (var a = 1 in b)` has an initialiser, by Annex B.3.5.)
    Variable(&'a VariableDeclaration<'a>),
}

/// `try`
#[derive(Debug)]
pub struct Try<'a> {
    /// The protected block.
    pub block: &'a Block<'a>,
    /// `catch`
    pub handler: Option<&'a Catch<'a>>,
    /// `finally`
    pub finalizer: Option<&'a Block<'a>>,
}

/// `catch (parameter) body`
#[derive(Debug)]
pub struct Catch<'a> {
    /// The parameter.
    pub parameter: Option<&'a Pattern<'a>>,
    /// The body.
    pub body: &'a Block<'a>,
    /// The scope of the parameter, if there is one.
    pub scope: Cell<ScopeId>,
}

/// `switch`
#[derive(Debug)]
pub struct Switch<'a> {
    /// What is compared.
    pub discriminant: &'a Expr<'a>,
    /// The cases.
    pub cases: &'a [&'a Case<'a>],
    /// The scope of the cases, if they declare anything.
    pub scope: Cell<ScopeId>,
}

/// `case test: body`, `default: body`
#[derive(Debug)]
pub struct Case<'a> {
    /// Where it stands.
    pub span: Span,
    /// `None` for `default`.
    pub test: Option<&'a Expr<'a>>,
    /// The statements.
    pub body: &'a [&'a Stmt<'a>],
}

/// `with (object) body`
#[derive(Debug)]
pub struct With<'a> {
    /// The object.
    pub object: &'a Expr<'a>,
    /// The body.
    pub body: &'a Stmt<'a>,
    /// The scope of the body.
    pub scope: Cell<ScopeId>,
}
