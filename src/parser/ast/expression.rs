//! Expressions.

use std::cell::Cell;

use super::{Class, Function, Pattern, Reference};
use crate::name::Name;
use crate::source::Span;

/// An expression.
#[derive(Debug)]
pub struct Expr<'a> {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: ExprKind<'a>,
}

/// The kinds of expressions.
#[derive(Debug)]
pub enum ExprKind<'a> {
    /// `name`
    Ident(Reference),
    /// `this`; the name is `Name::THIS`. Unresolved at the top level of a program.
    This(Reference),
    /// `new.target`; the name is `Name::NEW_TARGET`.
    NewTarget(Reference),
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A number.
    Number(f64),
    /// A BigInt: digits without separators and without the `n`; a prefix `0x`, `0o`, `0b` (in
    /// lower case) is kept.
    BigInt(&'a [u8]),
    /// A string, decoded (WTF-8).
    String(&'a [u8]),
    /// `/body/flags`
    Regex(&'a RegexLiteral<'a>),
    /// A template without a tag.
    Template(&'a Template<'a>),
    /// A template with a tag.
    TaggedTemplate(&'a TaggedTemplate<'a>),
    /// `[a, , ...b]`
    Array(&'a [Element<'a>]),
    /// `{a, b: c, ...d, e() {}}`
    Object(&'a [&'a Property<'a>]),
    /// A function expression or arrow function.
    Function(&'a Function<'a>),
    /// A class expression.
    Class(&'a Class<'a>),
    /// `!a` and the like.
    Unary { operator: UnaryOp, operand: &'a Expr<'a> },
    /// `a++` and the like. The target is an identifier, member or index, perhaps parenthesised (or
    /// a call in sloppy code, which throws a ReferenceError when it is evaluated).
    Update { operator: UpdateOp, prefix: bool, target: &'a Expr<'a> },
    /// `a + b` and the like, logical operators included.
    Binary { operator: BinaryOp, left: &'a Expr<'a>, right: &'a Expr<'a> },
    /// `#name in object`
    PrivateIn { name: Reference, object: &'a Expr<'a> },
    /// `a ? b : c`
    Conditional(&'a Conditional<'a>),
    /// `a = b`, `a += b`, `a ||= b`; the operator is `None` for plain `=`. For the target see
    /// `Update`.
    Assign { operator: Option<BinaryOp>, target: &'a Expr<'a>, value: &'a Expr<'a> },
    /// `[a, b] = c`, `{a} = c`
    AssignPattern { pattern: &'a Pattern<'a>, value: &'a Expr<'a> },
    /// `f(...)`, also `f?.(...)`
    Call(&'a Call<'a>),
    /// `new C(...)`
    New(&'a New<'a>),
    /// `super(...)`
    SuperCall(&'a SuperCall<'a>),
    /// `a.b`, and `a?.b` if optional
    Member { object: &'a Expr<'a>, property: Name, optional: bool },
    /// `a[b]`, and `a?.[b]` if optional
    Index { object: &'a Expr<'a>, index: &'a Expr<'a>, optional: bool },
    /// `a.#b`, and `a?.#b` if optional
    PrivateMember { object: &'a Expr<'a>, property: Reference, optional: bool },
    /// `super.a`, `super[a]`
    SuperMember(&'a SuperMember<'a>),
    /// A whole chain with `?.` in it: a short circuit within ends here with undefined.
    OptionalChain(&'a Expr<'a>),
    /// `a, b, c`
    Sequence(&'a [&'a Expr<'a>]),
    /// `(a)`
    Parenthesized(&'a Expr<'a>),
    /// `await a`
    Await(&'a Expr<'a>),
    /// `yield`, `yield a`, `yield* a`
    Yield { argument: Option<&'a Expr<'a>>, delegate: bool },
    /// `import(a)`, `import(a, b)`
    ImportCall { specifier: &'a Expr<'a>, options: Option<&'a Expr<'a>> },
    /// `import.meta`
    ImportMeta,
}

impl<'a> Expr<'a> {
    /// The expression within any parentheses.
    pub fn without_parentheses(&'a self) -> &'a Expr<'a> {
        let mut expr = self;
        while let ExprKind::Parenthesized(inner) = expr.kind {
            expr = inner;
        }
        expr
    }
}

/// A regular expression literal, as it is written.
#[derive(Debug)]
pub struct RegexLiteral<'a> {
    /// Between the slashes.
    pub body: &'a [u8],
    /// Behind the second slash.
    pub flags: &'a [u8],
}

/// A template: one piece more than expressions.
#[derive(Debug)]
pub struct Template<'a> {
    /// The pieces of text.
    pub pieces: &'a [TemplatePiece<'a>],
    /// The expressions between them.
    pub expressions: &'a [&'a Expr<'a>],
}

/// A piece of text in a template.
#[derive(Debug, Clone, Copy)]
pub struct TemplatePiece<'a> {
    /// The text between the delimiters.
    pub span: Span,
    /// Decoded; `None` if an escape is invalid, which only tagged templates allow.
    pub cooked: Option<&'a [u8]>,
    /// As written, with CR and CR LF made LF.
    pub raw: &'a [u8],
}

