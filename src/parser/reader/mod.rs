//! Between lexer and grammar: one linear pass that settles everything that depends on context.
//!
//! The reader knows what may come next (`Expect`), which brackets are open, and which statements
//! wait for their end. With one token of lookahead it decides between regular expression and
//! division, block and object literal, declaration and expression; it inserts semicolons; and where
//! a decision needs what follows a closing bracket (arrow parameters, assignment patterns), it
//! changes the kind of the opening token once it gets there. So the grammar needs no lookahead, no
//! cover grammar and no context, and no token is ever read twice.

mod bracket;
mod expression;
mod module;
mod property;
mod statement;
mod text;

use logos::{Lexer, Logos};

use crate::error::SyntaxError;
use crate::lexer::{self, LexerState};
use crate::name::{Name, Names};
use crate::options::{Goal, ParseOptions};
use crate::report;
use crate::source::Span;
use crate::token::{ESCAPED, NEWLINE_BEFORE, Token, TokenKind};
use bracket::{After, Bracket, BracketKind, Candidate, Head, IN_ASYNC, IN_GENERATOR};
pub use text::push_code_point;

/// The result of a step; boxed, since errors are rare and results are many.
type Step = Result<(), Box<SyntaxError>>;

/// What may come next.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Expect {
    /// A statement or declaration, or the end of the list.
    Statement,
    /// An operand or prefix operator.
    Operand,
    /// An operator, or whatever ends an expression.
    Operator,
    /// What may follow the block body of an arrow function.
    ArrowEnd,
    /// A property of an object literal, or an element of a class.
    PropertyName,
    /// What follows the name of a property or element.
    AfterPropertyName,
}

/// A statement that waits for the end of its last part.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Pending {
    /// `if` at this index among the tokens: an `else` may follow.
    If(u32),
    /// A statement whose last part is a statement.
    Body,
    /// `do`: a `while` must follow.
    Do,
}

/// The tokens of a source, ready for the grammar, and what the reader noted on its way.
pub struct Reading {
    /// The tokens.
    pub tokens: Vec<Token>,
    /// Where legacy octal literals and escapes stand, which strict code forbids; in order.
    pub octals: Vec<Octal>,
    /// The first error: the tokens end before it.
    pub error: Option<Box<SyntaxError>>,
    /// The source ended too early: from this token on, more text could change what tokens are.
    pub settled: usize,
}

/// A legacy octal literal or escape.
#[derive(Clone, Copy, Debug)]
pub struct Octal {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: OctalKind,
}

/// The kinds of legacy octals.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OctalKind {
    /// `017`
    Literal,
    /// `089`
    Decimal,
    /// `"\1"`
    Escape,
    /// `"\8"`
    EscapeEightOrNine,
}

/// By byte: the token that it is, or may be, by itself; else `Invalid`. In dense code every other
/// token is one of these, for which the lexer need not be asked.
static PUNCTUATION: [TokenKind; 256] = {
    let mut table = [TokenKind::Invalid; 256];
    table[b'(' as usize] = TokenKind::LeftParen;
    table[b')' as usize] = TokenKind::RightParen;
    table[b'[' as usize] = TokenKind::LeftBracket;
    table[b']' as usize] = TokenKind::RightBracket;
    table[b'{' as usize] = TokenKind::LeftBrace;
    table[b'}' as usize] = TokenKind::RightBrace;
    table[b',' as usize] = TokenKind::Comma;
    table[b';' as usize] = TokenKind::Semicolon;
    table[b':' as usize] = TokenKind::Colon;
    table[b'.' as usize] = TokenKind::Dot;
    table[b'=' as usize] = TokenKind::Assign;
    table
};

