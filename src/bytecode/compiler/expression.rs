//! Expressions: into a register, as an operand, for their effect.
//!
//! Invariants: `into` writes its destination before it ends, and nothing reads a temporary above the mark afterwards.
//! The destination is a variable that the expression might read only if the expression writes it once, at its end
//! (`simple::writes_once`).

use super::function::NameHint;
use super::{CompileError, CompileErrorKind, Compiler, Result};
use crate::bytecode::builder::Register;
use crate::runtime::regexp_engine::{PatternFlags, check_properties};
use crate::value::Value;
use jsrun_parser::ast::{Conditional, Expr, ExprKind, Reference, RegexLiteral};
use jsrun_parser::source::Span;

impl<'a> Compiler<'_, 'a> {
    /// Evaluates an expression into a register.
    pub(super) fn into(&mut self, expr: &'a Expr<'a>, destination: Register) -> Result {
        let expr = expr.without_parentheses();
        match &expr.kind {
            ExprKind::Ident(reference) => self.load_reference(reference, expr.span, destination),
            ExprKind::This(reference) => {
                let mark = self.f.b.mark();
                let this = self.this(reference, expr.span)?;
                self.move_to(destination, this);
                self.f.b.release(mark);
                Ok(())
            }
            ExprKind::NewTarget(reference) => {
                let mark = self.f.b.mark();
                let value = self.load_binding(reference.binding.get());
                self.move_to(destination, value);
                self.f.b.release(mark);
                Ok(())
            }
            ExprKind::Null => {
                self.load(destination, Value::NULL);
                Ok(())
            }
            ExprKind::Bool(value) => {
                self.load(destination, if *value { Value::TRUE } else { Value::FALSE });
                Ok(())
            }
            ExprKind::Number(value) => {
                self.number(*value, destination);
                Ok(())
            }
            ExprKind::BigInt(digits) => {
                let constant = self.f.b.bigint(digits);
                self.f.b.load_constant(destination, constant);
                Ok(())
            }
            ExprKind::String(bytes) => {
                let constant = self.f.b.string(bytes);
                self.f.b.load_constant(destination, constant);
                Ok(())
            }
            _ => {
                let mark = self.f.b.mark();
                self.nested(expr.span, |c| c.compound_into(expr, destination))?;
                self.f.b.release(mark);
                Ok(())
            }
        }
    }

    /// Evaluates an expression that has parts.
    fn compound_into(&mut self, expr: &'a Expr<'a>, destination: Register) -> Result {
        match &expr.kind {
            ExprKind::Regex(regex) => {
                self.check_properties(regex, expr.span)?;
                let (pattern, flags) = (self.f.b.string(regex.body), self.f.b.string(regex.flags));
                self.f.b.at(expr.span.start).new_regexp(destination, pattern, flags);
                Ok(())
            }
            ExprKind::Template(template) => self.template(template, destination),
            ExprKind::TaggedTemplate(tagged) => self.tagged_template(tagged, destination),
            ExprKind::Array(elements) => self.array(elements, destination),
            ExprKind::Object(properties) => self.object(properties, destination),
            ExprKind::Function(function) => self.function(function, destination, NameHint::None),
            ExprKind::Class(class) => self.class(class, destination, NameHint::None),
            ExprKind::Unary { operator, operand } => {
                self.unary(*operator, operand, destination, expr.span)
            }
            ExprKind::Update { operator, prefix: true, target } => {
                let value = self.update(*operator, target)?;
                self.move_to(destination, value);
                Ok(())
            }
            ExprKind::Update { operator, prefix: false, target } => {
                self.postfix(*operator, target, destination)
            }
            ExprKind::Binary { operator, .. } if operator.is_logical() => {
                self.logical(expr, destination)
            }
            ExprKind::Binary { .. } => self.binary(expr, destination),
            ExprKind::PrivateIn { name, object } => {
                let object = self.operand(object)?;
                let name = self.load_binding(name.binding.get());
                self.f.b.at(expr.span.start).has_private(destination, object, name);
                Ok(())
            }
            ExprKind::Conditional(conditional) => self.conditional(conditional, destination),
            ExprKind::Assign { operator, target, value } => {
                let value = self.assign(*operator, target, value)?;
                self.move_to(destination, value);
                Ok(())
            }
            ExprKind::AssignPattern { pattern, value } => {
                let value = self.assign_pattern(pattern, value)?;
                self.move_to(destination, value);
                Ok(())
            }
            ExprKind::Call(_)
            | ExprKind::Member { .. }
            | ExprKind::Index { .. }
            | ExprKind::PrivateMember { .. } => self.chain(expr, destination),
            ExprKind::OptionalChain(inner) => self.optional_chain(inner, destination),
            ExprKind::New(new) => self.new_expression(new, destination, expr.span),
            ExprKind::SuperCall(call) => self.super_call(call, destination, expr.span),
            ExprKind::SuperMember(member) => {
                let (base, key, this) = self.super_parts(member, expr.span)?;
                self.get_super(destination, base, key, this);
                Ok(())
            }
            ExprKind::Sequence(parts) => self.sequence(parts, |c, last| c.into(last, destination)),
            ExprKind::Await(argument) => self.await_expression(argument, destination, expr.span),
            ExprKind::Yield { argument: Some(argument), delegate: true } => {
                self.delegate_expression(argument, destination, expr.span)
            }
            ExprKind::Yield { argument, .. } => {
                self.yield_expression(*argument, destination, expr.span)
            }
            ExprKind::ImportCall { specifier, options } => {
                self.import_call(specifier, *options, destination, expr.span)
            }
            ExprKind::ImportMeta => {
                self.import_meta(destination);
                Ok(())
            }
            // The others have no parts.
            _ => self.into(expr, destination),
        }
    }

    /// An early error where a pattern names a property that Unicode does not have: only
    /// the engine has the tables.
    fn check_properties(&self, regex: &RegexLiteral<'a>, span: Span) -> Result {
        let flags = PatternFlags {
            unicode: regex.flags.contains(&b'u'),
            unicode_sets: regex.flags.contains(&b'v'),
            ..PatternFlags::default()
        };
        let names_properties = regex.body.windows(2).any(|pair| matches!(pair, b"\\p" | b"\\P"));
        if !names_properties || !flags.unicode && !flags.unicode_sets {
            return Ok(());
        }
        let text = String::from_utf8_lossy(regex.body);
        check_properties(text.encode_utf16(), flags).map_err(|message| {
            let flags = String::from_utf8_lossy(regex.flags);
            let message = format!("Invalid regular expression: /{text}/{flags}: {message}");
            CompileError { kind: CompileErrorKind::Syntax, message, span }
        })
    }

    /// Loads a number.
    pub(super) fn number(&mut self, value: f64, destination: Register) {
        match as_int32(value) {
            Some(int) => self.f.b.load_int(destination, int),
            None => {
                let constant = self.f.b.number(value);
                self.f.b.load_constant(destination, constant);
            }
        }
    }

    /// Evaluates an expression into some register: a variable's own where it is one, else a temporary.
    pub(super) fn operand(&mut self, expr: &'a Expr<'a>) -> Result<Register> {
        let expr = expr.without_parentheses();
        match &expr.kind {
            ExprKind::Ident(reference) => {
                if let Some(register) = self.reference_register(reference, expr.span)? {
                    return Ok(register);
                }
            }
            ExprKind::This(reference) => return self.this(reference, expr.span),
            ExprKind::NewTarget(reference) => return Ok(self.load_binding(reference.binding.get())),
            ExprKind::Assign { operator, target, value } => {
                return self.nested(expr.span, |c| c.assign(*operator, target, value));
            }
            ExprKind::AssignPattern { pattern, value } => {
                return self.nested(expr.span, |c| c.assign_pattern(pattern, value));
            }
            ExprKind::Update { operator, prefix: true, target } => {
                return self.nested(expr.span, |c| c.update(*operator, target));
            }
            _ => {}
        }
        let register = self.temporary();
        self.into(expr, register)?;
        Ok(register)
    }

    /// An operand; `unstable`: what is evaluated before its use may assign to variables, so a variable is copied.
    pub(super) fn stable_operand(
        &mut self,
        expr: &'a Expr<'a>,
        unstable: bool,
    ) -> Result<Register> {
        let mark = self.f.b.mark();
        let register = self.operand(expr)?;
        Ok(if register < mark { self.stable_register(register, unstable) } else { register })
    }

    /// A copy of a variable if it may change before its use.
    pub(super) fn stable_register(&mut self, register: Register, unstable: bool) -> Register {
        if !unstable {
            return register;
        }
        let copy = self.temporary();
        self.f.b.mov(copy, register);
        copy
    }

    /// Evaluates an expression whose value nobody needs.
    pub(super) fn effect(&mut self, expr: &'a Expr<'a>) -> Result {
        let expr = expr.without_parentheses();
        let mark = self.f.b.mark();
        match &expr.kind {
            ExprKind::Update { operator, target, .. } => {
                self.nested(expr.span, |c| c.update(*operator, target))?;
            }
            ExprKind::Sequence(parts) => {
                self.nested(expr.span, |c| c.sequence(parts, |c, last| c.effect(last)))?
            }
            ExprKind::Conditional(conditional) => {
                self.nested(expr.span, |c| c.conditional_effect(conditional))?
            }
            ExprKind::Binary { operator, left, right } if operator.is_logical() => {
                self.nested(expr.span, |c| c.logical_effect(*operator, left, right))?;
            }
            _ => {
                self.operand(expr)?;
            }
        }
        self.f.b.release(mark);
        Ok(())
    }

    /// `a, b, c`
    pub(super) fn sequence(
        &mut self,
        parts: &[&'a Expr<'a>],
        last: impl FnOnce(&mut Self, &'a Expr<'a>) -> Result,
    ) -> Result {
        let Some((final_part, others)) = parts.split_last() else { return Ok(()) };
        for part in others {
            self.effect(part)?;
        }
        last(self, final_part)
    }

    /// `a ? b : c`, or a chain of them: `each` compiles what the tests choose between. The last of these is the one to which
    /// all tests before it lead.
    pub(super) fn conditional_chain(
        &mut self,
        conditional: &'a Conditional<'a>,
        mut each: impl FnMut(&mut Self, &'a Expr<'a>, bool) -> Result,
    ) -> Result {
        let mut conditional = conditional;
        loop {
            let otherwise = self.f.b.label();
            let mark = self.f.b.mark();
            self.jump_if(conditional.test, false, otherwise)?;
            self.f.b.release(mark);
            each(self, conditional.consequent, false)?;
            self.f.b.bind(otherwise);
            match &conditional.alternate.without_parentheses().kind {
                ExprKind::Conditional(next) => conditional = next,
                _ => return each(self, conditional.alternate, true),
            }
        }
    }

    fn conditional(&mut self, conditional: &'a Conditional<'a>, destination: Register) -> Result {
        self.joined_chain(conditional, |c, expr| c.into(expr, destination))
    }

    fn conditional_effect(&mut self, conditional: &'a Conditional<'a>) -> Result {
        self.joined_chain(conditional, |c, expr| c.effect(expr))
    }

    /// A chain whose branches all go on behind it.
    fn joined_chain(
        &mut self,
        conditional: &'a Conditional<'a>,
        mut each: impl FnMut(&mut Self, &'a Expr<'a>) -> Result,
    ) -> Result {
        let end = self.f.b.label();
        self.conditional_chain(conditional, |c, expr, is_last| {
            each(c, expr)?;
            if !is_last {
                c.f.b.jump_always(end);
            }
            Ok(())
        })?;
        self.f.b.bind(end);
        Ok(())
    }

    /// The register in which a name that is declared here lives, if it has one.
    pub(super) fn declared_register(&self, reference: &Reference) -> Option<Register> {
        if reference.is_dynamic.get() {
            return None;
        }
        match self.location(reference.binding.get()) {
            super::scope::Location::Register(register) => Some(register),
            _ => None,
        }
    }
}

/// The int32 that a number is, unless it is -0.
pub(super) fn as_int32(value: f64) -> Option<i32> {
    let int = value as i32;
    (int as f64 == value && (int != 0 || value.is_sign_positive())).then_some(int)
}
