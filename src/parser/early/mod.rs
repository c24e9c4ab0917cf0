//! Early errors that depend on where code stands: the walk of `scope` asks these questions.

pub(crate) mod labels;
mod module;

use crate::ast::*;
use crate::literal;
use crate::name::Name;
use crate::reader::{Octal, OctalKind};
use crate::scope::walk::{ContextKind, Walker};
use crate::source::Span;

impl<'a> Walker<'a, '_> {
    /// Is this word reserved here, though not everywhere?
    #[cold]
    pub(crate) fn check_reserved(&mut self, name: Name, span: Span) {
        let context = self.context();
        let is_module = self.options.goal == crate::Goal::Module;
        match name {
            Name::AWAIT if is_module || context.await_reserved => {
                self.fail("Unexpected reserved word", span);
            }
            Name::YIELD if context.is_generator && !context.strict => {
                self.fail("Unexpected identifier 'yield'", span);
            }
            _ if context.strict && (Name::YIELD.0..=Name::PUBLIC.0).contains(&name.0) => {
                self.fail("Unexpected strict mode reserved word", span);
            }
            _ => {}
        }
    }

    /// `eval` and `arguments` are no names to declare in strict code, nor are its reserved words.
    pub(crate) fn check_strict_name(&mut self, name: Name, span: Span, strict: bool) {
        if !strict {
            return;
        }
        if matches!(name, Name::EVAL | Name::ARGUMENTS) {
            self.fail("Unexpected eval or arguments in strict mode", span);
        } else if (Name::YIELD.0..=Name::PUBLIC.0).contains(&name.0) {
            self.fail("Unexpected strict mode reserved word", span);
        }
    }

    /// May this name be declared here?
    #[inline]
    pub(crate) fn check_binding_name(&mut self, name: Name, span: Span) {
        if name.0 <= Name::ARGUMENTS.0 {
            self.check_reserved(name, span);
            self.check_strict_name(name, span, self.context().strict);
            if name == Name::ARGUMENTS && self.context().kind == ContextKind::StaticBlock {
                let message = "'arguments' is not allowed in class field initializer or static initialization block";
                self.fail(message, span);
            }
        }
    }

    /// `await` as an operator.
    pub(crate) fn check_await(&mut self, span: Span) {
        let context = self.context();
        if context.in_params {
            self.fail("Illegal await-expression in formal parameters of async function", span);
        } else if !context.is_async {
            self.fail(
                "await is only valid in async functions and the top level bodies of modules",
                span,
            );
        } else if context.kind == ContextKind::Program {
            self.has_top_level_await = true;
        }
    }

    /// The operand of `delete`.
    pub(crate) fn check_delete(&mut self, operand: &'a Expr<'a>, span: Span) {
        let mut inner = operand;
        while let ExprKind::Parenthesized(next) | ExprKind::OptionalChain(next) = inner.kind {
            inner = next;
        }
        match inner.kind {
            ExprKind::Ident(_) if self.context().strict => {
                self.fail("Delete of an unqualified identifier in strict mode.", inner.span);
            }
            ExprKind::PrivateMember { .. } => self.fail("Private fields can not be deleted", span),
            _ => {}
        }
    }

    /// Only tagged templates may have invalid escapes.
    #[cold]
    pub(crate) fn invalid_template_escape(&mut self, piece: &TemplatePiece<'a>) {
        let message = literal::template_error(piece.raw);
        self.fail(message, piece.span);
    }

    /// Strict code has no legacy octals. Both lists are in the order of the text.
    pub(crate) fn check_octals(&mut self, octals: &[Octal]) {
        let mut regions = self.strict_regions.iter().peekable();
        for octal in octals {
            while regions.next_if(|region| region.end <= octal.span.start).is_some() {}
            if regions.peek().is_some_and(|region| region.start <= octal.span.start) {
                let message = match octal.kind {
                    OctalKind::Literal => "Octal literals are not allowed in strict mode.",
                    OctalKind::Decimal => {
                        "Decimals with leading zeros are not allowed in strict mode."
                    }
                    OctalKind::Escape => "Octal escape sequences are not allowed in strict mode.",
                    OctalKind::EscapeEightOrNine => "\\8 and \\9 are not allowed in strict mode.",
                };
                return self.fail(message, octal.span);
            }
        }
    }
}