/// The state of the pass.
struct Reader<'s, 'n> {
    lexer: Lexer<'s, TokenKind>,
    source: &'s [u8],
    names: &'n mut Names<'s>,
    tokens: Vec<Token>,
    octals: Vec<Octal>,
    /// The next token, not yet among `tokens`.
    next: Token,
    expect: Expect,
    brackets: Vec<Bracket>,
    pending: Vec<Pending>,
    candidates: Vec<Candidate>,
    /// `IN_ASYNC`, `IN_GENERATOR`: are `await` and `yield` operators here?
    flags: u8,
    /// The opening token of the group closed last.
    last_group: u32,
    goal: Goal,
}

/// Reads a whole source.
pub fn read<'s>(source: &'s [u8], options: &ParseOptions, names: &mut Names<'s>) -> Reading {
    let module = options.goal == Goal::Module;
    let state = LexerState { module, newline: true, escaped: false };
    let mut lexer = TokenKind::lexer_with_extras(source, state);
    let is_program =
        matches!(options.goal, Goal::Script | Goal::Module | Goal::Eval | Goal::Session);
    if is_program && source.starts_with(b"#!") {
        lexer.bump(lexer::line_length(source));
    }
    let nothing = Token { start: 0, end: 0, value: 0, kind: TokenKind::EndOfInput, flags: 0 };
    let mut reader = Reader {
        lexer,
        source,
        names,
        tokens: Vec::with_capacity(source.len() / 4 + 16),
        octals: Vec::new(),
        next: nothing,
        expect: Expect::Statement,
        brackets: Vec::with_capacity(64),
        pending: Vec::new(),
        candidates: Vec::new(),
        flags: 0,
        last_group: 0,
        goal: options.goal,
    };
    if module || options.is_async {
        reader.flags |= IN_ASYNC;
    }
    if options.is_generator {
        reader.flags |= IN_GENERATOR;
    }
    reader.advance();
    reader.open(BracketKind::Program, After::Nothing);
    if options.begins_with_expression && reader.next.kind == TokenKind::LeftBrace {
        reader.expect = Expect::Operand;
    }
    if options.goal == Goal::FormalParameters {
        reader.tokens.push(Token { kind: TokenKind::StartParameters, ..nothing });
        reader.open(BracketKind::Parameters, After::Nothing);
        reader.expect = Expect::Operand;
    }
    let error = reader.run().err();
    let settled = reader.first_unsettled().unwrap_or(reader.tokens.len());
    Reading { tokens: reader.tokens, octals: reader.octals, error, settled }
}

