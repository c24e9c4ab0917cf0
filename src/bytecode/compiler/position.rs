//! Where errors are reported: the offsets of operators, property names and calls.
//!
//! Invariant: each is found by a short look at the source between two nodes, never by a search of the text.

use super::Compiler;
use jsrun_parser::ast::{Expr, ExprKind};

/// How far behind a node the punctuator that follows it is looked for.
const WINDOW: usize = 64;

impl<'a> Compiler<'_, 'a> {
    /// The first byte behind `offset` that is no blank: where the operator after a left operand stands.
    pub(super) fn after_blanks(&self, offset: u32) -> u32 {
        let text = self.program.source;
        let from = (offset as usize).min(text.len());
        let blanks = text[from..]
            .iter()
            .take(WINDOW)
            .take_while(|byte| byte.is_ascii_whitespace() || **byte == b')');
        let at = from + blanks.count();
        if at < text.len() { at as u32 } else { offset }
    }

    /// The next `punctuator` from `offset` on.
    fn next_punctuator(&self, offset: u32, punctuator: u8) -> u32 {
        let text = self.program.source;
        let from = (offset as usize).min(text.len());
        let found = text[from..].iter().take(WINDOW).position(|byte| *byte == punctuator);
        found.map_or(offset, |distance| (from + distance) as u32)
    }

    /// Where the access of a property is reported: at its name, or at the opening bracket.
    pub(super) fn property_offset(&self, access: &Expr<'a>) -> u32 {
        let ends_with = |name: &[u8]| access.span.end.saturating_sub(name.len() as u32);
        match &access.kind {
            ExprKind::Member { property, .. } => ends_with(self.name(*property)),
            ExprKind::PrivateMember { property, .. } => ends_with(self.name(property.name)),
            ExprKind::Index { object, .. } => self.next_punctuator(object.span.end, b'['),
            _ => access.span.start,
        }
    }

    /// Where a call is reported: at the name that is called, else at the opening parenthesis.
    pub(super) fn call_offset(&self, callee: &Expr<'a>) -> u32 {
        match &callee.kind {
            ExprKind::Ident(_) => callee.span.start,
            ExprKind::Member { .. } | ExprKind::PrivateMember { .. } => {
                self.property_offset(callee)
            }
            _ => self.next_punctuator(callee.span.end, b'('),
        }
    }
}
