//! Tokens: what the lexer finds, and what the reader makes of it.

use logos::Logos;

use crate::lexer::{self, LexerState};
use crate::name::Name;
use crate::source::Span;

/// The kinds of tokens. Those up to `With` come from the lexer, the others are made by the reader,
/// which alone knows the context.
#[derive(Logos, Clone, Copy, PartialEq, Eq, Debug, Hash)]
#[repr(u8)]
#[logos(utf8 = false, extras = LexerState)]
#[logos(skip r"[ \t\x0b\x0c]+")]
#[allow(missing_docs, reason = "a kind is named after its text")]
pub enum TokenKind {
    #[regex(r"[\n\r]+", lexer::line_break)]
    #[token("//", lexer::line_comment)]
    #[token("/*", lexer::block_comment)]
    Skipped,

    #[token("{")]
    LeftBrace,
    #[token("}")]
    RightBrace,
    #[token("(")]
    LeftParen,
    #[token(")")]
    RightParen,
    #[token("[")]
    LeftBracket,
    #[token("]")]
    RightBracket,
    #[token(".")]
    Dot,
    #[token("...")]
    Ellipsis,
    #[token(";")]
    Semicolon,
    #[token(",")]
    Comma,
    #[token("<", lexer::less)]
    Less,
    #[token(">")]
    Greater,
    #[token("<=")]
    LessEqual,
    #[token(">=")]
    GreaterEqual,
    #[token("==")]
    Equal,
    #[token("!=")]
    NotEqual,
    #[token("===")]
    StrictEqual,
    #[token("!==")]
    StrictNotEqual,
    #[token("+")]
    Plus,
    #[token("-")]
    Minus,
    #[token("*")]
    Star,
    #[token("/")]
    Slash,
    #[token("%")]
    Percent,
    #[token("**")]
    StarStar,
    #[token("++")]
    PlusPlus,
    #[token("--", lexer::minus_minus)]
    MinusMinus,
    #[token("<<")]
    ShiftLeft,
    #[token(">>")]
    ShiftRight,
    #[token(">>>")]
    ShiftRightUnsigned,
    #[token("&")]
    Ampersand,
    #[token("|")]
    Bar,
    #[token("^")]
    Caret,
    #[token("!")]
    Bang,
    #[token("~")]
    Tilde,
    #[token("&&")]
    AndAnd,
    #[token("||")]
    OrOr,
    #[token("??")]
    QuestionQuestion,
    #[token("?", lexer::question)]
    Question,
    QuestionDot,
    #[token(":")]
    Colon,
    #[token("=")]
    Assign,
    #[token("+=")]
    PlusAssign,
    #[token("-=")]
    MinusAssign,
    #[token("*=")]
    StarAssign,
    #[token("/=")]
    SlashAssign,
    #[token("%=")]
    PercentAssign,
    #[token("**=")]
    StarStarAssign,
    #[token("<<=")]
    ShiftLeftAssign,
    #[token(">>=")]
    ShiftRightAssign,
    #[token(">>>=")]
    ShiftRightUnsignedAssign,
    #[token("&=")]
    AmpersandAssign,
    #[token("|=")]
    BarAssign,
    #[token("^=")]
    CaretAssign,
    #[token("&&=")]
    AndAndAssign,
    #[token("||=")]
    OrOrAssign,
    #[token("??=")]
    QuestionQuestionAssign,
    #[token("=>")]
    Arrow,
    #[token("`")]
    Backtick,

