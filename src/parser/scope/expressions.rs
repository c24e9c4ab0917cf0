//! The walk over expressions and patterns.

use super::surroundings::{OuterScope, Surroundings};
use super::walk::{ContextKind, Event, Walker, Work};
use super::{BindingId, DirectEval, ScopeId, ScopeKind};
use crate::ast::*;
use crate::name::Name;
use crate::options::Goal;
use crate::source::Span;

impl<'a> Walker<'a, '_> {
    pub(super) fn expr(&mut self, expr: &'a Expr<'a>) {
        let span = expr.span;
        match &expr.kind {
            ExprKind::Ident(reference) => self.use_name(reference, span, false),
            ExprKind::This(reference) => {
                self.context_mut().uses.this = true;
                self.events.push(Event::Use(reference, span.start, false));
            }
            ExprKind::NewTarget(reference) => {
                if !self.context().allow_new_target {
                    self.fail("new.target expression is not allowed here", span);
                }
                self.context_mut().uses.new_target = true;
                self.events.push(Event::Use(reference, span.start, false));
            }
            ExprKind::Null
            | ExprKind::Bool(_)
            | ExprKind::Number(_)
            | ExprKind::BigInt(_)
            | ExprKind::String(_)
            | ExprKind::Regex(_)
            | ExprKind::ImportMeta => {}
            ExprKind::Template(template) => {
                if let Some(piece) = template.pieces.iter().find(|piece| piece.cooked.is_none()) {
                    self.invalid_template_escape(piece);
                }
                self.work.push(Work::Exprs(template.expressions));
            }
            ExprKind::TaggedTemplate(tagged) => {
                self.work.push(Work::Exprs(tagged.template.expressions));
                self.work.push(Work::Expr(tagged.tag));
                self.changes_object(tagged.tag);
            }
            ExprKind::Array(elements) => self.work.push(Work::Elements(elements)),
            ExprKind::Object(properties) => self.work.push(Work::Properties(properties)),
            ExprKind::Function(function) => self.function(function, true),
            ExprKind::Class(class) => self.class(class),
            ExprKind::Unary { operator, operand } => {
                if *operator == UnaryOp::Delete {
                    self.check_delete(operand, span);
                    self.changes_object(operand);
                }
                self.work.push(Work::Expr(operand));
            }
            ExprKind::Update { target, prefix, .. } => {
                let message = if *prefix {
                    "Invalid left-hand side expression in prefix operation"
                } else {
                    "Invalid left-hand side expression in postfix operation"
                };
                self.target(target, message);
            }
            ExprKind::Binary { left, right, .. } => {
                self.work.push(Work::Expr(right));
                self.work.push(Work::Expr(left));
            }
            ExprKind::PrivateIn { name, object } => {
                self.use_private(name, span);
                self.work.push(Work::Expr(object));
            }
            ExprKind::Conditional(parts) => {
                self.work.push(Work::Expr(parts.alternate));
                self.work.push(Work::Expr(parts.consequent));
                self.work.push(Work::Expr(parts.test));
            }
            ExprKind::Assign { target, value, .. } => {
                self.work.push(Work::Expr(value));
                self.target(target, "Invalid left-hand side in assignment");
            }
            ExprKind::AssignPattern { pattern, value } => {
                self.work.push(Work::Expr(value));
                self.work.push(Work::Pattern(pattern, false));
            }
            ExprKind::Call(call) => {
                self.work.push(Work::Elements(call.arguments));
                self.work.push(Work::Expr(call.callee));
                self.changes_object(call.callee);
                if call.is_direct_eval {
                    self.direct_eval(call);
                }
            }
            ExprKind::New(new) => {
                self.work.push(Work::Elements(new.arguments));
                self.work.push(Work::Expr(new.callee));
            }
            ExprKind::SuperCall(call) => {
                if !self.context().allow_super_call {
                    self.fail(
                        "'super' keyword unexpected here",
                        Span::new(span.start, span.start + 5),
                    );
                }
                let uses = &mut self.context_mut().uses;
                (uses.this, uses.new_target, uses.active_function) = (true, true, true);
                for reference in [&call.this, &call.new_target, &call.active_function] {
                    self.events.push(Event::Use(reference, span.start, false));
                }
                self.work.push(Work::Elements(call.arguments));
            }
            ExprKind::Member { object, .. } => self.accessed_object(object, false),
            ExprKind::Index { object, index, .. } => {
                self.work.push(Work::Expr(index));
                self.accessed_object(object, true);
            }
            ExprKind::PrivateMember { object, property, .. } => {
                let length = self.names.bytes(property.name).len() as u32;
                self.use_private(
                    property,
                    Span::new(span.end.saturating_sub(length).max(span.start), span.end),
                );
                self.work.push(Work::Expr(object));
            }
            ExprKind::SuperMember(member) => self.super_member(member, span),
            ExprKind::OptionalChain(inner) | ExprKind::Parenthesized(inner) => {
                self.work.push(Work::Expr(inner));
            }
            ExprKind::Sequence(list) => self.work.push(Work::Exprs(list)),
            ExprKind::Await(operand) => {
                self.check_await(span);
                self.work.push(Work::Expr(operand));
            }
            ExprKind::Yield { argument, .. } => {
                if self.context().in_params {
                    self.fail("Yield expression not allowed in formal parameter", span);
                }
                self.work.extend(argument.map(Work::Expr));
            }
            ExprKind::ImportCall { specifier, options } => {
                self.work.extend(options.map(Work::Expr));
                self.work.push(Work::Expr(specifier));
            }
        }
    }

    fn super_member(&mut self, member: &'a SuperMember<'a>, span: Span) {
        if !self.context().allow_super_property {
            self.fail("'super' keyword unexpected here", Span::new(span.start, span.start + 5));
        }
        let uses = &mut self.context_mut().uses;
        (uses.this, uses.home_object) = (true, true);
        for reference in [&member.this, &member.home_object] {
            self.events.push(Event::Use(reference, span.start, false));
        }
        if let SuperProperty::Computed(index) = member.property {
            self.work.push(Work::Expr(index));
        }
    }

    /// A direct eval reaches every binding around it, and if it is sloppy it may declare more.
    fn direct_eval(&mut self, call: &'a Call<'a>) {
        let scope = self.scope_id();
        self.analysis.scopes[scope.index()].has_direct_eval = true;
        self.context_mut().uses.direct_eval = true;
        let context = self.context();
        let outer =
            self.options.surroundings.as_ref().filter(|_| {
                context.kind == ContextKind::Program && self.options.goal == Goal::Eval
            });
        let variable_scope = match outer {
            Some(outer) => ScopeId(outer.variable_scope),
            None if context.in_params => self.analysis.functions[context.function.index()].scope,
            None => context.var_scope,
        };
        let surroundings = Surroundings {
            scope: OuterScope::nothing(),
            variable_scope: 0,
            in_params: match outer {
                Some(outer) => outer.in_params,
                None => context.in_params,
            },
            strict: context.strict,
            allow_new_target: context.allow_new_target,
            allow_super_property: context.allow_super_property,
            allow_super_call: context.allow_super_call,
            forbid_arguments: context.forbid_arguments,
        };
        let declaring = &mut self.analysis.scopes[variable_scope.index()];
        let is_of_function =
            matches!(declaring.kind, ScopeKind::Function | ScopeKind::FunctionBody);
        declaring.is_dynamic |= is_of_function && !surroundings.strict;
        call.eval.set(self.analysis.evals.len() as u32);
        self.analysis.evals.push(DirectEval { scope, variable_scope, surroundings });
    }

    /// Something that is assigned to.
    pub(super) fn target(&mut self, target: &'a Expr<'a>, message: &str) {
        let inner = target.without_parentheses();
        match &inner.kind {
            ExprKind::Ident(reference) => {
                if self.context().strict && matches!(reference.name, Name::EVAL | Name::ARGUMENTS) {
                    self.fail("Unexpected eval or arguments in strict mode", inner.span);
                }
                self.use_name(reference, inner.span, true);
            }
            ExprKind::Call(_) if self.context().strict => self.fail(message, target.span),
            _ => {
                self.changes_object(inner);
                self.work.push(Work::Expr(inner));
            }
        }
    }

    pub(super) fn property(&mut self, property: &'a Property<'a>) {
        match &property.kind {
            PropertyKind::KeyValue { key, value } => {
                self.work.push(Work::Expr(value));
                self.key(key);
            }
            PropertyKind::Shorthand(reference) => self.use_name(reference, property.span, false),
            PropertyKind::Spread(expr) => self.work.push(Work::Expr(expr)),
            PropertyKind::Method { key, function } => {
                self.work.push(Work::Function(function));
                self.key(key);
            }
        }
    }

    #[inline]
    pub(super) fn key(&mut self, key: &'a PropertyKey<'a>) {
        if let PropertyKeyKind::Computed(expr) = key.kind {
            self.work.push(Work::Expr(expr));
        }
    }

    /// A pattern whose names are declared already. `is_var` tells that it assigns to them as `var`
    /// declarations do: to whatever the name means here.
    pub(super) fn pattern(&mut self, pattern: &'a Pattern<'a>, is_var: bool) {
        match &pattern.kind {
            PatternKind::Binding(reference) => {
                if is_var {
                    self.events.push(Event::Use(reference, pattern.span.start, true));
                }
            }
            PatternKind::Target(expr) => {
                self.target(expr, "Invalid destructuring assignment target")
            }
            PatternKind::Object(object) => {
                self.work.extend(object.rest.map(|rest| Work::Pattern(rest, is_var)));
                self.work.push(Work::PatternProperties(object.properties, is_var));
            }
            PatternKind::Array(array) => {
                self.work.extend(array.rest.map(|rest| Work::Pattern(rest, is_var)));
                self.work.push(Work::PatternElements(array.elements, is_var));
            }
            PatternKind::Default { pattern, value } => {
                self.work.push(Work::Expr(value));
                self.work.push(Work::Pattern(pattern, is_var));
            }
        }
    }

    /// A private name must be declared by a class around it.
    pub(super) fn use_private(&mut self, reference: &'a Reference, span: Span) {
        let binding = self.visible[reference.name.0 as usize];
        if binding != BindingId::UNRESOLVED {
            reference.binding.set(binding);
            return;
        }
        let text = self.names.text(reference.name);
        self.fail(format!("Private field '{text}' must be declared in an enclosing class"), span);
    }
}
