//! Where a statement begins.

use super::bracket::{After, BracketKind, Head, IN_ASYNC, IN_GENERATOR};
use super::{Expect, Pending, Reader, Step};
use crate::name::Name;
use crate::options::Goal;
use crate::token::TokenKind;

impl Reader<'_, '_> {
    pub(super) fn statement(&mut self) -> Step {
        use TokenKind::*;
        let index = self.tokens.len() as u32;
        match self.next.kind {
            LeftBrace => {
                self.open(BracketKind::Block, After::Nothing);
                self.keep();
            }
            RightBrace => return self.close_brace(),
            Semicolon => {
                self.keep();
                return self.end_statement();
            }
            If => {
                self.keep();
                self.pending.push(Pending::If(index));
                return self.head(Head::Statement);
            }
            While | With => {
                self.keep();
                self.pending.push(Pending::Body);
                return self.head(Head::Statement);
            }
            For => {
                self.keep();
                if self.next.is(Name::AWAIT) {
                    if self.flags & IN_ASYNC == 0 {
                        return self.unexpected();
                    }
                    self.keep_as(Await);
                }
                self.pending.push(Pending::Body);
                return self.head(Head::For);
            }
            Do => {
                self.keep();
                self.pending.push(Pending::Do);
            }
            Switch => {
                self.keep();
                return self.head(Head::Switch);
            }
            Case => {
                self.open(BracketKind::Case, After::Nothing);
                self.keep();
                self.expect = Expect::Operand;
            }
            Default => {
                self.keep();
                return self.keep_only(Colon, "':'");
            }
            Try => {
                self.keep();
                if self.next.kind != LeftBrace {
                    return self.unexpected_but("'{'");
                }
            }
            Return => {
                self.keep();
                if self.next.kind == Semicolon {
                    self.expect = Expect::Operator;
                } else if self.next.after_newline()
                    || matches!(self.next.kind, RightBrace | EndOfInput)
                {
                    return self.end_by_newline();
                } else {
                    self.expect = Expect::Operand;
                }
            }
            Break | Continue => {
                self.keep();
                if self.next_is_on_line(Identifier) {
                    self.keep_as(Label);
                }
                return self.end_without_operator();
            }
            Throw => {
                self.keep();
                if self.next.after_newline() {
                    return self.error_here("Illegal newline after throw");
                }
                self.expect = Expect::Operand;
            }
            Debugger => {
                self.keep();
                return self.end_without_operator();
            }
            Var | Const => {
                self.keep();
                self.declare();
            }
            Function => return self.function(false, After::Declaration),
            Class => return self.class(After::Declaration),
            Import => {
                self.keep();
                if matches!(self.next.kind, LeftParen | Dot) {
                    return self.import_expression();
                }
                self.last_becomes(ImportDeclaration);
                return self.import_declaration();
            }
            Export => {
                if self.goal != Goal::Module {
                    return self.unexpected();
                }
                self.keep();
                return self.export_declaration();
            }
            Identifier => return self.statement_identifier(),
            _ => {
                self.expect = Expect::Operand;
                return self.operand();
            }
        }
        Ok(())
    }

    /// A statement that begins with an identifier: perhaps a contextual keyword or a label.
    fn statement_identifier(&mut self) -> Step {
        use TokenKind::*;
        let word = self.next;
        if word.is(Name::YIELD) && self.flags & IN_GENERATOR != 0 {
            self.expect = Expect::Operand;
            return self.operand();
        }
        if word.is(Name::AWAIT) && self.flags & IN_ASYNC != 0 {
            self.keep_as(Await);
            self.expect = Expect::Operand;
            return self.await_using();
        }
        self.keep();
        if word.is(Name::LET) {
            // As the body of a statement, `let` with a line break after it is an expression.
            let is_body = self.pending.len() > self.top().pending as usize;
            if self.next.kind == LeftBracket
                || matches!(self.next.kind, Identifier | LeftBrace | ReservedName)
                    && !(is_body && self.next.after_newline())
            {
                self.last_becomes(Let);
                self.declare();
                return Ok(());
            }
        } else if word.is(Name::ASYNC) && self.next_is_on_line(Function) {
            self.last_becomes(Async);
            return self.function(true, After::Declaration);
        } else if word.is(Name::USING) && self.next_is_on_line(Identifier) {
            self.last_becomes(Using);
            self.declare();
            return Ok(());
        }
        if self.next.kind == Colon {
            self.last_becomes(Label);
            self.keep();
            self.pending.push(Pending::Body);
            self.expect = Expect::Statement;
        } else {
            self.expect = Expect::Operator;
        }
        Ok(())
    }