impl<'s> Reader<'s, '_> {
    // ---- tokens ----

    /// Reads the next raw token, with its name interned.
    fn advance(&mut self) {
        let start = self.lexer.span().end;
        let byte = |at: usize| self.source.get(at).copied().unwrap_or(0);
        let kind = PUNCTUATION[byte(start) as usize];
        let is_whole = match kind {
            TokenKind::Invalid => false,
            TokenKind::Dot => !matches!(byte(start + 1), b'.' | b'0'..=b'9'),
            TokenKind::Assign => !matches!(byte(start + 1), b'=' | b'>'),
            _ => true,
        };
        if !is_whole {
            return self.next = self.lex();
        }
        self.lexer.bump(1);
        let flags = self.lexer.extras.newline as u8 * NEWLINE_BEFORE;
        self.lexer.extras.newline = false;
        let (start, end) = (start as u32, start as u32 + 1);
        self.next = Token { start, end, value: 0, kind, flags };
    }

    /// The next raw token, whatever it is.
    #[inline]
    fn lex(&mut self) -> Token {
        let kind = match self.lexer.next() {
            None => TokenKind::EndOfInput,
            Some(Ok(kind)) => kind,
            Some(Err(())) => TokenKind::Invalid,
        };
        let span = self.lexer.span();
        let mut token = Token {
            start: span.start as u32,
            end: span.end as u32,
            value: 0,
            kind,
            flags: self.lexer.extras.newline as u8 * NEWLINE_BEFORE,
        };
        self.lexer.extras.newline = false;
        match kind {
            TokenKind::Identifier | TokenKind::PrivateName => {
                let text = &self.source[span];
                if self.lexer.extras.escaped {
                    self.lexer.extras.escaped = false;
                    self.intern_escaped(&mut token, text);
                } else {
                    token.value = self.names.intern(text).0;
                }
            }
            TokenKind::String => token.value = self.lexer.extras.escaped as u32,
            kind if kind.is_reserved_word()
                && self.source.get(span.end).is_some_and(|&byte| byte == b'\\' || byte >= 0x80) =>
            {
                self.extend_word(&mut token);
            }
            _ => {}
        }
        token
    }

    /// Interns an identifier with escapes; one that spells a reserved word is no identifier.
    #[cold]
    fn intern_escaped(&mut self, token: &mut Token, text: &[u8]) {
        let mut decoded = Vec::with_capacity(text.len());
        let mut at = 0;
        while at < text.len() {
            match lexer::unicode_escape(text, at) {
                Some((code, length)) => {
                    text::push_code_point(&mut decoded, code);
                    at += length;
                }
                None => {
                    decoded.push(text[at]);
                    at += 1;
                }
            }
        }
        let mut words = TokenKind::lexer(decoded.as_slice());
        let is_word = matches!(words.next(), Some(Ok(kind)) if kind.is_reserved_word());
        if token.kind == TokenKind::Identifier && is_word && words.span().len() == decoded.len() {
            token.kind = TokenKind::ReservedName;
        }
        token.value = self.names.intern_copy(&decoded).0;
        token.flags |= ESCAPED;
    }

    /// A reserved word that goes on with an escape or a non-ASCII letter is an identifier.
    #[cold]
    fn extend_word(&mut self, token: &mut Token) {
        let text = &self.source[token.start as usize..];
        let have = (token.end - token.start) as usize;
        let Some((length, escaped)) = lexer::scan_identifier(text) else { return };
        if length == have {
            return;
        }
        self.lexer.bump(length - have);
        token.end = token.start + length as u32;
        token.kind = TokenKind::Identifier;
        if escaped {
            self.intern_escaped(token, &text[..length]);
        } else {
            token.value = self.names.intern(&text[..length]).0;
        }
    }

    /// Passes over the next token without keeping it.
    #[inline]
    fn skip(&mut self) {
        self.advance();
    }

    /// Keeps the next token.
    #[inline]
    fn keep(&mut self) {
        let token = self.next;
        self.tokens.push(token);
        self.advance();
    }

    /// Keeps the next token, as another kind.
    #[inline]
    fn keep_as(&mut self, kind: TokenKind) {
        let token = Token { kind, ..self.next };
        self.tokens.push(token);
        self.advance();
    }

    /// Keeps the next token if it is of this kind; otherwise it is an error.
    #[inline]
    fn keep_only(&mut self, kind: TokenKind, expected: &'static str) -> Step {
        if self.next.kind != kind {
            return self.unexpected_but(expected);
        }
        self.keep();
        Ok(())
    }

    /// Changes the kind of the token kept last.
    #[inline]
    fn last_becomes(&mut self, kind: TokenKind) {
        if let Some(token) = self.tokens.last_mut() {
            token.kind = kind;
        }
    }

    /// Does the next token continue the line of the one before?
    #[inline]
    fn next_is_on_line(&self, kind: TokenKind) -> bool {
        self.next.kind == kind && !self.next.after_newline()
    }

    /// Keeps a name where any reserved word may stand.
    fn keep_name(&mut self) -> Step {
        match self.next.kind {
            TokenKind::Identifier | TokenKind::ReservedName => self.keep(),
            kind if kind.is_reserved_word() => {
                self.next.value = self.names.intern(self.next.span().of(self.source)).0;
                self.keep_as(TokenKind::ReservedName);
            }
            _ => return self.unexpected(),
        }
        Ok(())
    }

    // ---- errors ----

    /// The next token cannot stand here.
    #[cold]
    fn unexpected<T>(&self) -> Result<T, Box<SyntaxError>> {
        Err(Box::new(report::unexpected(&self.next, self.source, self.names, "")))
    }

    /// The next token cannot stand here: something else must.
    #[cold]
    fn unexpected_but<T>(&self, expected: &str) -> Result<T, Box<SyntaxError>> {
        Err(Box::new(report::unexpected(&self.next, self.source, self.names, expected)))
    }

    /// Another error at the next token.
    #[cold]
    fn error_here<T>(&self, message: &str) -> Result<T, Box<SyntaxError>> {
        if self.next.kind == TokenKind::EndOfInput {
            return self.unexpected();
        }
        Err(Box::new(SyntaxError::new(message, self.next.span())))
    }

    // ---- the pass ----

    fn run(&mut self) -> Step {
        loop {
            if self.next.kind == TokenKind::EndOfInput && self.end_of_input()? {
                return Ok(());
            }
            match self.expect {
                Expect::Operator => self.operator()?,
                Expect::Operand => self.operand()?,
                Expect::Statement => self.statement()?,
                Expect::PropertyName => self.property_name()?,
                Expect::AfterPropertyName => self.after_property_name()?,
                Expect::ArrowEnd => self.arrow_end()?,
            }
        }
    }

    /// The first open bracket that may turn out to begin a pattern or the parameters of an arrow function.
    fn first_unsettled(&self) -> Option<usize> {
        let is_async = |open: usize| {
            open > 0 && matches!(self.tokens.get(open - 1), Some(token) if token.is(Name::ASYNC))
        };
        let mut open = self.brackets.iter().filter(|bracket| match bracket.kind {
            BracketKind::Square | BracketKind::Object => bracket.is_literal,
            BracketKind::Group => bracket.is_literal || is_async(bracket.open as usize),
            _ => false,
        });
        open.next().map(|bracket| bracket.open as usize)
    }

    /// Ends the program, unless ending a statement showed that more must come.
    fn end_of_input(&mut self) -> Result<bool, Box<SyntaxError>> {
        self.close_concise_bodies();
        if self.goal == Goal::FormalParameters {
            let empty = self.tokens.len() == 1;
            let after_comma =
                self.tokens.last().is_some_and(|token| token.kind == TokenKind::Comma);
            if self.brackets.len() != 2 || self.expect == Expect::Operand && !empty && !after_comma
            {
                return self.unexpected();
            }
            return Ok(true);
        }
        if self.brackets.len() > 1 {
            if self.top().kind == BracketKind::Group && self.top().head == Head::Call {
                return Err(Box::new(SyntaxError::incomplete(
                    "missing ) after argument list",
                    self.next.span(),
                )));
            }
            return self.unexpected();
        }
        if matches!(self.expect, Expect::Operator | Expect::ArrowEnd) {
            self.insert_semicolon();
            self.end_statement()?;
            if self.expect != Expect::Statement {
                return Ok(false);
            }
        }
        if !self.pending.is_empty() || self.expect != Expect::Statement {
            return self.unexpected();
        }
        Ok(true)
    }

    /// After the block body of an arrow function.
    fn arrow_end(&mut self) -> Step {
        use TokenKind::*;
        let ends = matches!(
            self.next.kind,
            Comma | Semicolon | RightBrace | RightParen | RightBracket | Colon
        );
        if !ends && self.next.after_newline() && self.in_statement_list() {
            return self.end_by_newline();
        }
        let around = self.around();
        if around.kind == BracketKind::Heritage {
            return self.unexpected();
        }
        let for_head = around.kind == BracketKind::Head && around.head == Head::For;
        if ends || for_head && (self.next.kind == In || self.next.is(Name::OF)) {
            return self.operator();
        }
        self.unexpected()
    }
}
