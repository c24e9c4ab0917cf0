//! Open brackets, in the wide sense: whatever is closed later and decides what comes within.

use super::{Expect, Pending, Reader, Step};
use crate::name::Name;
use crate::token::{Token, TokenKind};

/// `await` is an operator.
pub const IN_ASYNC: u8 = 1;
/// `yield` is an operator.
pub const IN_GENERATOR: u8 = 2;
/// No candidate.
pub const NO_CANDIDATE: u32 = u32::MAX;

/// What is open.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BracketKind {
    /// The whole source.
    Program,
    /// `{` of a block.
    Block,
    /// `{` of a function's body.
    FunctionBody,
    /// `{` of the cases of a `switch`.
    Switch,
    /// `{` of a class.
    Class,
    /// `{` of an object literal or pattern.
    Object,
    /// `(` of an expression, of arguments, or of arrow parameters.
    Group,
    /// `(` of parameters.
    Parameters,
    /// `(` of a statement's head.
    Head,
    /// `[`
    Square,
    /// `${`
    Template,
    /// From `?` to `:`.
    Conditional,
    /// From `case` to `:`.
    Case,
    /// An arrow's body without braces: ends where the expression ends.
    ConciseBody,
    /// From `extends` to the `{` of the class.
    Heritage,
}

/// What comes after the close.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum After {
    /// As the kind of bracket has it.
    Nothing,
    /// An operator: a function or class expression ends.
    Expression,
    /// A statement: a declaration ends.
    Declaration,
    /// A method of an object literal ends.
    ObjectMethod,
    /// A method or static block of a class ends.
    ClassElement,
    /// The block body of an arrow function ends.
    ArrowBody,
    /// A computed property name ends.
    ComputedName,
}

/// What a `Head` belongs to. A `Group` is marked as `Call` if it holds arguments.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Head {
    /// No head.
    None,
    /// `if`, `while`, `with`.
    Statement,
    /// `for`.
    For,
    /// The `while` of `do`.
    DoWhile,
    /// `switch`.
    Switch,
    /// `catch`.
    Catch,
    /// Arguments.
    Call,
}

/// An open bracket.
#[derive(Clone, Copy, Debug)]
pub struct Bracket {
    /// What is open.
    pub kind: BracketKind,
    /// What comes after it.
    pub after: After,
    /// What the head belongs to.
    pub head: Head,
    /// It stands where an operand begins: a literal, not an access or arguments.
    pub is_literal: bool,
    /// The reader's flags outside.
    pub outer_flags: u8,
    /// Parameters: the flags of the body. Class, object: those of the method being read.
    pub inner_flags: u8,
    /// Head of `for`: its `;`, `in` or `of` has been passed.
    pub divided: bool,
    /// Statement list: the statement being read declares variables.
    pub declaring: bool,
    /// The index of the opening token.
    pub open: u32,
    /// How many statements were pending outside.
    pub pending: u32,
    /// The first candidate for an assignment pattern directly within.
    pub candidate: u32,
    /// The index of the innermost bracket, from here outward, that is no concise body.
    pub around: u32,
}

/// An array or object literal that becomes a pattern if the literal around it does.
#[derive(Clone, Copy, Debug)]
pub struct Candidate {
    /// Its opening token.
    pub open: u32,
    /// The first candidate directly within.
    pub child: u32,
    /// The next candidate beside it.
    pub sibling: u32,
}

impl Reader<'_, '_> {
    #[inline]
    pub(super) fn open(&mut self, kind: BracketKind, after: After) {
        let depth = self.brackets.len() as u32;
        let around = match (kind, self.brackets.last()) {
            (BracketKind::ConciseBody, Some(outer)) => outer.around,
            _ => depth,
        };
        self.brackets.push(Bracket {
            kind,
            after,
            head: Head::None,
            is_literal: false,
            outer_flags: self.flags,
            inner_flags: 0,
            divided: false,
            declaring: false,
            open: self.tokens.len() as u32,
            pending: self.pending.len() as u32,
            candidate: NO_CANDIDATE,
            around,
        });
    }

    #[inline]
    pub(super) fn open_literal(&mut self, kind: BracketKind) {
        self.open(kind, After::Nothing);
        self.top_mut().is_literal = true;
    }

    /// The innermost bracket. The program's is never closed.
    #[inline]
    pub(super) fn top(&self) -> &Bracket {
        &self.brackets[self.brackets.len() - 1]
    }

    #[inline]
    pub(super) fn top_mut(&mut self) -> &mut Bracket {
        let last = self.brackets.len() - 1;
        &mut self.brackets[last]
    }