    /// The names of a declaration follow.
    fn declare(&mut self) {
        let top = self.top_mut();
        top.declaring = top.kind != BracketKind::Head;
        self.expect = Expect::Operand;
    }

    /// A statement ends that no operator can continue.
    pub(super) fn end_without_operator(&mut self) -> Step {
        self.expect = Expect::Operator;
        if self.next.after_newline() && self.next.kind != TokenKind::Semicolon {
            return self.end_by_newline();
        }
        Ok(())
    }

    /// After `await` where a declaration may begin: `using` and a name on the same line.
    pub(super) fn await_using(&mut self) -> Step {
        if !self.next.is(Name::USING) || self.next.after_newline() {
            return Ok(());
        }
        self.keep();
        if self.next_is_on_line(TokenKind::Identifier) {
            let count = self.tokens.len();
            self.tokens[count - 2].kind = TokenKind::AwaitUsing;
            self.tokens[count - 1].kind = TokenKind::Using;
            self.declare();
        } else {
            self.expect = Expect::Operator;
        }
        Ok(())
    }

    /// The `(` of a statement's head.
    pub(super) fn head(&mut self, head: Head) -> Step {
        if self.next.kind != TokenKind::LeftParen {
            return self.unexpected_but("'('");
        }
        self.open(BracketKind::Head, After::Nothing);
        self.top_mut().head = head;
        self.keep();
        self.expect = Expect::Operand;
        Ok(())
    }

    /// At `function`.
    pub(super) fn function(&mut self, is_async: bool, after: After) -> Step {
        let is_expression = after == After::Expression;
        self.keep_as(if is_expression {
            TokenKind::FunctionExpression
        } else {
            TokenKind::Function
        });
        let mut flags = if is_async { IN_ASYNC } else { 0 };
        if self.next.kind == TokenKind::Star {
            self.keep();
            flags |= IN_GENERATOR;
        }
        if self.next.kind == TokenKind::Identifier {
            self.keep();
        }
        self.parameters(flags, after)
    }

    /// At the `(` of a parameter list.
    pub(super) fn parameters(&mut self, flags: u8, after: After) -> Step {
        if self.next.kind != TokenKind::LeftParen {
            return self.unexpected_but("'('");
        }
        self.open(BracketKind::Parameters, after);
        self.top_mut().inner_flags = flags;
        self.flags = flags;
        self.keep();
        self.expect = Expect::Operand;
        Ok(())
    }

    /// At `class`.
    pub(super) fn class(&mut self, after: After) -> Step {
        let is_expression = after == After::Expression;
        self.keep_as(if is_expression { TokenKind::ClassExpression } else { TokenKind::Class });
        if self.next.kind == TokenKind::Identifier {
            self.keep();
        }
        if self.next.kind == TokenKind::Extends {
            self.open(BracketKind::Heritage, after);
            self.keep();
            self.expect = Expect::Operand;
            return Ok(());
        }
        if self.next.kind != TokenKind::LeftBrace {
            return self.unexpected_but("'{'");
        }
        self.class_body(after)
    }

    /// At the `{` of a class.
    pub(super) fn class_body(&mut self, after: After) -> Step {
        self.open(BracketKind::Class, after);
        self.keep_as(TokenKind::ClassBrace);
        self.expect = Expect::PropertyName;
        Ok(())
    }
}
