//! Expressions and patterns.

use std::cell::Cell;

use super::{Actions, List};
use crate::ast::*;
use crate::literal;
use crate::name::Name;
use crate::options::Goal;
use crate::source::Span;

/// How many levels of precedence there are.
const LEVELS: usize = 12;

/// How tightly an operator binds, from 1 to `LEVELS`.
fn precedence(operator: BinaryOp) -> u8 {
    use BinaryOp::*;
    match operator {
        Coalesce => 1,
        Or => 2,
        And => 3,
        BitOr => 4,
        BitXor => 5,
        BitAnd => 6,
        Equal | NotEqual | StrictEqual | StrictNotEqual => 7,
        Less | Greater | LessEqual | GreaterEqual | In | Instanceof => 8,
        ShiftLeft | ShiftRight | ShiftRightUnsigned => 9,
        Add | Subtract => 10,
        Multiply | Divide | Remainder => 11,
        Exponentiate => 12,
    }
}

/// The operator and right side of an expression that an operator to the right may take apart.
#[inline]
fn right_side<'a>(expr: &'a Expr<'a>) -> Option<(BinaryOp, &'a Expr<'a>)> {
    match expr.kind {
        ExprKind::Binary { operator, right, .. } => Some((operator, right)),
        ExprKind::PrivateIn { object, .. } => Some((BinaryOp::In, object)),
        _ => None,
    }
}

/// Are both `??` and `||` or `&&` at work, which needs parentheses?
fn mixes_coalesce(outer: BinaryOp, inner: &Expr) -> bool {
    let ExprKind::Binary { operator: inner, .. } = inner.kind else { return false };
    let or_and = |operator| matches!(operator, BinaryOp::Or | BinaryOp::And);
    outer == BinaryOp::Coalesce && or_and(inner) || or_and(outer) && inner == BinaryOp::Coalesce
}

/// The error of a `for` head, where a call may stand in sloppy code.
pub const FOR_TARGET: &str = "Invalid left-hand side in for-loop";

impl<'a> Actions<'a> {
    // ---- templates ----

