//! Quick looks at syntax: may an operand stay where it is while another is evaluated?
//!
//! Invariant: each look visits a bounded number of nodes and then answers as if it had found the worst.

use jsrun_parser::ast::{Element, Expr, ExprKind, UnaryOp};

/// How many nodes a look visits.
const BUDGET: u32 = 48;

/// May evaluating this assign to a register of this function?
pub(super) fn may_assign(expr: &Expr<'_>) -> bool {
    let mut budget = BUDGET;
    assigns(expr, &mut budget)
}

fn element_assigns(element: &Element<'_>, budget: &mut u32) -> bool {
    match element {
        Element::Hole => false,
        Element::Expr(expr) | Element::Spread(expr) => assigns(expr, budget),
    }
}

fn assigns(expr: &Expr<'_>, budget: &mut u32) -> bool {
    if *budget == 0 {
        return true;
    }
    *budget -= 1;
    use ExprKind::*;
    match &expr.kind {
        Ident(_) | This(_) | NewTarget(_) | Null | Bool(_) | Number(_) | BigInt(_) | String(_)
        | Regex(_) | Function(_) => false,
        Parenthesized(inner) | OptionalChain(inner) => assigns(inner, budget),
        Unary { operand, .. } => assigns(operand, budget),
        Binary { left, right, .. } => assigns(left, budget) || assigns(right, budget),
        Conditional(c) => {
            assigns(c.test, budget) || assigns(c.consequent, budget) || assigns(c.alternate, budget)
        }
        Member { object, .. } | PrivateMember { object, .. } => assigns(object, budget),
        Index { object, index, .. } => assigns(object, budget) || assigns(index, budget),
        Call(call) => {
            assigns(call.callee, budget)
                || call.arguments.iter().any(|a| element_assigns(a, budget))
        }
        New(new) => {
            assigns(new.callee, budget) || new.arguments.iter().any(|a| element_assigns(a, budget))
        }
        Array(elements) => elements.iter().any(|e| element_assigns(e, budget)),
        Template(template) => template.expressions.iter().any(|e| assigns(e, budget)),
        _ => true,
    }
}

/// Is this a loop's test so small that compiling it twice costs less than a jump?
pub(super) fn is_small_test(expr: &Expr<'_>) -> bool {
    let mut budget = 12;
    is_small(expr, &mut budget)
}

fn is_small(expr: &Expr<'_>, budget: &mut u32) -> bool {
    if *budget == 0 {
        return false;
    }
    *budget -= 1;
    use ExprKind::*;
    match &expr.kind {
        Ident(_) | This(_) | Null | Bool(_) | Number(_) | String(_) => true,
        Parenthesized(inner) => is_small(inner, budget),
        Unary { operator, operand } => *operator != UnaryOp::Delete && is_small(operand, budget),
        Update { target, .. } => is_small(target, budget),
        Binary { left, right, .. } => is_small(left, budget) && is_small(right, budget),
        Member { object, optional, .. } => !optional && is_small(object, budget),
        Index { object, index, optional } => {
            !optional && is_small(object, budget) && is_small(index, budget)
        }
        _ => false,
    }
}

/// Does evaluating this expression write its destination only once, in its last instruction, so that the destination
/// may be a variable that the expression reads?
pub(super) fn writes_once(expr: &Expr<'_>) -> bool {
    use ExprKind::*;
    match &expr.without_parentheses().kind {
        Ident(_) | This(_) | NewTarget(_) | Null | Bool(_) | Number(_) | BigInt(_) | String(_)
        | Regex(_) => true,
        Function(_)
        | Call(_)
        | New(_)
        | Member { .. }
        | Index { .. }
        | PrivateMember { .. }
        | PrivateIn { .. } => true,
        Binary { operator, .. } => !operator.is_logical(),
        Unary { operator, .. } => !matches!(operator, UnaryOp::Delete),
        _ => false,
    }
}
