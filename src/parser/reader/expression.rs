//! Operands and operators.

use super::bracket::{After, BracketKind, Head, IN_ASYNC, IN_GENERATOR};
use super::{Expect, Reader, Step};
use crate::name::Name;
use crate::token::TokenKind;

/// Can a token of this kind not go on with an expression? Then a line break before it ends one.
fn cannot_continue(kind: TokenKind) -> bool {
    use TokenKind::*;
    let operator = (kind as u8 >= Less as u8 && kind as u8 <= Arrow as u8)
        && !matches!(kind, PlusPlus | MinusMinus | Bang | Tilde);
    !(operator
        || matches!(
            kind,
            Dot | LeftParen
                | LeftBracket
                | Backtick
                | Comma
                | Semicolon
                | In
                | Instanceof
                | RightParen
                | RightBracket
                | RightBrace
                | EndOfInput
        ))
}

impl Reader<'_, '_> {
    pub(super) fn operand(&mut self) -> Step {
        use TokenKind::*;
        match self.next.kind {
            Identifier => return self.operand_identifier(),
            String | This | Null | True | False | Super | PrivateName | BigInt | LegacyOctal
            | Number => {
                if matches!(self.next.kind, String | LegacyOctal | Number) {
                    self.note_octal();
                }
                self.keep();
                self.expect = Expect::Operator;
            }
            Slash | SlashAssign => return self.regex(),
            LeftBrace => {
                self.open_literal(BracketKind::Object);
                self.keep_as(ObjectBrace);
                self.expect = Expect::PropertyName;
            }
            LeftBracket => {
                self.open_literal(BracketKind::Square);
                self.keep();
            }
            LeftParen => {
                self.open_literal(BracketKind::Group);
                self.keep();
            }
            Function => return self.function(false, After::Expression),
            Class => return self.class(After::Expression),
            New => {
                self.keep();
                if self.next.kind == Dot {
                    self.skip();
                    self.meta_property(Name::TARGET, NewTarget)?;
                }
            }
            Import => {
                self.keep();
                return self.import_expression();
            }
            Backtick => return self.template(true),
            Plus | Minus | Bang | Tilde | PlusPlus | MinusMinus | Typeof | Void | Delete
            | Ellipsis => {
                self.keep();
            }
            Comma | Semicolon | RightParen | RightBracket | RightBrace | Colon => {
                return self.operator();
            }
            Var | Const if self.top().kind == BracketKind::Head => self.keep(),
            _ => return self.unexpected(),
        }
        Ok(())
    }

    /// An operand that begins with an identifier: perhaps a contextual keyword.
    fn operand_identifier(&mut self) -> Step {
        use TokenKind::*;
        let word = self.next;
        self.keep();
        self.expect = Expect::Operator;
        if self.next.after_newline() && self.top().declaring && self.declares_last() {
            return self.end_by_newline();
        }
        if word.value > Name::USING.0 {
            return Ok(());
        }
        let top = self.top();
        let first_in_for = top.kind == BracketKind::Head
            && top.head == Head::For
            && top.open as usize + 2 == self.tokens.len();
        if word.is(Name::ASYNC) && self.next_is_on_line(Function) {
            self.last_becomes(Async);
            return self.function(true, After::Expression);
        } else if word.is(Name::YIELD) && self.flags & IN_GENERATOR != 0 {
            self.yield_operator();
        } else if word.is(Name::AWAIT) && self.flags & IN_ASYNC != 0 {
            self.last_becomes(Await);
            self.expect = Expect::Operand;
            if first_in_for {
                return self.await_using();
            }
        } else if word.is(Name::LET) && first_in_for {
            if matches!(self.next.kind, Identifier | LeftBracket | LeftBrace | ReservedName) {
                self.last_becomes(Let);
                self.expect = Expect::Operand;
            }
        } else if word.is(Name::USING)
            && first_in_for
            && self.next_is_on_line(Identifier)
            && (!self.next.is(Name::OF) || self.initializer_follows())
        {
            self.last_becomes(Using);
            self.expect = Expect::Operand;
        }
        Ok(())
    }

    /// Was the last token a name being declared, which the next one does not go on with? Then a
    /// line break ends the declaration, even before `(` or an operator.
    fn declares_last(&self) -> bool {
        use TokenKind::*;
        let before = self.tokens[self.tokens.len() - 2].kind;
        matches!(before, Var | Let | Const | Using | Comma)
            && !matches!(self.next.kind, Assign | Comma | Semicolon)
    }

