//! Chains of property accesses and calls, with and without `?.`.
//!
//! Invariant: all calls of a chain are built at one base. The value that an access reads from stands in the place of
//! `this` where a call follows the access, so a method call moves nothing.

use super::literal::string_name;
use super::simple::may_assign;
use super::{Compiler, Result};
use crate::bytecode::builder::Register;
use crate::runtime::vm::frame::HEADER_WORDS;
use crate::value::Value;
use jsrun_parser::ast::{Call, Expr, ExprKind};

/// From the base of a call to its `this`: the header words of the frame lie between.
pub(super) const THIS: u32 = HEADER_WORDS as u32;
/// How many registers a call takes before its arguments.
pub(super) const CALL_REGISTERS: u32 = THIS + 1;

/// The register of `new.target` of a call: only `super()` writes it, others construct their callee.
pub(super) fn new_target_of(base: Register) -> Register {
    Register(base.0 + 1)
}

/// The register of `this` of a call.
pub(super) fn this_of(base: Register) -> Register {
    Register(base.0 + THIS)
}

impl<'a> Compiler<'_, 'a> {
    /// An access or a call, and all those to its left.
    pub(super) fn chain(&mut self, expr: &'a Expr<'a>, destination: Register) -> Result {
        let (links, first) = links(expr);
        let has_call = links.iter().any(|link| matches!(link.kind, ExprKind::Call(_)));
        let base = if has_call { self.f.b.allocate_many(CALL_REGISTERS) } else { self.temporary() };
        let places = Places { base, has_call, destination };
        let mark = self.f.b.mark();
        let mut value = match links.first() {
            Some(link) if is_call(link) => {
                self.callee(first, base)?;
                base
            }
            Some(_) if links.get(1).is_some_and(|link| is_call(link)) => {
                self.into(first, this_of(base))?;
                this_of(base)
            }
            Some(Expr { kind: ExprKind::Index { index, .. }, .. }) => {
                self.stable_operand(first, may_assign(index))?
            }
            _ => self.operand(first)?,
        };
        for (at, link) in links.iter().enumerate() {
            let place = places.of(&links, at + 1);
            match &link.kind {
                ExprKind::Call(call) => {
                    if at > 0 && is_call(links[at - 1]) {
                        self.load(this_of(base), Value::UNDEFINED);
                    }
                    self.finish_call(call, base, place)?;
                }
                _ => self.access(link, value, place)?,
            }
            self.f.b.release(mark);
            value = place;
        }
        if links.is_empty() {
            self.move_to(destination, value);
        }
        Ok(())
    }

    /// `expr?.…` as a whole: where it finds nothing it is undefined.
    pub(super) fn optional_chain(&mut self, inner: &'a Expr<'a>, destination: Register) -> Result {
        let (exit, end) = (self.f.b.label(), self.f.b.label());
        let outer = self.f.chain_exit.replace(exit);
        self.chain(inner, destination)?;
        self.f.chain_exit = outer;
        self.f.b.jump_always(end);
        self.f.b.bind(exit);
        self.load(destination, Value::UNDEFINED);
        self.f.b.bind(end);
        Ok(())
    }

    /// Leaves the chain if `value` is nothing and the link is optional.
    fn check_link(&mut self, optional: bool, value: Register) {
        if optional && let Some(exit) = self.f.chain_exit {
            self.f.b.jump_if_nullish(value, exit);
        }
    }

    /// Reads the property that a link names from the object in a register.
    fn access(&mut self, link: &'a Expr<'a>, object: Register, destination: Register) -> Result {
        let offset = self.property_offset(link);
        match &link.kind {
            ExprKind::Member { property, optional, .. } => {
                self.check_link(*optional, object);
                self.f.b.at(offset);
                self.get_named(destination, object, self.name(*property));
            }
            ExprKind::Index { index, optional, .. } => {
                self.check_link(*optional, object);
                if let Some(name) = string_name(index) {
                    self.f.b.at(offset);
                    self.get_named(destination, object, name);
                } else {
                    let key = self.operand(index)?;
                    self.f.b.at(offset).get_element(destination, object, key);
                }
            }
            ExprKind::PrivateMember { property, optional, .. } => {
                self.check_link(*optional, object);
                let pair = self.private_pair(object, property);
                let cache = self.f.b.private_cache();
                self.f.b.at(offset).get_private(destination, pair, cache);
            }
            _ => {}
        }
        Ok(())
    }

    /// Reads a property with a name through an inline cache.
    pub(super) fn get_named(&mut self, destination: Register, object: Register, name: &[u8]) {
        let cache = self.f.b.cache(name);
        match name {
            b"length" => self.f.b.get_length(destination, object, cache),
            _ => self.f.b.get_property(destination, object, cache),
        }
    }

    /// Evaluates what is called into `base`, and its `this` into the place of `this`.
    pub(super) fn callee(&mut self, callee: &'a Expr<'a>, base: Register) -> Result {
        let callee = callee.without_parentheses();
        let mark = self.f.b.mark();
        match &callee.kind {
            ExprKind::Member { object, .. }
            | ExprKind::Index { object, .. }
            | ExprKind::PrivateMember { object, .. } => {
                self.into(object, this_of(base))?;
                self.access(callee, this_of(base), base)?;
            }
            ExprKind::Ident(reference) if reference.is_dynamic.get() => {
                self.dynamic_callee(reference, callee.span, base)?;
            }
            ExprKind::SuperMember(member) => {
                let (object, key, this) = self.super_parts(member, callee.span)?;
                self.get_super(base, object, key, this);
                self.move_to(this_of(base), this);
            }
            ExprKind::OptionalChain(inner) => {
                let (exit, end) = (self.f.b.label(), self.f.b.label());
                let outer = self.f.chain_exit.replace(exit);
                self.nested(callee.span, |c| c.callee(inner, base))?;
                self.f.chain_exit = outer;
                self.f.b.jump_always(end);
                self.f.b.bind(exit);
                self.load(base, Value::UNDEFINED);
                self.load(this_of(base), Value::UNDEFINED);
                self.f.b.bind(end);
            }
            _ => {
                self.into(callee, base)?;
                self.load(this_of(base), Value::UNDEFINED);
            }
        }
        self.f.b.release(mark);
        Ok(())
    }

    /// Evaluates the arguments behind `base` and calls.
    fn finish_call(&mut self, call: &'a Call<'a>, base: Register, destination: Register) -> Result {
        self.check_link(call.optional, base);
        let count = self.arguments(call.arguments)?;
        let offset = self.call_offset(call.callee.without_parentheses());
        let is_tail = self.f.tail_call == Some(std::ptr::from_ref(call).addr());
        let emit_call = |c: &mut Self| {
            let b = c.f.b.at(offset).quote(call.callee.span);
            match (count, is_tail) {
                (Some(count), false) => b.call(destination, base, count),
                (Some(count), true) => b.tail_call(destination, base, count),
                (None, false) => b.call_spread(destination, base),
                (None, true) => b.tail_call_spread(destination, base),
            }
        };
        if call.is_direct_eval {
            return self.direct_eval(call, base, destination, emit_call);
        }
        emit_call(self);
        Ok(())
    }
}

/// The accesses and calls of a chain from left to right, and what they begin with.
fn links<'a>(expr: &'a Expr<'a>) -> (Vec<&'a Expr<'a>>, &'a Expr<'a>) {
    let mut links = Vec::new();
    let mut inner = expr.without_parentheses();
    loop {
        let next = match &inner.kind {
            ExprKind::Call(call) => call.callee,
            ExprKind::Member { object, .. }
            | ExprKind::Index { object, .. }
            | ExprKind::PrivateMember { object, .. } => object,
            _ => break,
        };
        links.push(inner);
        inner = next.without_parentheses();
    }
    links.reverse();
    (links, inner)
}

/// Where the values of a chain go.
struct Places {
    base: Register,
    has_call: bool,
    destination: Register,
}

impl Places {
    /// Where the link at `at` finds what it calls or reads from.
    fn of(&self, links: &[&Expr<'_>], at: usize) -> Register {
        match links.get(at) {
            None => self.destination,
            Some(link) if is_call(link) || !self.has_call => self.base,
            Some(_) => this_of(self.base),
        }
    }
}

fn is_call(link: &Expr<'_>) -> bool {
    matches!(link.kind, ExprKind::Call(_))
}