    #[token("\"", lexer::string)]
    #[token("'", lexer::string)]
    String,
    #[regex(
        r"(0|[1-9](_?[0-9])*|0[0-9]*[89][0-9]*)(\.([0-9](_?[0-9])*)?)?([eE][+-]?[0-9](_?[0-9])*)?",
        lexer::number
    )]
    #[regex(r"\.[0-9](_?[0-9])*([eE][+-]?[0-9](_?[0-9])*)?", lexer::number)]
    #[regex(r"0[xX][0-9a-fA-F](_?[0-9a-fA-F])*", lexer::number)]
    #[regex(r"0[oO][0-7](_?[0-7])*", lexer::number)]
    #[regex(r"0[bB][01](_?[01])*", lexer::number)]
    Number,
    /// `017`
    #[regex(r"0[0-7]+", lexer::number, priority = 20)]
    LegacyOctal,
    #[regex(r"(0|[1-9](_?[0-9])*|0[xX][0-9a-fA-F](_?[0-9a-fA-F])*|0[oO][0-7](_?[0-7])*|0[bB][01](_?[01])*)n", lexer::number)]
    BigInt,
    #[regex(r"[A-Za-z_$][A-Za-z0-9_$]*", lexer::identifier)]
    #[regex(r"(?-u)[\x80-\xFF]|\\", lexer::other)]
    Identifier,
    /// `#name`
    #[token("#", lexer::private_name)]
    PrivateName,

    #[token("break")]
    Break,
    #[token("case")]
    Case,
    #[token("catch")]
    Catch,
    #[token("class")]
    Class,
    #[token("const")]
    Const,
    #[token("continue")]
    Continue,
    #[token("debugger")]
    Debugger,
    #[token("default")]
    Default,
    #[token("delete")]
    Delete,
    #[token("do")]
    Do,
    #[token("else")]
    Else,
    #[token("enum")]
    Enum,
    #[token("export")]
    Export,
    #[token("extends")]
    Extends,
    #[token("false")]
    False,
    #[token("finally")]
    Finally,
    #[token("for")]
    For,
    #[token("function")]
    Function,
    #[token("if")]
    If,
    #[token("import")]
    Import,
    #[token("in")]
    In,
    #[token("instanceof")]
    Instanceof,
    #[token("new")]
    New,
    #[token("null")]
    Null,
    #[token("return")]
    Return,
    #[token("super")]
    Super,
    #[token("switch")]
    Switch,
    #[token("this")]
    This,
    #[token("throw")]
    Throw,
    #[token("true")]
    True,
    #[token("try")]
    Try,
    #[token("typeof")]
    Typeof,
    #[token("var")]
    Var,
    #[token("void")]
    Void,
    #[token("while")]
    While,
    #[token("with")]
    With,

    EndOfInput,
    /// Text that is no token.
    Invalid,
    /// Stands before the parameters when only a parameter list is parsed.
    StartParameters,
    /// A reserved word where only a name can stand, or one with an escape in it.
    ReservedName,
    /// `{` of an object literal or binding pattern.
    ObjectBrace,
    /// `{` of an assignment pattern.
    PatternBrace,
    /// `{` of a class body.
    ClassBrace,
    /// `[` of an assignment pattern.
    PatternBracket,
    /// `(` of arrow parameters.
    ArrowParen,
    /// `if` that has an `else`.
    IfElse,
    /// `in` of a `for` head.
    ForIn,
    /// `of` of a `for` head.
    ForOf,
    /// `function` of an expression.
    FunctionExpression,
    /// `class` of an expression.
    ClassExpression,
    /// `async` of a function or method.
    Async,
    /// `async` of an arrow function.
    AsyncArrow,
    /// `let` of a declaration.
    Let,
    /// `using` of a declaration.
    Using,
    /// `await` before `using` of a declaration.
    AwaitUsing,
    /// `static` of a class element.
    Static,
    /// `get` of a getter.
    Get,
    /// `set` of a setter.
    Set,
    /// `yield` with an operand.
    Yield,
    /// `yield` without an operand.
    YieldBare,
    /// `await` as an operator, or of `for await`.
    Await,
    /// `static` of a static block.
    StaticBlock,
    /// `new.target`, one token.
    NewTarget,
    /// `import.meta`, one token.
    ImportMeta,
    /// `import` of a call.
    ImportCall,
    /// `import` of a declaration.
    ImportDeclaration,
    /// `as` between module names.
    As,
    /// `from` before a module specifier.
    From,
    /// `while` of `do while`.
    DoWhile,
    /// A regular expression; the value is the offset of its flags.
    Regex,
    /// A template without expressions.
    TemplateFull,
    /// A template up to its first `${`.
    TemplateHead,
    /// From `}` to the next `${`.
    TemplateMiddle,
    /// From the last `}` to the end.
    TemplateTail,
    /// An identifier before `:` or after `break` or `continue`.
    Label,
}

impl TokenKind {
    /// Is it a reserved word?
    #[inline]
    pub fn is_reserved_word(self) -> bool {
        self as u8 >= TokenKind::Break as u8 && self as u8 <= TokenKind::With as u8
    }
}

/// A token of 16 bytes.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Offset of its first byte.
    pub start: u32,
    /// Offset behind its last byte.
    pub end: u32,
    /// Identifiers: the name. Regular expressions: the offset of the flags. Semicolons: 1 if
    /// inserted. Strings: 1 if there is an escape.
    pub value: u32,
    /// What it is.
    pub kind: TokenKind,
    /// `NEWLINE_BEFORE`, `ESCAPED`.
    pub flags: u8,
}

/// A token as the grammar sees it: 8 bytes, since it is moved about; where it stands is kept apart.
#[derive(Clone, Copy, Debug)]
pub struct Terminal {
    /// As that of the token.
    pub value: u32,
    /// What it is.
    pub kind: TokenKind,
}

/// A line break stands between the token before and this one.
pub const NEWLINE_BEFORE: u8 = 1;
/// The identifier was spelled with an escape.
pub const ESCAPED: u8 = 2;

impl Token {
    /// Does a line break stand before it?
    #[inline]
    pub fn after_newline(&self) -> bool {
        self.flags & NEWLINE_BEFORE != 0
    }

    /// Is it this contextual keyword, spelled without escapes?
    #[inline]
    pub fn is(&self, name: Name) -> bool {
        self.kind == TokenKind::Identifier && self.value == name.0 && self.flags & ESCAPED == 0
    }

    /// Where it stands.
    #[inline]
    pub fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }
}