/// A tagged template.
#[derive(Debug)]
pub struct TaggedTemplate<'a> {
    /// The function.
    pub tag: &'a Expr<'a>,
    /// The template.
    pub template: &'a Template<'a>,
}

/// An element of an array literal, or an argument (never a hole).
#[derive(Debug, Clone, Copy)]
pub enum Element<'a> {
    /// Nothing between two commas.
    Hole,
    /// `a`
    Expr(&'a Expr<'a>),
    /// `...a`
    Spread(&'a Expr<'a>),
}

/// A property of an object literal.
#[derive(Debug)]
pub struct Property<'a> {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: PropertyKind<'a>,
}

/// The kinds of properties.
#[derive(Debug)]
pub enum PropertyKind<'a> {
    /// `key: value`. The key `__proto__`, if not computed, sets the prototype.
    KeyValue { key: &'a PropertyKey<'a>, value: &'a Expr<'a> },
    /// `name`
    Shorthand(Reference),
    /// `...value`
    Spread(&'a Expr<'a>),
    /// `name() {}`, `get name() {}`, `set name(v) {}`: see the function's kind.
    Method { key: &'a PropertyKey<'a>, function: &'a Function<'a> },
}

/// The name of a property.
#[derive(Debug)]
pub struct PropertyKey<'a> {
    /// Where it stands, brackets included.
    pub span: Span,
    /// What it is.
    pub kind: PropertyKeyKind<'a>,
}

/// The kinds of property names.
#[derive(Debug)]
pub enum PropertyKeyKind<'a> {
    /// An identifier or reserved word.
    Ident(Name),
    /// A string, decoded.
    String(&'a [u8]),
    /// A number.
    Number(f64),
    /// A BigInt, as in `ExprKind::BigInt`.
    BigInt(&'a [u8]),
    /// `[expr]`
    Computed(&'a Expr<'a>),
    /// `#name`, in classes.
    Private(Reference),
}

/// `test ? consequent : alternate`
#[derive(Debug)]
pub struct Conditional<'a> {
    /// The condition.
    pub test: &'a Expr<'a>,
    /// The value if it holds.
    pub consequent: &'a Expr<'a>,
    /// The value if not.
    pub alternate: &'a Expr<'a>,
}

/// A call.
#[derive(Debug)]
pub struct Call<'a> {
    /// What is called: a member or index gives the call its `this`, even in parentheses.
    pub callee: &'a Expr<'a>,
    /// The arguments (no holes).
    pub arguments: &'a [Element<'a>],
    /// `callee?.(...)`
    pub optional: bool,
    /// `eval(...)`: if the callee is the realm's `eval`, this is a direct eval.
    pub is_direct_eval: bool,
    /// A direct eval: its index in `Analysis::evals`.
    pub eval: Cell<u32>,
}

/// `new callee(...)`, also without arguments.
#[derive(Debug)]
pub struct New<'a> {
    /// The constructor.
    pub callee: &'a Expr<'a>,
    /// The arguments (no holes).
    pub arguments: &'a [Element<'a>],
}

/// `super(...)`
#[derive(Debug)]
pub struct SuperCall<'a> {
    /// The arguments (no holes).
    pub arguments: &'a [Element<'a>],
    /// `this`, which the call initialises.
    pub this: Reference,
    /// `new.target`, which it passes on.
    pub new_target: Reference,
    /// The running function, whose prototype is called.
    pub active_function: Reference,
}

/// `super.name`, `super[index]`
#[derive(Debug)]
pub struct SuperMember<'a> {
    /// Which property.
    pub property: SuperProperty<'a>,
    /// The receiver.
    pub this: Reference,
    /// The object whose prototype is asked.
    pub home_object: Reference,
}

/// The property of a `SuperMember`.
#[derive(Debug)]
pub enum SuperProperty<'a> {
    /// `super.name`
    Named(Name),
    /// `super[index]`
    Computed(&'a Expr<'a>),
}

/// Prefix operators without side effects on their operand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "the names say it")]
pub enum UnaryOp {
    Not,
    BitNot,
    Plus,
    Minus,
    Typeof,
    Void,
    Delete,
}

/// `++` and `--`
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "the names say it")]
pub enum UpdateOp {
    Increment,
    Decrement,
}

/// Binary operators, logical ones included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "the names say it")]
pub enum BinaryOp {
    Coalesce,
    Or,
    And,
    BitOr,
    BitXor,
    BitAnd,
    Equal,
    NotEqual,
    StrictEqual,
    StrictNotEqual,
    Less,
    Greater,
    LessEqual,
    GreaterEqual,
    In,
    Instanceof,
    ShiftLeft,
    ShiftRight,
    ShiftRightUnsigned,
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Exponentiate,
}

impl BinaryOp {
    /// `&&`, `||`, `??`: the right side may not be evaluated.
    pub fn is_logical(self) -> bool {
        matches!(self, BinaryOp::Coalesce | BinaryOp::Or | BinaryOp::And)
    }
}
