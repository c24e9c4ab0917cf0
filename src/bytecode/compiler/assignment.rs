//! Assignment, `++` and `--`: evaluate the target once, then read and write it.
//!
//! Invariant: the parts of a target stand in registers that nothing changes until it is written.

use super::dynamic::Found;
use super::function::NameHint;
use super::simple::{may_assign, writes_once};
use super::{Compiler, Result};
use crate::bytecode::builder::{Label, Register};
use crate::bytecode::error_kind;
use crate::value::Value;
use jsrun_parser::ast::{
    BinaryOp, Expr, ExprKind, Pattern, Reference, SuperMember, SuperProperty, UpdateOp,
};
use jsrun_parser::source::Span;

/// Something to assign to, with its parts evaluated.
pub(super) enum Target<'a> {
    /// A name, and what became of looking for it if only run time can find it.
    Name(&'a Reference, Span, Option<Found>),
    /// `object.name`
    Named { object: Register, name: &'a [u8], offset: u32 },
    /// `object[key]`
    Element { object: Register, key: Register, offset: u32 },
    /// `object.#name`
    Private { pair: Register, offset: u32 },
    /// `super[key]`
    Super { base: Register, key: Register, this: Register, offset: u32 },
    /// A call, which fails as soon as it is evaluated.
    Call,
}

impl<'a> Compiler<'_, 'a> {
    /// Evaluates the parts of a target. `stable`: what is evaluated before it is written may assign to variables.
    pub(super) fn target(&mut self, expr: &'a Expr<'a>, stable: bool) -> Result<Target<'a>> {
        let expr = expr.without_parentheses();
        Ok(match &expr.kind {
            ExprKind::Ident(reference) => self.name_target(reference, expr.span),
            ExprKind::Member { object, property, .. } => {
                let object = self.stable_operand(object, stable)?;
                Target::Named {
                    object,
                    name: self.name(*property),
                    offset: self.property_offset(expr),
                }
            }
            ExprKind::Index { object, index, .. } => {
                let base = self.stable_operand(object, stable || may_assign(index))?;
                if let Some(name) = super::literal::string_name(index) {
                    return Ok(Target::Named {
                        object: base,
                        name,
                        offset: self.property_offset(expr),
                    });
                }
                let key = self.stable_operand(index, stable)?;
                Target::Element { object: base, key, offset: self.property_offset(expr) }
            }
            ExprKind::PrivateMember { object, property, .. } => {
                let object = self.stable_operand(object, stable)?;
                let pair = self.private_pair(object, property);
                Target::Private { pair, offset: self.property_offset(expr) }
            }
            ExprKind::SuperMember(member) => {
                let (base, key, this) = self.super_parts(member, expr.span)?;
                Target::Super { base, key, this, offset: expr.span.start }
            }
            _ => {
                self.effect(expr)?;
                self.invalid_target(expr.span);
                Target::Call
            }
        })
    }

    /// A name to assign to. It is looked for before anything else is evaluated
    /// (https://tc39.es/ecma262/#sec-resolvebinding).
    pub(super) fn name_target(&mut self, reference: &'a Reference, span: Span) -> Target<'a> {
        Target::Name(reference, span, self.find(reference, span))
    }

    /// A target that is read and then written: its key is converted once.
    fn updated_target(&mut self, expr: &'a Expr<'a>, stable: bool) -> Result<Target<'a>> {
        let target = self.target(expr, stable)?;
        Ok(match target {
            Target::Element { object, key, offset } if !self.is_primitive_key(expr) => {
                let converted = self.temporary();
                self.f.b.at(offset).to_element_key(converted, object, key);
                Target::Element { object, key: converted, offset }
            }
            Target::Super { base, key, this, offset } if !self.is_primitive_key(expr) => {
                let converted = self.temporary();
                self.f.b.at(offset).to_element_key(converted, base, key);
                Target::Super { base, key: converted, this, offset }
            }
            other => other,
        })
    }

    /// Is the key of this access for certain no object, so that converting it has no effects?
    fn is_primitive_key(&self, expr: &'a Expr<'a>) -> bool {
        let key = match &expr.without_parentheses().kind {
            ExprKind::Index { index, .. } => index,
            ExprKind::SuperMember(SuperMember {
                property: SuperProperty::Computed(index), ..
            }) => index,
            _ => return true,
        };
        match &key.without_parentheses().kind {
            ExprKind::Binary { operator, .. } => !operator.is_logical(),
            ExprKind::Number(_)
            | ExprKind::String(_)
            | ExprKind::Update { .. }
            | ExprKind::Template(_) => true,
            _ => false,
        }
    }

    /// The parts of `super.name`: the home object's prototype, the key, `this`.
    pub(super) fn super_parts(
        &mut self,
        member: &'a SuperMember<'a>,
        span: Span,
    ) -> Result<(Register, Register, Register)> {
        let this = self.this(&member.this, span)?;
        let key = match member.property {
            SuperProperty::Named(name) => self.string_register(self.name(name)),
            SuperProperty::Computed(expr) => self.stable_operand(expr, true)?,
        };
        let home = self.load_binding(member.home_object.binding.get());
        let base = self.temporary();
        self.f.b.at(span.start).super_base(base, home);
        Ok((base, key, this))
    }

    /// Reads a target.
    pub(super) fn load_target(&mut self, target: &Target<'a>, destination: Register) -> Result {
        match *target {
            Target::Name(reference, span, Some(found)) => {
                self.load_found(found, reference, span, destination)?;
            }
            Target::Name(reference, span, None) => {
                self.load_reference(reference, span, destination)?;
            }
            Target::Named { object, name, offset } => {
                self.f.b.at(offset);
                self.get_named(destination, object, name);
            }
            Target::Element { object, key, offset } => {
                self.f.b.at(offset).get_element(destination, object, key)
            }
            Target::Private { pair, offset } => {
                let cache = self.f.b.private_cache();
                self.f.b.at(offset).get_private(destination, pair, cache)
            }
            Target::Super { base, key, this, offset } => {
                self.f.b.at(offset);
                self.get_super(destination, base, key, this);
            }
            // Evaluating the target has thrown.
            Target::Call => self.load(destination, Value::UNDEFINED),
        }
        Ok(())
    }

    /// Reads a property of the home object's prototype.
    pub(super) fn get_super(
        &mut self,
        destination: Register,
        base: Register,
        key: Register,
        this: Register,
    ) {
        let mark = self.f.b.mark();
        let pair = self.f.b.allocate_many(2);
        self.f.b.mov(pair, this);
        self.f.b.mov(Register(pair.0 + 1), key);
        self.f.b.get_super(destination, base, pair);
        self.f.b.release(mark);
    }

    /// An object and a private name in two registers, as the opcodes for private members take them.
    pub(super) fn private_pair(&mut self, object: Register, name: &Reference) -> Register {
        let pair = self.f.b.allocate_many(2);
        self.f.b.mov(pair, object);
        let name = self.load_binding(name.binding.get());
        self.f.b.mov(Register(pair.0 + 1), name);
        pair
    }

    /// Writes a target.
    pub(super) fn store_target(&mut self, target: &Target<'a>, value: Register) -> Result {
        match *target {
            Target::Name(reference, span, Some(found)) => {
                self.store_found(found, reference, value, span)?;
            }
            Target::Name(reference, span, None) => self.store_static(reference, value, span)?,
            Target::Named { object, name, offset } => {
                let cache = self.f.b.cache(name);
                self.f.b.at(offset).set_property(object, value, cache);
            }
            Target::Element { object, key, offset } => {
                self.f.b.at(offset).set_element(object, key, value)
            }
            Target::Private { pair, offset } => {
                let cache = self.f.b.private_cache();
                self.f.b.at(offset).set_private(pair, value, cache)
            }
            Target::Super { base, key, this, offset } => {
                let mark = self.f.b.mark();
                let pair = self.f.b.allocate_many(2);
                self.f.b.mov(pair, this);
                self.f.b.mov(Register(pair.0 + 1), value);
                self.f.b.at(offset).set_super(base, key, pair);
                self.f.b.release(mark);
            }
            Target::Call => {}
        }
        Ok(())
    }

    fn invalid_target(&mut self, span: Span) {
        self.throw_error(error_kind::REFERENCE, "Invalid left-hand side in assignment", span.start);
    }

    /// The name that a function assigned to this target gets.
    pub(super) fn target_name(&self, target: &'a Expr<'a>) -> NameHint<'a> {
        match &target.kind {
            ExprKind::Ident(reference) => NameHint::Text(self.name(reference.name).into()),
            _ => NameHint::None,
        }
    }

    /// `target = value`, `target += value`; the result is the register of the value.
    pub(super) fn assign(
        &mut self,
        op: Option<BinaryOp>,
        target: &'a Expr<'a>,
        value: &'a Expr<'a>,
    ) -> Result<Register> {
        match op {
            None => self.plain_assign(target, value),
            Some(op) if op.is_logical() => self.logical_assign(op, target, value),
            Some(op) => self.compound_assign(op, target, value),
        }
    }

    fn plain_assign(&mut self, target: &'a Expr<'a>, value: &'a Expr<'a>) -> Result<Register> {
        let offset = self.after_blanks(target.span.end);
        let hint = self.target_name(target);
        if let ExprKind::Ident(reference) = &target.without_parentheses().kind
            && writes_once(value)
            && let Some(register) = self.assignable_register(reference)
        {
            self.named_into(value, register, hint)?;
            return Ok(register);
        }
        let parts = self.target(target, may_assign(value))?;
        let register = if self.is_anonymous_function(value) {
            let register = self.temporary();
            self.named_into(value, register, hint)?;
            register
        } else {
            self.operand(value)?
        };
        self.store_target(&parts.reported_at(offset), register)?;
        Ok(register)
    }

    fn compound_assign(
        &mut self,
        op: BinaryOp,
        target: &'a Expr<'a>,
        value: &'a Expr<'a>,
    ) -> Result<Register> {
        let offset = self.after_blanks(target.span.end);
        if let ExprKind::Ident(reference) = &target.without_parentheses().kind
            && let Some(register) = self.assignable_register(reference)
        {
            let mark = self.f.b.mark();
            let left = self.stable_register(register, may_assign(value));
            self.binary_operator(op, register, left, value, offset)?;
            self.f.b.release(mark);
            return Ok(register);
        }
        let parts = self.updated_target(target, may_assign(value))?;
        let result = self.temporary();
        self.load_target(&parts, result)?;
        self.binary_operator(op, result, result, value, offset)?;
        self.store_target(&parts.reported_at(offset), result)?;
        Ok(result)
    }

    fn logical_assign(
        &mut self,
        op: BinaryOp,
        target: &'a Expr<'a>,
        value: &'a Expr<'a>,
    ) -> Result<Register> {
        let offset = self.after_blanks(target.span.end);
        let hint = self.target_name(target);
        let parts = self.updated_target(target, may_assign(value))?;
        let result = self.temporary();
        self.load_target(&parts, result)?;
        let end = self.f.b.label();
        self.short_circuit(op, result, end);
        self.named_into(value, result, hint)?;
        self.store_target(&parts.reported_at(offset), result)?;
        self.f.b.bind(end);
        Ok(result)
    }

    /// Jumps if the left operand of a logical operator decides.
    pub(super) fn short_circuit(&mut self, op: BinaryOp, left: Register, end: Label) {
        match op {
            BinaryOp::And => self.f.b.jump_if_false(left, end),
            BinaryOp::Or => self.f.b.jump_if_true(left, end),
            _ => self.f.b.jump_if_not_nullish(left, end),
        }
    }

    /// `[a, b] = value`
    pub(super) fn assign_pattern(
        &mut self,
        pattern: &'a Pattern<'a>,
        value: &'a Expr<'a>,
    ) -> Result<Register> {
        let register = self.stable_operand(value, true)?;
        self.f.quoted_pattern = Some(Span::new(pattern.span.start, value.span.end));
        self.bind_pattern(pattern, register, super::pattern::Store::Assign)?;
        Ok(register)
    }

    /// `++a` and `--a`, and `a++` and `a--` where the old value is not needed; the result is the new value.
    pub(super) fn update(&mut self, op: UpdateOp, target: &'a Expr<'a>) -> Result<Register> {
        let by = step(op);
        if let ExprKind::Ident(reference) = &target.without_parentheses().kind
            && let Some(register) = self.assignable_register(reference)
        {
            self.f.b.at(target.span.start).increment(register, register, by);
            return Ok(register);
        }
        let parts = self.updated_target(target, false)?;
        let value = self.temporary();
        self.load_target(&parts, value)?;
        self.f.b.at(target.span.start).increment(value, value, by);
        self.store_target(&parts, value)?;
        Ok(value)
    }

    /// `a++` and `a--`: the old value goes to `destination`, which is no variable.
    pub(super) fn postfix(
        &mut self,
        op: UpdateOp,
        target: &'a Expr<'a>,
        destination: Register,
    ) -> Result {
        let by = step(op);
        if let ExprKind::Ident(reference) = &target.without_parentheses().kind
            && let Some(register) = self.assignable_register(reference)
        {
            self.f.b.at(target.span.start).to_numeric(destination, register);
            self.f.b.increment(register, destination, by);
            return Ok(());
        }
        let mark = self.f.b.mark();
        let parts = self.updated_target(target, false)?;
        let value = self.temporary();
        self.load_target(&parts, value)?;
        self.f.b.at(target.span.start).to_numeric(destination, value);
        self.f.b.increment(value, destination, by);
        self.store_target(&parts, value)?;
        self.f.b.release(mark);
        Ok(())
    }
}

impl<'a> Target<'a> {
    /// The same target, its writing reported at the assignment operator.
    fn reported_at(self, at: u32) -> Target<'a> {
        match self {
            Target::Named { object, name, .. } => Target::Named { object, name, offset: at },
            Target::Element { object, key, .. } => Target::Element { object, key, offset: at },
            Target::Private { pair, .. } => Target::Private { pair, offset: at },
            other => other,
        }
    }
}

fn step(op: UpdateOp) -> i32 {
    match op {
        UpdateOp::Increment => 1,
        UpdateOp::Decrement => -1,
    }
}