    /// `yield`, with or without an operand.
    fn yield_operator(&mut self) {
        use TokenKind::*;
        let bare = self.next.after_newline()
            || matches!(
                self.next.kind,
                RightParen
                    | RightBracket
                    | RightBrace
                    | Comma
                    | Semicolon
                    | Colon
                    | EndOfInput
                    | In
            )
            || self.next.is(Name::OF) && self.around().head == Head::For;
        if bare {
            self.last_becomes(YieldBare);
            self.expect = Expect::Operator;
            return;
        }
        self.last_becomes(Yield);
        if self.next.kind == Star {
            self.keep();
        }
        self.expect = Expect::Operand;
    }

    /// After the `.` of a meta property.
    fn meta_property(&mut self, name: Name, kind: TokenKind) -> Step {
        if !self.next.is(name) {
            return self.unexpected();
        }
        let end = self.next.end;
        if let Some(token) = self.tokens.last_mut() {
            token.kind = kind;
            token.end = end;
        }
        self.skip();
        self.expect = Expect::Operator;
        Ok(())
    }

    /// After an `import` that is no declaration.
    pub(super) fn import_expression(&mut self) -> Step {
        match self.next.kind {
            TokenKind::LeftParen => {
                self.last_becomes(TokenKind::ImportCall);
                self.expect = Expect::Operator;
                Ok(())
            }
            TokenKind::Dot => {
                self.skip();
                self.meta_property(Name::META, TokenKind::ImportMeta)
            }
            _ => self.unexpected(),
        }
    }

    pub(super) fn operator(&mut self) -> Step {
        use TokenKind::*;
        let kind = self.next.kind;
        if self.next.after_newline()
            && self.expect == Expect::Operator
            && cannot_continue(kind)
            && self.in_statement_list()
        {
            return self.end_by_newline();
        }
        match kind {
            Dot | QuestionDot => {
                self.keep();
                match self.next.kind {
                    PrivateName => self.keep(),
                    LeftParen | LeftBracket | Backtick if kind == QuestionDot => {}
                    _ => self.keep_name()?,
                }
                self.expect = Expect::Operator;
            }
            Comma => {
                self.close_concise_bodies();
                self.keep();
                self.expect = if self.top().kind == BracketKind::Object {
                    Expect::PropertyName
                } else {
                    Expect::Operand
                };
            }
            LeftParen => {
                self.open(BracketKind::Group, After::Nothing);
                self.top_mut().head = Head::Call;
                self.keep();
                self.expect = Expect::Operand;
            }
            RightParen => return self.close_paren(),
            LeftBracket => {
                self.open(BracketKind::Square, After::Nothing);
                self.keep();
                self.expect = Expect::Operand;
            }
            RightBracket => {
                self.close_concise_bodies();
                if self.top().kind != BracketKind::Square {
                    return self.unexpected();
                }
                let bracket = self.close();
                self.keep();
                if bracket.after == After::ComputedName {
                    self.expect = Expect::AfterPropertyName;
                } else {
                    self.expect = Expect::Operator;
                    self.consider_pattern(&bracket);
                }
            }
            RightBrace => return self.close_brace(),
            Semicolon => return self.semicolon(),
            Question => {
                self.open(BracketKind::Conditional, After::Nothing);
                self.keep();
                self.expect = Expect::Operand;
            }
            Colon => {
                self.close_concise_bodies();
                self.expect = match self.top().kind {
                    BracketKind::Conditional => Expect::Operand,
                    BracketKind::Case => Expect::Statement,
                    _ => return self.unexpected(),
                };
                self.close();
                self.keep();
            }
            Arrow => {
                if self.next.after_newline() {
                    return self.unexpected();
                }
                return self.arrow();
            }
            Backtick => return self.template(true),
            PlusPlus | MinusMinus => self.keep(),
            In => {
                let around = self.around();
                if around.kind == BracketKind::Head && around.head == Head::For && !around.divided {
                    self.close_concise_bodies();
                    self.top_mut().divided = true;
                    self.keep_as(ForIn);
                } else {
                    self.keep();
                }
                self.expect = Expect::Operand;
            }
            Identifier => return self.identifier_as_operator(),
            LeftBrace if self.around().kind == BracketKind::Heritage => {
                self.close_concise_bodies();
                let bracket = self.close();
                return self.class_body(bracket.after);
            }
            _ if cannot_continue(kind) => return self.missing_operator(),
            // Binary and assignment operators.
            _ => {
                self.keep();
                self.expect = Expect::Operand;
            }
        }
        Ok(())
    }