    /// The innermost bracket that is no concise body.
    #[inline]
    pub(super) fn around(&self) -> &Bracket {
        &self.brackets[self.top().around as usize]
    }

    #[inline]
    pub(super) fn around_mut(&mut self) -> &mut Bracket {
        let at = self.top().around as usize;
        &mut self.brackets[at]
    }

    #[inline]
    pub(super) fn close(&mut self) -> Bracket {
        let bracket = *self.top();
        self.brackets.pop();
        self.flags = bracket.outer_flags;
        self.pending.truncate(bracket.pending as usize);
        bracket
    }

    /// Concise arrow bodies end where whatever is around them goes on.
    #[inline]
    pub(super) fn close_concise_bodies(&mut self) {
        while self.top().kind == BracketKind::ConciseBody {
            self.close();
        }
    }

    /// Can a line break end a statement or field here?
    #[inline]
    pub(super) fn in_statement_list(&self) -> bool {
        use BracketKind::*;
        matches!(self.around().kind, Program | Block | FunctionBody | Switch | Class)
    }

    /// At `)`.
    pub(super) fn close_paren(&mut self) -> Step {
        self.close_concise_bodies();
        let bracket = *self.top();
        match bracket.kind {
            BracketKind::Group => {
                self.close();
                self.keep();
                self.last_group = bracket.open;
                self.expect = Expect::Operator;
                if self.next_is_on_line(TokenKind::Arrow) {
                    self.become_arrow_parameters(&bracket);
                }
            }
            BracketKind::Parameters => {
                self.close();
                self.keep();
                if self.next.kind != TokenKind::LeftBrace {
                    return self.unexpected_but("the function's body");
                }
                self.open(BracketKind::FunctionBody, bracket.after);
                self.flags = bracket.inner_flags;
                self.keep();
                self.expect = Expect::Statement;
            }
            BracketKind::Head => {
                self.close();
                self.keep();
                self.expect = Expect::Statement;
                match bracket.head {
                    Head::DoWhile => {
                        if self.next.kind == TokenKind::Semicolon {
                            self.keep();
                        } else {
                            self.insert_semicolon();
                        }
                        return self.end_statement();
                    }
                    Head::Switch => {
                        if self.next.kind != TokenKind::LeftBrace {
                            return self.unexpected_but("'{'");
                        }
                        self.open(BracketKind::Switch, After::Nothing);
                        self.keep();
                    }
                    Head::Catch if self.next.kind != TokenKind::LeftBrace => {
                        return self.unexpected_but("'{'");
                    }
                    _ => {}
                }
            }
            _ => return self.unexpected(),
        }
        Ok(())
    }

    /// The group just closed stands before `=>`.
    fn become_arrow_parameters(&mut self, bracket: &Bracket) {
        let open = bracket.open as usize;
        if bracket.is_literal {
            self.tokens[open].kind = TokenKind::ArrowParen;
            return;
        }
        // async (...) => looked like a call.
        let is_async = open > 0
            && self.tokens[open - 1].is(Name::ASYNC)
            && !self.tokens[open].after_newline()
            && !(open > 1
                && matches!(self.tokens[open - 2].kind, TokenKind::Dot | TokenKind::QuestionDot));
        if is_async {
            self.tokens[open - 1].kind = TokenKind::AsyncArrow;
            self.tokens[open].kind = TokenKind::ArrowParen;
        }
    }

    /// At `}`.
    pub(super) fn close_brace(&mut self) -> Step {
        self.close_concise_bodies();
        let bracket = *self.top();
        match bracket.kind {
            BracketKind::Template => return self.template(false),
            BracketKind::Object => {
                self.close();
                self.keep();
                self.expect = Expect::Operator;
                self.consider_pattern(&bracket);
            }
            BracketKind::Class => {
                if self.expect != Expect::PropertyName {
                    self.insert_semicolon();
                }
                self.close();
                self.keep();
                return self.after_body(bracket.after);
            }
            BracketKind::Block | BracketKind::FunctionBody | BracketKind::Switch => {
                if self.expect != Expect::Statement {
                    self.insert_semicolon();
                    self.end_statement()?;
                    if self.expect != Expect::Statement {
                        return Ok(());
                    }
                }
                if self.pending.len() > bracket.pending as usize {
                    return self.unexpected();
                }
                self.close();
                self.keep();
                match (bracket.kind, self.next.kind) {
                    (BracketKind::FunctionBody, _) => return self.after_body(bracket.after),
                    (BracketKind::Block, TokenKind::Catch) => {
                        self.keep();
                        if self.next.kind == TokenKind::LeftParen {
                            return self.head(Head::Catch);
                        }
                        if self.next.kind != TokenKind::LeftBrace {
                            return self.unexpected_but("'(' or '{'");
                        }
                        self.expect = Expect::Statement;
                    }
                    (BracketKind::Block, TokenKind::Finally) => {
                        self.keep();
                        if self.next.kind != TokenKind::LeftBrace {
                            return self.unexpected_but("'{'");
                        }
                        self.expect = Expect::Statement;
                    }
                    _ => return self.end_statement(),
                }
            }
            _ => return self.unexpected(),
        }
        Ok(())
    }

