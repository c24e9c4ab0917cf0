//! Unary and binary operators.
//!
//! Invariant: a chain of left-associative operators is compiled by a loop, however long it is.

use super::expression::as_int32;
use super::simple::may_assign;
use super::{Compiler, Result};
use crate::bytecode::builder::Register;
use crate::bytecode::error_kind;
use crate::value::Value;
use jsrun_parser::ast::{BinaryOp, Expr, ExprKind, UnaryOp};
use jsrun_parser::source::Span;

impl<'a> Compiler<'_, 'a> {
    /// A binary operator that always evaluates both sides.
    pub(super) fn binary(&mut self, expr: &'a Expr<'a>, destination: Register) -> Result {
        let (leftmost, operators) = left_chain(expr, |operator| !operator.is_logical());
        let changes = operators.iter().take(1).any(|(_, right, _)| may_assign(right));
        let mut left = self.stable_operand(leftmost, changes)?;
        let accumulator = if operators.len() > 1 { Some(self.temporary()) } else { None };
        let count = operators.len();
        for (index, (operator, right, left_end)) in operators.into_iter().enumerate() {
            let result = match accumulator {
                Some(accumulator) if index + 1 < count => accumulator,
                _ => destination,
            };
            let mark = self.f.b.mark();
            let offset = self.after_blanks(left_end);
            self.binary_operator(operator, result, left, right, offset)?;
            self.f.b.release(mark);
            left = result;
        }
        Ok(())
    }

    /// Evaluates the right side and applies the operator.
    pub(super) fn binary_operator(
        &mut self,
        operator: BinaryOp,
        destination: Register,
        left: Register,
        right: &'a Expr<'a>,
        offset: u32,
    ) -> Result {
        if operator == BinaryOp::Add
            && let ExprKind::Number(number) = right.kind
            && let Some(int) = as_int32(number)
        {
            self.f.b.at(offset).add_imm(destination, left, int);
            return Ok(());
        }
        let span = right.span;
        let right = self.operand(right)?;
        self.operator(operator, destination, left, right, offset, span);
        Ok(())
    }

    fn operator(
        &mut self,
        operator: BinaryOp,
        destination: Register,
        left: Register,
        right: Register,
        offset: u32,
        span: Span,
    ) {
        let b = self.f.b.at(offset);
        match operator {
            BinaryOp::Add => b.add(destination, left, right),
            BinaryOp::Subtract => b.sub(destination, left, right),
            BinaryOp::Multiply => b.mul(destination, left, right),
            BinaryOp::Divide => b.div(destination, left, right),
            BinaryOp::Remainder => b.rem(destination, left, right),
            BinaryOp::Exponentiate => b.exp(destination, left, right),
            BinaryOp::BitAnd => b.bit_and(destination, left, right),
            BinaryOp::BitOr => b.bit_or(destination, left, right),
            BinaryOp::BitXor => b.bit_xor(destination, left, right),
            BinaryOp::ShiftLeft => b.shl(destination, left, right),
            BinaryOp::ShiftRight => b.shr(destination, left, right),
            BinaryOp::ShiftRightUnsigned => b.ushr(destination, left, right),
            BinaryOp::Less => b.lt(destination, left, right),
            BinaryOp::LessEqual => b.le(destination, left, right),
            BinaryOp::Greater => b.gt(destination, left, right),
            BinaryOp::GreaterEqual => b.ge(destination, left, right),
            BinaryOp::Equal => b.loose_eq(destination, left, right),
            BinaryOp::NotEqual => b.not_loose_eq(destination, left, right),
            BinaryOp::StrictEqual => b.strict_eq(destination, left, right),
            BinaryOp::StrictNotEqual => b.not_strict_eq(destination, left, right),
            BinaryOp::Instanceof => b.quote(span).instance_of(destination, left, right),
            BinaryOp::In => b.has_property(destination, left, right),
            // Logical operators never come here: they are jumps.
            BinaryOp::Coalesce | BinaryOp::Or | BinaryOp::And => b.mov(destination, right),
        }
    }

    /// `a && b`, `a || b`, `a ?? b` for their value.
    pub(super) fn logical(&mut self, expr: &'a Expr<'a>, destination: Register) -> Result {
        let (leftmost, operators) = left_chain(expr, BinaryOp::is_logical);
        self.into(leftmost, destination)?;
        let mut end = self.f.b.label();
        let mut previous = None;
        for (operator, right, _) in operators {
            if previous.is_some_and(|previous| previous != operator) {
                self.f.b.bind(end);
                end = self.f.b.label();
            }
            previous = Some(operator);
            self.short_circuit(operator, destination, end);
            self.into(right, destination)?;
        }
        self.f.b.bind(end);
        Ok(())
    }

    /// A logical operator whose value nobody needs.
    pub(super) fn logical_effect(
        &mut self,
        operator: BinaryOp,
        left: &'a Expr<'a>,
        right: &'a Expr<'a>,
    ) -> Result {
        let end = self.f.b.label();
        let mark = self.f.b.mark();
        match operator {
            BinaryOp::And => self.jump_if(left, false, end)?,
            BinaryOp::Or => self.jump_if(left, true, end)?,
            _ => {
                let left = self.operand(left)?;
                self.f.b.jump_if_not_nullish(left, end);
            }
        }
        self.f.b.release(mark);
        self.effect(right)?;
        self.f.b.bind(end);
        Ok(())
    }

    /// A prefix operator.
    pub(super) fn unary(
        &mut self,
        operator: UnaryOp,
        operand: &'a Expr<'a>,
        destination: Register,
        span: Span,
    ) -> Result {
        if operator == UnaryOp::Minus
            && let ExprKind::Number(number) = operand.kind
        {
            self.number(-number, destination);
            return Ok(());
        }
        match operator {
            UnaryOp::Typeof => return self.type_of(operand, destination),
            UnaryOp::Delete => return self.delete(operand, destination, span),
            UnaryOp::Void => {
                self.effect(operand)?;
                self.load(destination, Value::UNDEFINED);
                return Ok(());
            }
            _ => {}
        }
        let value = self.operand(operand)?;
        let b = self.f.b.at(span.start);
        match operator {
            UnaryOp::Not => b.not(destination, value),
            UnaryOp::BitNot => b.bit_not(destination, value),
            UnaryOp::Plus => b.to_number(destination, value),
            _ => b.neg(destination, value),
        }
        Ok(())
    }

    /// `typeof a`: of a global that does not exist it is no error.
    fn type_of(&mut self, operand: &'a Expr<'a>, destination: Register) -> Result {
        let operand = operand.without_parentheses();
        let value = match &operand.kind {
            ExprKind::Ident(reference)
                if !reference.binding.get().is_some() || reference.is_dynamic.get() =>
            {
                let value = self.temporary();
                self.load_typeof_operand(reference, operand.span, value)?;
                value
            }
            _ => self.operand(operand)?,
        };
        self.f.b.type_of(destination, value);
        Ok(())
    }

    /// `delete a` (https://tc39.es/ecma262/#sec-delete-operator)
    fn delete(&mut self, operand: &'a Expr<'a>, destination: Register, span: Span) -> Result {
        let operand = operand.without_parentheses();
        match &operand.kind {
            ExprKind::Ident(reference) => self.delete_name(reference, span, destination)?,
            ExprKind::Member { .. } | ExprKind::Index { .. } => {
                self.delete_property(operand, destination)?
            }
            ExprKind::OptionalChain(inner) => {
                let (exit, end) = (self.f.b.label(), self.f.b.label());
                let outer = self.f.chain_exit.replace(exit);
                match &inner.kind {
                    ExprKind::Member { .. } | ExprKind::Index { .. } => {
                        self.delete_property(inner, destination)?
                    }
                    _ => {
                        let value = self.temporary();
                        self.chain(inner, value)?;
                        self.load(destination, Value::TRUE);
                    }
                }
                self.f.chain_exit = outer;
                self.f.b.jump_always(end);
                self.f.b.bind(exit);
                self.load(destination, Value::TRUE);
                self.f.b.bind(end);
            }
            ExprKind::SuperMember(member) => {
                self.super_parts(member, operand.span)?;
                self.throw_error(
                    error_kind::REFERENCE,
                    "Unsupported reference to 'super'",
                    span.start,
                );
                self.load(destination, Value::TRUE);
            }
            _ => {
                self.effect(operand)?;
                self.load(destination, Value::TRUE);
            }
        }
        Ok(())
    }

    fn delete_property(&mut self, access: &'a Expr<'a>, destination: Register) -> Result {
        let (object, key, optional) = match &access.kind {
            ExprKind::Member { object, optional, .. } => (object, None, *optional),
            ExprKind::Index { object, index, optional } => (object, Some(*index), *optional),
            _ => return self.effect(access),
        };
        let value = self.temporary();
        self.into(object, value)?;
        if optional && let Some(exit) = self.f.chain_exit {
            self.f.b.jump_if_nullish(value, exit);
        }
        let key = match (&access.kind, key) {
            (ExprKind::Member { property, .. }, _) => self.string_register(self.name(*property)),
            (_, Some(index)) => self.operand(index)?,
            _ => return Ok(()),
        };
        self.f.b.at(self.property_offset(access)).delete_element(destination, value, key);
        Ok(())
    }
}

/// An operator with its right side and the end of its left side.
type Operation<'a> = (BinaryOp, &'a Expr<'a>, u32);

/// Takes a chain of operators that stand to the left of each other apart: the leftmost operand, and the operators
/// with their right sides from left to right.
pub(super) fn left_chain<'a>(
    expr: &'a Expr<'a>,
    belongs: impl Fn(BinaryOp) -> bool,
) -> (&'a Expr<'a>, Vec<Operation<'a>>) {
    let mut operators = Vec::new();
    let mut leftmost = expr;
    while let ExprKind::Binary { operator, left, right } = &leftmost.without_parentheses().kind
        && belongs(*operator)
    {
        operators.push((*operator, *right, left.span.end));
        leftmost = left;
    }
    operators.reverse();
    (leftmost, operators)
}
