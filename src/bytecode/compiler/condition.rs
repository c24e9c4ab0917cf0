//! Conditions: tests that jump, without a boolean in between.
//!
//! Invariant: `jump_if` evaluates each operand at most once and in order, and falls through where it does not jump.

use super::operators::left_chain;
use super::simple::may_assign;
use super::{Compiler, Result};
use crate::bytecode::builder::{Label, Register};
use jsrun_parser::ast::{BinaryOp, Expr, ExprKind, UnaryOp};

impl<'a> Compiler<'_, 'a> {
    /// Jumps to the label if the truth of the expression is `sense`.
    pub(super) fn jump_if(&mut self, expr: &'a Expr<'a>, sense: bool, target: Label) -> Result {
        self.nested(expr.span, |c| {
            let mark = c.f.b.mark();
            c.condition(expr, sense, target)?;
            c.f.b.release(mark);
            Ok(())
        })
    }

    fn condition(&mut self, expr: &'a Expr<'a>, sense: bool, target: Label) -> Result {
        let (mut expr, mut sense) = (expr.without_parentheses(), sense);
        while let ExprKind::Unary { operator: UnaryOp::Not, operand } = &expr.kind {
            (expr, sense) = (operand.without_parentheses(), !sense);
        }
        match &expr.kind {
            ExprKind::Bool(value) => {
                if *value == sense {
                    self.f.b.jump_always(target);
                }
                Ok(())
            }
            ExprKind::Sequence(parts) => {
                self.sequence(parts, |c, last| c.jump_if(last, sense, target))
            }
            ExprKind::Binary { operator: operator @ (BinaryOp::And | BinaryOp::Or), .. } => {
                self.logical_condition(*operator, expr, sense, target)
            }
            ExprKind::Binary { operator, left, right } if is_comparison(*operator) => {
                self.comparison(*operator, left, right, sense, target)
            }
            _ => {
                let value = self.operand(expr)?;
                self.jump_if_register(value, sense, target);
                Ok(())
            }
        }
    }

    fn jump_if_register(&mut self, value: Register, sense: bool, target: Label) {
        match sense {
            true => self.f.b.jump_if_true(value, target),
            false => self.f.b.jump_if_false(value, target),
        }
    }

    /// `a && b && c` or `a || b || c`, however long.
    fn logical_condition(
        &mut self,
        operator: BinaryOp,
        expr: &'a Expr<'a>,
        sense: bool,
        target: Label,
    ) -> Result {
        let (first, rest) = left_chain(expr, |other| other == operator);
        let decided_by = operator == BinaryOp::Or;
        let end = self.f.b.label();
        let mut operand = first;
        for (_, next, _) in rest {
            // All but the last jump out as soon as they decide: to the target, or behind the whole condition.
            let place = if decided_by == sense { target } else { end };
            self.jump_if(operand, decided_by, place)?;
            operand = next;
        }
        self.jump_if(operand, sense, target)?;
        self.f.b.bind(end);
        Ok(())
    }

    fn comparison(
        &mut self,
        operator: BinaryOp,
        left: &'a Expr<'a>,
        right: &'a Expr<'a>,
        sense: bool,
        target: Label,
    ) -> Result {
        if self.special_comparison(operator, left, right, sense, target)? {
            return Ok(());
        }
        let offset = self.after_blanks(left.span.end);
        let left = self.stable_operand(left, may_assign(right))?;
        let right = self.operand(right)?;
        let b = self.f.b.at(offset);
        match (operator, sense) {
            (BinaryOp::Less, true) => b.jump_lt(left, right, target),
            (BinaryOp::Less, false) => b.jump_not_lt(left, right, target),
            (BinaryOp::LessEqual, true) => b.jump_le(left, right, target),
            (BinaryOp::LessEqual, false) => b.jump_not_le(left, right, target),
            (BinaryOp::Greater, true) => b.jump_gt(left, right, target),
            (BinaryOp::Greater, false) => b.jump_not_gt(left, right, target),
            (BinaryOp::GreaterEqual, true) => b.jump_ge(left, right, target),
            (BinaryOp::GreaterEqual, false) => b.jump_not_ge(left, right, target),
            (BinaryOp::Equal, true) | (BinaryOp::NotEqual, false) => {
                b.jump_loose_eq(left, right, target)
            }
            (BinaryOp::NotEqual, true) | (BinaryOp::Equal, false) => {
                b.jump_not_loose_eq(left, right, target)
            }
            (BinaryOp::StrictEqual, true) | (BinaryOp::StrictNotEqual, false) => {
                b.jump_strict_eq(left, right, target)
            }
            _ => b.jump_not_strict_eq(left, right, target),
        }
        Ok(())
    }

    /// Comparisons with `undefined` and `null` that have jumps of their own.
    fn special_comparison(
        &mut self,
        operator: BinaryOp,
        left: &'a Expr<'a>,
        right: &'a Expr<'a>,
        sense: bool,
        target: Label,
    ) -> Result<bool> {
        let is_strict = matches!(operator, BinaryOp::StrictEqual | BinaryOp::StrictNotEqual);
        let is_loose = matches!(operator, BinaryOp::Equal | BinaryOp::NotEqual);
        let is_nullish =
            |expr: &'a Expr<'a>| matches!(expr.without_parentheses().kind, ExprKind::Null);
        let qualifies = |expr| {
            (is_strict || is_loose) && self.is_undefined(expr) || is_loose && is_nullish(expr)
        };
        let other = if qualifies(right) {
            left
        } else if qualifies(left) {
            right
        } else {
            return Ok(false);
        };
        let value = self.operand(other)?;
        let is_equality = matches!(operator, BinaryOp::StrictEqual | BinaryOp::Equal);
        match (is_strict, is_equality == sense) {
            (true, true) => self.f.b.jump_if_undefined(value, target),
            (true, false) => self.f.b.jump_if_not_undefined(value, target),
            (false, true) => self.f.b.jump_if_like_null(value, target),
            (false, false) => self.f.b.jump_if_not_like_null(value, target),
        }
        Ok(true)
    }

    /// Is this `undefined` for certain, without effects?
    fn is_undefined(&self, expr: &'a Expr<'a>) -> bool {
        match &expr.without_parentheses().kind {
            ExprKind::Unary { operator: UnaryOp::Void, operand } => {
                matches!(operand.kind, ExprKind::Number(_))
            }
            ExprKind::Ident(reference) => {
                reference.name == jsrun_parser::name::Name::UNDEFINED
                    && self.location(reference.binding.get()) == super::scope::Location::Global
                    && !reference.is_dynamic.get()
            }
            _ => false,
        }
    }
}

fn is_comparison(operator: BinaryOp) -> bool {
    use BinaryOp::*;
    matches!(
        operator,
        Less | LessEqual | Greater | GreaterEqual | Equal | NotEqual | StrictEqual | StrictNotEqual
    )
}