    /// An operand stands where an operator must.
    #[cold]
    fn missing_operator(&self) -> Step {
        let top = self.top();
        if let Some(last) = self.tokens.last().filter(|last| last.is(Name::AWAIT)) {
            let message =
                "await is only valid in async functions and the top level bodies of modules";
            return Err(Box::new(crate::SyntaxError::new(message, last.span())));
        }
        let words = matches!(
            self.next.kind,
            TokenKind::Invalid | TokenKind::EndOfInput | TokenKind::ReservedName
        );
        if top.kind == BracketKind::Group && top.head == Head::Call && !words {
            return self.error_here("missing ) after argument list");
        }
        self.unexpected()
    }

    fn semicolon(&mut self) -> Step {
        self.close_concise_bodies();
        match self.top().kind {
            BracketKind::Program
            | BracketKind::Block
            | BracketKind::FunctionBody
            | BracketKind::Switch => {
                self.keep();
                self.end_statement()
            }
            BracketKind::Class => {
                self.keep();
                self.expect = Expect::PropertyName;
                Ok(())
            }
            BracketKind::Head if self.top().head == Head::For => {
                self.top_mut().divided = true;
                self.keep();
                self.expect = Expect::Operand;
                Ok(())
            }
            _ => self.missing_operator(),
        }
    }

    /// `of` in a `for` head, or the parameter of `async x =>`.
    fn identifier_as_operator(&mut self) -> Step {
        let around = *self.around();
        let undivided_for =
            around.kind == BracketKind::Head && around.head == Head::For && !around.divided;
        if self.next.is(Name::OF) && undivided_for {
            let first = self.tokens[around.open as usize + 1];
            let only_first = around.open as usize + 2 == self.tokens.len();
            let awaits = self.tokens[around.open as usize - 1].kind == TokenKind::Await;
            self.keep_as(TokenKind::ForOf);
            if self.next.kind == TokenKind::Arrow {
                // for (async of => ...
                self.last_becomes(TokenKind::Identifier);
                return Ok(());
            }
            if first.is(Name::LET) || first.is(Name::ASYNC) && only_first && !awaits {
                return Err(Box::new(crate::SyntaxError::new(
                    if first.is(Name::LET) {
                        "The left-hand side of a for-of loop may not be 'let'."
                    } else {
                        "The left-hand side of a for-of loop may not be 'async'."
                    },
                    first.span(),
                )));
            }
            self.close_concise_bodies();
            self.around_mut().divided = true;
            self.expect = Expect::Operand;
            return Ok(());
        }
        if self.tokens.last().is_some_and(|token| token.is(Name::ASYNC))
            && !self.next.after_newline()
        {
            self.keep();
            if self.next_is_on_line(TokenKind::Arrow) {
                return Ok(());
            }
            return self.unexpected_but("'=>'");
        }
        self.missing_operator()
    }

    /// At `=>`.
    fn arrow(&mut self) -> Step {
        let count = self.tokens.len();
        let last = self.tokens[count - 1];
        let is_async = if last.kind == TokenKind::RightParen {
            let open = self.last_group as usize;
            if self.tokens[open].kind != TokenKind::ArrowParen {
                return self.error_here("Malformed arrow function parameter list");
            }
            open > 0 && self.tokens[open - 1].kind == TokenKind::AsyncArrow
        } else if count > 1 && self.tokens[count - 2].is(Name::ASYNC) && !last.after_newline() {
            self.tokens[count - 2].kind = TokenKind::AsyncArrow;
            true
        } else {
            false
        };
        self.keep();
        if self.next.kind == TokenKind::LeftBrace {
            self.open(BracketKind::FunctionBody, After::ArrowBody);
            self.keep();
            self.expect = Expect::Statement;
        } else {
            self.open(BracketKind::ConciseBody, After::Nothing);
            self.expect = Expect::Operand;
        }
        self.flags = if is_async { IN_ASYNC } else { 0 };
        Ok(())
    }
}