    fn piece(&mut self, start: u32, end: u32) -> TemplatePiece<'a> {
        let text = self.text(start, end);
        let raw = literal::raw(self.arena, text);
        let cooked = match memchr::memchr(b'\\', text) {
            None => Some(raw),
            Some(_) => literal::cook(self.arena, text, true).ok(),
        };
        TemplatePiece { span: Span::new(start, end), cooked, raw }
    }

    /// A template without expressions.
    pub fn template_full(&mut self, start: u32, end: u32) -> &'a Expr<'a> {
        let piece = self.piece(start + 1, end - 1);
        let pieces = self.arena.alloc_slice_copy(&[piece]);
        let template = self.alloc(Template { pieces, expressions: &[] });
        self.expr(start, end, ExprKind::Template(template))
    }

    /// A template with expressions. `head` ends the first piece, `tail` starts the last.
    pub fn template(
        &mut self,
        start: u32,
        head: u32,
        parts: List<'a, (u32, u32, &'a Expr<'a>)>,
        tail: u32,
        end: u32,
    ) -> &'a Expr<'a> {
        let first = self.piece(start + 1, head - 2);
        let pieces = self.list_of(first);
        let expressions = self.list();
        for &(from, to, expr) in parts.iter() {
            if to > 0 {
                let piece = self.piece(from + 1, to - 2);
                pieces.push(piece);
            }
            expressions.push(expr);
        }
        let last = self.piece(tail + 1, end - 1);
        pieces.push(last);
        let (pieces, expressions) = (self.finish(pieces), self.finish(expressions));
        let template = self.alloc(Template { pieces, expressions });
        self.expr(start, end, ExprKind::Template(template))
    }

    /// A tagged template.
    pub fn tagged(&mut self, tag: &'a Expr<'a>, template: &'a Expr<'a>) -> &'a Expr<'a> {
        let ExprKind::Template(literal) = template.kind else { return template };
        let tagged = self.alloc(TaggedTemplate { tag, template: literal });
        self.expr(tag.span.start, template.span.end, ExprKind::TaggedTemplate(tagged))
    }

    // ---- objects ----

    /// A property.
    pub fn property(&mut self, start: u32, end: u32, kind: PropertyKind<'a>) -> &'a Property<'a> {
        self.alloc(Property { span: Span::new(start, end), kind })
    }

    /// An object literal.
    pub fn object(
        &mut self,
        start: u32,
        end: u32,
        list: List<'a, &'a Property<'a>>,
    ) -> &'a Expr<'a> {
        let mut has_proto = false;
        for property in list.iter() {
            let PropertyKind::KeyValue { key, .. } = property.kind else { continue };
            let is_proto = match key.kind {
                PropertyKeyKind::Ident(name) => name == Name::PROTO,
                PropertyKeyKind::String(text) => text == b"__proto__",
                _ => false,
            };
            if is_proto && has_proto {
                self.fail(
                    "Duplicate __proto__ fields are not allowed in object literals",
                    key.span,
                );
            }
            has_proto |= is_proto;
        }
        let properties = self.finish(list);
        self.expr(start, end, ExprKind::Object(properties))
    }

    // ---- calls and members ----

    /// A call.
    pub fn call(
        &mut self,
        callee: &'a Expr<'a>,
        arguments: &'a [Element<'a>],
        optional: bool,
        end: u32,
    ) -> &'a Expr<'a> {
        let is_direct_eval =
            !optional && matches!(&callee.kind, ExprKind::Ident(name) if name.name == Name::EVAL);
        let eval = Cell::new(u32::MAX);
        let call = self.alloc(Call { callee, arguments, optional, is_direct_eval, eval });
        self.expr(callee.span.start, end, ExprKind::Call(call))
    }

    /// `new`
    pub fn new_expr(
        &mut self,
        start: u32,
        end: u32,
        callee: &'a Expr<'a>,
        arguments: &'a [Element<'a>],
    ) -> &'a Expr<'a> {
        let new = self.alloc(New { callee, arguments });
        self.expr(start, end, ExprKind::New(new))
    }

    /// `super(...)`
    pub fn super_call(
        &mut self,
        start: u32,
        end: u32,
        arguments: &'a [Element<'a>],
    ) -> &'a Expr<'a> {
        let call = self.alloc(SuperCall {
            arguments,
            this: Reference::new(Name::THIS),
            new_target: Reference::new(Name::NEW_TARGET),
            active_function: Reference::new(Name::ACTIVE_FUNCTION),
        });
        self.expr(start, end, ExprKind::SuperCall(call))
    }

    /// `super.x`
    pub fn super_member(
        &mut self,
        start: u32,
        end: u32,
        property: SuperProperty<'a>,
    ) -> &'a Expr<'a> {
        let member = self.alloc(SuperMember {
            property,
            this: Reference::new(Name::THIS),
            home_object: Reference::new(Name::HOME_OBJECT),
        });
        self.expr(start, end, ExprKind::SuperMember(member))
    }

    /// `import.meta`
    pub fn import_meta(&mut self, start: u32, end: u32) -> &'a Expr<'a> {
        if self.goal != Goal::Module {
            self.fail("Cannot use 'import.meta' outside a module", Span::new(start, end));
        }
        self.expr(start, end, ExprKind::ImportMeta)
    }

    // ---- operators ----

    /// May this be assigned to? (A call may in sloppy code; the analysis knows.)
    pub fn check_target(&mut self, target: &'a Expr<'a>, message: &str) {
        let inner = target.without_parentheses();
        let valid = matches!(
            inner.kind,
            ExprKind::Ident(_)
                | ExprKind::Member { .. }
                | ExprKind::Index { .. }
                | ExprKind::PrivateMember { .. }
                | ExprKind::SuperMember(_)
                | ExprKind::Call(_)
        );
        if !valid {
            self.fail(message, target.span);
        }
    }

    /// `++` and `--`
    pub fn update(
        &mut self,
        start: u32,
        end: u32,
        operator: UpdateOp,
        prefix: bool,
        target: &'a Expr<'a>,
    ) -> &'a Expr<'a> {
        let message = if prefix {
            "Invalid left-hand side expression in prefix operation"
        } else {
            "Invalid left-hand side expression in postfix operation"
        };
        self.check_target(target, message);
        self.expr(start, end, ExprKind::Update { operator, prefix, target })
    }

    /// A prefix operator.
    pub fn unary(&mut self, start: u32, operator: UnaryOp, operand: &'a Expr<'a>) -> &'a Expr<'a> {
        self.check_power(start, operand);
        self.expr(start, operand.span.end, ExprKind::Unary { operator, operand })
    }

    /// `await`
    pub fn await_expr(&mut self, start: u32, operand: &'a Expr<'a>) -> &'a Expr<'a> {
        self.check_power(start, operand);
        self.expr(start, operand.span.end, ExprKind::Await(operand))
    }

    /// `-a ** b` needs parentheses.
    fn check_power(&mut self, start: u32, operand: &'a Expr<'a>) {
        if let ExprKind::Binary { operator: BinaryOp::Exponentiate, .. } = operand.kind {
            self.fail(
                "Unary operator used immediately before exponentiation expression. \
                 Parenthesis must be used to disambiguate operator precedence",
                Span::new(start, operand.span.end),
            );
        }
    }

    /// A node for a binary operator.
    #[inline]
    pub fn binary_node(
        &mut self,
        operator: BinaryOp,
        left: &'a Expr<'a>,
        right: &'a Expr<'a>,
    ) -> &'a Expr<'a> {
        let kind = ExprKind::Binary { operator, left, right };
        self.expr(left.span.start, right.span.end, kind)
    }

    /// Inserts an operator by precedence, down the right side of what is there. Each step down
    /// binds more tightly, so there are at most as many as levels of precedence. The nodes passed
    /// on the way are made anew, since they now end later.
    pub fn binary(
        &mut self,
        operator: BinaryOp,
        left: &'a Expr<'a>,
        right: &'a Expr<'a>,
    ) -> &'a Expr<'a> {
        let level = precedence(operator);
        let mut path = [left; LEVELS];
        let mut depth = 0;
        let mut here = left;
        while let Some((outer, inner)) = right_side(here)
            && precedence(outer) < level
        {
            path[depth] = here;
            depth += 1;
            here = inner;
        }
        let mut node = self.binary_node(operator, here, right);
        if mixes_coalesce(operator, here) {
            self.fail("Mixing '??' with '||' or '&&' requires parentheses", node.span);
        }
        for outer in path[..depth].iter().rev() {
            node = match &outer.kind {
                ExprKind::Binary { operator, left, .. } => {
                    if mixes_coalesce(*operator, node) {
                        self.fail("Mixing '??' with '||' or '&&' requires parentheses", node.span);
                    }
                    self.binary_node(*operator, left, node)
                }
                ExprKind::PrivateIn { name, .. } => {
                    self.private_in(outer.span.start, name.name.0, node)
                }
                _ => node,
            };
        }
        node
    }

    /// `#name in object`
    pub fn private_in(&mut self, start: u32, name: u32, object: &'a Expr<'a>) -> &'a Expr<'a> {
        let kind = ExprKind::PrivateIn { name: Reference::new(Name(name)), object };
        self.expr(start, object.span.end, kind)
    }

    /// An operator with `#name in object` on its right: it must bind less tightly than `in`.
    pub fn binary_private(
        &mut self,
        operator: BinaryOp,
        left: &'a Expr<'a>,
        right: &'a Expr<'a>,
    ) -> &'a Expr<'a> {
        if precedence(operator) >= precedence(BinaryOp::In) {
            self.fail("Unexpected private name", right.span);
        }
        self.binary(operator, left, right)
    }

    /// `a ? b : c`
    pub fn conditional(
        &mut self,
        test: &'a Expr<'a>,
        consequent: &'a Expr<'a>,
        alternate: &'a Expr<'a>,
    ) -> &'a Expr<'a> {
        let parts = self.alloc(Conditional { test, consequent, alternate });
        self.expr(test.span.start, alternate.span.end, ExprKind::Conditional(parts))
    }

    /// Assignment to one target.
    pub fn assign(
        &mut self,
        operator: Option<BinaryOp>,
        target: &'a Expr<'a>,
        value: &'a Expr<'a>,
    ) -> &'a Expr<'a> {
        self.check_target(target, "Invalid left-hand side in assignment");
        let logical = operator.is_some_and(BinaryOp::is_logical);
        if logical && matches!(target.without_parentheses().kind, ExprKind::Call(_)) {
            self.fail("Invalid left-hand side in assignment", target.span);
        }
        self.expr(target.span.start, value.span.end, ExprKind::Assign { operator, target, value })
    }

    /// `a, b`
    pub fn sequence(&mut self, list: List<'a, &'a Expr<'a>>) -> &'a Expr<'a> {
        let (start, end) = (list[0].span.start, list[list.len() - 1].span.end);
        let expressions = self.finish(list);
        self.expr(start, end, ExprKind::Sequence(expressions))
    }

    // ---- patterns ----

    /// An assignment target within a pattern, or in a `for` head.
    pub fn target(&mut self, expr: &'a Expr<'a>, message: &str) -> &'a Pattern<'a> {
        self.check_target(expr, message);
        if message != FOR_TARGET && matches!(expr.without_parentheses().kind, ExprKind::Call(_)) {
            self.fail(message, expr.span);
        }
        self.pattern(expr.span.start, expr.span.end, PatternKind::Target(expr))
    }

    /// The properties of a pattern.
    #[allow(clippy::type_complexity, reason = "the grammar moves it as one word")]
    pub fn pattern_properties(
        &mut self,
        list: Option<List<'a, PatternProperty<'a>>>,
        rest: Option<&'a Pattern<'a>>,
    ) -> &'a (List<'a, PatternProperty<'a>>, Option<&'a Pattern<'a>>) {
        let list = match list {
            Some(list) => list,
            None => self.list(),
        };
        self.alloc((list, rest))
    }

    /// `a` or `a = b` in an object pattern, as a declaration; see `object_pattern`.
    pub fn shorthand_pattern(&mut self, value: &'a Pattern<'a>) -> PatternProperty<'a> {
        let ident = match value.kind {
            PatternKind::Default { pattern, .. } => pattern,
            _ => value,
        };
        let name = match &ident.kind {
            PatternKind::Binding(reference) => reference.name,
            _ => Name::EMPTY,
        };
        let key = self.key(ident.span.start, ident.span.end, PropertyKeyKind::Ident(name));
        PatternProperty { key, value }
    }

    /// An object pattern. In an assignment, shorthand names are targets and no declarations.
    pub fn object_pattern(
        &mut self,
        start: u32,
        end: u32,
        parts: &'a (List<'a, PatternProperty<'a>>, Option<&'a Pattern<'a>>),
        declares: bool,
    ) -> &'a Pattern<'a> {
        let (list, rest) = parts;
        if let Some(rest) = rest {
            let message = match rest.kind {
                PatternKind::Binding(_) | PatternKind::Target(_) => None,
                _ if declares => {
                    Some("`...` must be followed by an identifier in declaration contexts")
                }
                _ => {
                    Some("`...` must be followed by an assignable reference in assignment contexts")
                }
            };
            if let Some(message) = message {
                self.fail(message, rest.span);
            }
        }
        let properties = self.list();
        for property in list.iter() {
            let value =
                if declares { property.value } else { self.shorthand_as_target(property.value) };
            properties.push(PatternProperty { key: property.key, value });
        }
        let properties = self.finish(properties);
        let object = self.alloc(ObjectPattern { properties, rest: *rest });
        self.pattern(start, end, PatternKind::Object(object))
    }

    fn shorthand_as_target(&mut self, value: &'a Pattern<'a>) -> &'a Pattern<'a> {
        let span = value.span;
        match &value.kind {
            PatternKind::Binding(reference) => {
                let expr = self.expr(
                    span.start,
                    span.end,
                    ExprKind::Ident(Reference::new(reference.name)),
                );
                self.pattern(span.start, span.end, PatternKind::Target(expr))
            }
            PatternKind::Default { pattern, value: default } => {
                let PatternKind::Binding(_) = pattern.kind else { return value };
                let pattern = self.shorthand_as_target(pattern);
                self.pattern(span.start, span.end, PatternKind::Default { pattern, value: default })
            }
            _ => value,
        }
    }

    /// An array pattern.
    pub fn array_pattern(
        &mut self,
        list: List<'a, Option<&'a Pattern<'a>>>,
        rest: Option<&'a Pattern<'a>>,
    ) -> &'a ArrayPattern<'a> {
        let elements = self.finish(list);
        self.alloc(ArrayPattern { elements, rest })
    }
}