    /// The body of a function or class has ended.
    fn after_body(&mut self, after: After) -> Step {
        self.expect = match after {
            After::Declaration => return self.end_statement(),
            After::ArrowBody => Expect::ArrowEnd,
            After::ClassElement => Expect::PropertyName,
            _ => Expect::Operator,
        };
        Ok(())
    }

    /// After an array or object literal: is it an assignment pattern, or may it yet become one?
    pub(super) fn consider_pattern(&mut self, bracket: &Bracket) {
        use TokenKind::*;
        if !bracket.is_literal {
            return;
        }
        let next = self.next;
        if next.kind == Assign {
            return self.become_pattern(bracket);
        }
        let before = match bracket.open {
            0 => EndOfInput,
            open => self.tokens[open as usize - 1].kind,
        };
        let outer = *self.top();
        let first_in_for = outer.kind == BracketKind::Head
            && outer.head == Head::For
            && outer.open + 1 == bracket.open;
        if first_in_for && (next.kind == In || next.is(Name::OF)) {
            return self.become_pattern(bracket);
        }
        let is_element = match outer.kind {
            BracketKind::Object => before == Colon,
            BracketKind::Square => matches!(before, LeftBracket | Comma),
            _ => false,
        };
        if outer.is_literal
            && matches!(next.kind, Comma | RightBrace | RightBracket)
            && (is_element || before == Ellipsis)
        {
            self.candidates.push(Candidate {
                open: bracket.open,
                child: bracket.candidate,
                sibling: outer.candidate,
            });
            self.top_mut().candidate = self.candidates.len() as u32 - 1;
        }
    }

    /// Turns a literal, and the candidates within it, into patterns.
    fn become_pattern(&mut self, bracket: &Bracket) {
        let mut work = vec![(bracket.open, bracket.candidate)];
        while let Some((open, mut child)) = work.pop() {
            let token: &mut Token = &mut self.tokens[open as usize];
            token.kind = if token.kind == TokenKind::LeftBracket {
                TokenKind::PatternBracket
            } else {
                TokenKind::PatternBrace
            };
            while child != NO_CANDIDATE {
                let candidate = self.candidates[child as usize];
                work.push((candidate.open, candidate.child));
                child = candidate.sibling;
            }
        }
    }

    // ---- ends of statements ----

    /// Puts a semicolon behind the last token.
    pub(super) fn insert_semicolon(&mut self) {
        let end = self.tokens.last().map_or(0, |token| token.end);
        self.tokens.push(Token { start: end, end, value: 1, kind: TokenKind::Semicolon, flags: 0 });
    }

    /// A line break ends the statement or field.
    pub(super) fn end_by_newline(&mut self) -> Step {
        self.close_concise_bodies();
        self.insert_semicolon();
        if self.top().kind == BracketKind::Class {
            self.expect = Expect::PropertyName;
            return Ok(());
        }
        self.end_statement()
    }

    /// A statement has ended, and with it those of which it was the last part.
    pub(super) fn end_statement(&mut self) -> Step {
        let outer = self.top().pending as usize;
        self.top_mut().declaring = false;
        while self.pending.len() > outer {
            match self.pending.pop() {
                Some(Pending::If(index)) if self.next.kind == TokenKind::Else => {
                    self.tokens[index as usize].kind = TokenKind::IfElse;
                    self.pending.push(Pending::Body);
                    self.keep();
                    self.expect = Expect::Statement;
                    return Ok(());
                }
                Some(Pending::Do) => {
                    if self.next.kind != TokenKind::While {
                        return self.unexpected_but("'while'");
                    }
                    self.keep_as(TokenKind::DoWhile);
                    return self.head(Head::DoWhile);
                }
                _ => {}
            }
        }
        self.expect = Expect::Statement;
        Ok(())
    }
}
