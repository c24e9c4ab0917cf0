//! Import and export declarations.

use super::bracket::After;
use super::{Expect, Reader, Step};
use crate::name::Name;
use crate::options::Goal;
use crate::token::TokenKind;

impl Reader<'_, '_> {
    /// An identifier, a reserved word, or a string.
    fn module_name(&mut self) -> Step {
        if self.next.kind == TokenKind::String {
            self.note_octal();
            self.keep();
            return Ok(());
        }
        self.keep_name()
    }

    /// `from "specifier"`
    fn from(&mut self) -> Step {
        if !self.next.is(Name::FROM) {
            return self.unexpected_but("'from'");
        }
        self.keep_as(TokenKind::From);
        self.note_octal();
        self.keep_only(TokenKind::String, "a module specifier")?;
        self.attributes()
    }

    /// `with {key: "value"}`, perhaps
    fn attributes(&mut self) -> Step {
        use TokenKind::*;
        if self.next.kind != With {
            return self.end_without_operator();
        }
        self.keep();
        self.keep_only(LeftBrace, "'{'")?;
        while self.next.kind != RightBrace {
            self.module_name()?;
            self.keep_only(Colon, "':'")?;
            self.note_octal();
            self.keep_only(String, "a string")?;
            self.list_comma()?;
        }
        self.keep();
        self.end_without_operator()
    }

    /// `,` or the end of a list in braces.
    fn list_comma(&mut self) -> Step {
        match self.next.kind {
            TokenKind::Comma => self.keep(),
            TokenKind::RightBrace => {}
            _ => return self.unexpected_but("',' or '}'"),
        }
        Ok(())
    }

    /// After `import` of a declaration.
    pub(super) fn import_declaration(&mut self) -> Step {
        use TokenKind::*;
        if self.goal != Goal::Module {
            let import = self.tokens[self.tokens.len() - 1].span();
            return Err(Box::new(crate::SyntaxError::new(
                "Cannot use import statement outside a module",
                import,
            )));
        }
        if self.next.kind == String {
            self.note_octal();
            self.keep();
            return self.attributes();
        }
        if self.next.kind == Identifier {
            self.keep();
            if self.next.kind != Comma {
                return self.from();
            }
            self.keep();
        }
        match self.next.kind {
            Star => {
                self.keep();
                self.keep_as_word()?;
                self.keep_only(Identifier, "a name")?;
            }
            LeftBrace => self.specifiers()?,
            _ => return self.unexpected(),
        }
        self.from()
    }

    fn keep_as_word(&mut self) -> Step {
        if !self.next.is(Name::AS) {
            return self.unexpected_but("'as'");
        }
        self.keep_as(TokenKind::As);
        Ok(())
    }

    /// `{a, b as c}`
    fn specifiers(&mut self) -> Step {
        self.keep();
        while self.next.kind != TokenKind::RightBrace {
            self.module_name()?;
            if self.next.is(Name::AS) {
                self.keep_as(TokenKind::As);
                self.module_name()?;
            }
            self.list_comma()?;
        }
        self.keep();
        Ok(())
    }

    /// After `export`.
    pub(super) fn export_declaration(&mut self) -> Step {
        use TokenKind::*;
        match self.next.kind {
            Star => {
                self.keep();
                if self.next.is(Name::AS) {
                    self.keep_as(As);
                    self.module_name()?;
                }
                self.from()
            }
            LeftBrace => {
                self.specifiers()?;
                if self.next.is(Name::FROM) {
                    return self.from();
                }
                self.end_without_operator()
            }
            Default => {
                self.keep();
                match self.next.kind {
                    Function => return self.function(false, After::Declaration),
                    Class => return self.class(After::Declaration),
                    Identifier if self.next.is(Name::ASYNC) => {
                        self.keep();
                        if self.next_is_on_line(Function) {
                            self.last_becomes(Async);
                            return self.function(true, After::Declaration);
                        }
                        self.expect = Expect::Operator;
                    }
                    _ => self.expect = Expect::Operand,
                }
                Ok(())
            }
            _ => {
                self.expect = Expect::Statement;
                Ok(())
            }
        }
    }
}
