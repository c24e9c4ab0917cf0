//! Calls in tail position (https://tc39.es/ecma262/#sec-static-semantics-hascallintailposition).
//!
//! Invariant: nothing stands around a tail call that is to be done or caught when it has returned.

use super::control::Control;
use super::{Compiler, Result};
use crate::bytecode::builder::Register;
use jsrun_parser::ast::{Expr, ExprKind};

impl<'a> Compiler<'_, 'a> {
    /// May a call whose value is returned here be a tail call? In strict code of functions that cannot be suspended.
    ///
    /// IsInTailPosition (https://tc39.es/ecma262/#sec-isintailposition), of what is returned
    pub(super) fn has_tail_calls(&self) -> bool {
        let is_free =
            |entry: &Control| matches!(entry, Control::Break { .. } | Control::Continue { .. });
        self.f.strict
            && !self.f.is_derived
            && self.f.suspension.is_none()
            && self.f.id != self.program.function
            && self.f.control.iter().all(is_free)
    }

    /// `return expr` where that is so.
    pub(super) fn return_in_tail_position(&mut self, expr: &'a Expr<'a>) -> Result {
        let mark = self.f.b.mark();
        let value = self.temporary();
        self.tail(expr, value)?;
        self.f.b.release(mark);
        Ok(())
    }

    /// Evaluates an expression and returns its value.
    fn tail(&mut self, expr: &'a Expr<'a>, value: Register) -> Result {
        let expr = expr.without_parentheses();
        match &expr.kind {
            ExprKind::Conditional(conditional) => self
                .conditional_chain(conditional, |c, branch, _| {
                    c.nested(expr.span, |c| c.tail(branch, value))
                }),
            ExprKind::Binary { operator, left, right } if operator.is_logical() => {
                let end = self.f.b.label();
                self.into(left, value)?;
                self.short_circuit(*operator, value, end);
                self.nested(expr.span, |c| c.tail(right, value))?;
                self.f.b.bind(end);
                self.return_register(value)
            }
            ExprKind::Sequence(parts) => self.sequence(parts, |c, last| c.tail(last, value)),
            _ => {
                self.f.tail_call = tail_call(expr);
                let mark = self.f.b.mark();
                let result = match self.f.tail_call {
                    Some(_) => self.into(expr, value).map(|()| value),
                    None => self.operand(expr),
                };
                self.f.tail_call = None;
                let result = result?;
                self.f.b.at(expr.span.start);
                self.return_register(result)?;
                self.f.b.release(mark);
                Ok(())
            }
        }
    }
}

/// Is it worth looking for a tail call in this expression?
pub(super) fn may_have_tail_call(expr: &Expr<'_>) -> bool {
    let expr = expr.without_parentheses();
    match &expr.kind {
        ExprKind::Conditional(_) | ExprKind::Sequence(_) => true,
        ExprKind::Binary { operator, .. } => operator.is_logical(),
        _ => tail_call(expr).is_some(),
    }
}

/// The call that gives an expression its value, if there is one: the address of its syntax.
fn tail_call(expr: &Expr<'_>) -> Option<usize> {
    match &expr.without_parentheses().kind {
        ExprKind::Call(call) => Some(std::ptr::from_ref(*call).addr()),
        ExprKind::TaggedTemplate(tagged) => Some(std::ptr::from_ref(*tagged).addr()),
        ExprKind::OptionalChain(inner) => tail_call(inner),
        _ => None,
    }
}
