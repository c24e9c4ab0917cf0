//! Properties of object literals and elements of classes.

use super::bracket::{After, BracketKind, IN_ASYNC, IN_GENERATOR};
use super::{Expect, Reader, Step};
use crate::name::Name;
use crate::token::TokenKind;

/// Does this follow a name that is complete, so that the word before is the name itself and no
/// modifier?
fn ends_name(kind: TokenKind) -> bool {
    use TokenKind::*;
    matches!(kind, LeftParen | Assign | Semicolon | RightBrace | Comma | Colon | EndOfInput)
}

impl Reader<'_, '_> {
    /// Where a property or element begins: modifiers and name.
    pub(super) fn property_name(&mut self) -> Step {
        use TokenKind::*;
        let in_class = self.top().kind == BracketKind::Class;
        if in_class {
            // A field's initialiser has changed them.
            self.flags = self.top().outer_flags;
        }
        match self.next.kind {
            RightBrace => return self.close_brace(),
            Semicolon if in_class => {
                self.keep();
                return Ok(());
            }
            Ellipsis if !in_class => {
                self.keep();
                self.expect = Expect::Operand;
                return Ok(());
            }
            _ => {}
        }
        self.expect = Expect::AfterPropertyName;
        self.top_mut().inner_flags = 0;
        if in_class && self.next.is(Name::STATIC) {
            self.keep();
            if ends_name(self.next.kind) {
                return Ok(());
            }
            if self.next.kind == LeftBrace {
                self.last_becomes(StaticBlock);
                self.open(BracketKind::FunctionBody, After::ClassElement);
                self.flags = 0;
                self.keep();
                self.expect = Expect::Statement;
                return Ok(());
            }
            self.last_becomes(Static);
        }
        let mut flags = 0;
        if self.next.is(Name::ASYNC) {
            self.keep();
            if ends_name(self.next.kind) || self.next.after_newline() {
                return Ok(());
            }
            self.last_becomes(Async);
            flags = IN_ASYNC;
        }
        if self.next.kind == Star {
            self.keep();
            flags |= IN_GENERATOR;
        } else if flags == 0 && (self.next.is(Name::GET) || self.next.is(Name::SET)) {
            let kind = if self.next.is(Name::GET) { Get } else { Set };
            self.keep();
            if ends_name(self.next.kind) || self.next.kind == Star {
                return Ok(());
            }
            self.last_becomes(kind);
        }
        self.top_mut().inner_flags = flags;
        match self.next.kind {
            String | Number | LegacyOctal => {
                self.note_octal();
                self.keep();
            }
            BigInt => self.keep(),
            PrivateName if in_class => self.keep(),
            LeftBracket => {
                self.open(BracketKind::Square, After::ComputedName);
                self.keep();
                self.expect = Expect::Operand;
            }
            _ => self.keep_name()?,
        }
        Ok(())
    }

    /// After the name: a method's parameters, a value, or the end.
    pub(super) fn after_property_name(&mut self) -> Step {
        use TokenKind::*;
        let in_class = self.top().kind == BracketKind::Class;
        match self.next.kind {
            LeftParen => {
                let flags = self.top().inner_flags;
                return self.parameters(
                    flags,
                    if in_class { After::ClassElement } else { After::ObjectMethod },
                );
            }
            Assign => {
                self.keep();
                self.expect = Expect::Operand;
                if in_class {
                    self.flags = 0;
                }
            }
            Colon if !in_class => {
                self.keep();
                self.expect = Expect::Operand;
            }
            Comma if !in_class => {
                self.keep();
                self.expect = Expect::PropertyName;
            }
            RightBrace => return self.close_brace(),
            Semicolon if in_class => {
                self.keep();
                self.expect = Expect::PropertyName;
            }
            _ if in_class && self.next.after_newline() => return self.end_by_newline(),
            _ => return self.unexpected(),
        }
        Ok(())
    }
}
