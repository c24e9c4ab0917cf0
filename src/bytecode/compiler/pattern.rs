//! Destructuring: binding patterns and assignment patterns.
//!
//! Invariant: the target of an element is evaluated before its value is taken from the iterator or the object, and
//! an iterator that is not exhausted is closed on every way out of its pattern.

use super::assignment::Target;
use super::control::Control;
use super::function::NameHint;
use super::{Compiler, Result};
use crate::bytecode::builder::{Label, Register};
use crate::runtime::storage::DEFAULT_INLINE_CAPACITY;
use crate::value::Value;
use jsrun_parser::ast::{
    ArrayPattern, ObjectPattern, Pattern, PatternKind, PropertyKey, PropertyKeyKind,
};
use jsrun_parser::source::Span;

/// How the names of a pattern receive their values.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Store {
    /// As an assignment does.
    Assign,
    /// As a declaration does.
    Initialize,
}

impl<'a> Compiler<'_, 'a> {
    /// Gives the value in a register to a pattern.
    pub(super) fn bind_pattern(
        &mut self,
        pattern: &'a Pattern<'a>,
        value: Register,
        store: Store,
    ) -> Result {
        self.nested(pattern.span, |c| {
            let mark = c.f.b.mark();
            c.bind_kind(pattern, value, store)?;
            c.f.b.release(mark);
            Ok(())
        })
    }

    fn bind_kind(&mut self, pattern: &'a Pattern<'a>, value: Register, store: Store) -> Result {
        match &pattern.kind {
            PatternKind::Binding(reference) => match store {
                Store::Assign => self.store_reference(reference, value, pattern.span),
                Store::Initialize => {
                    self.initialize_reference(reference, value);
                    Ok(())
                }
            },
            PatternKind::Target(expr) => {
                let target = self.target(expr, false)?;
                self.store_target(&target, value)
            }
            PatternKind::Object(object) => self.object_pattern(object, value, pattern.span, store),
            PatternKind::Array(array) => self.array_pattern(array, value, pattern.span, store),
            PatternKind::Default { .. } => {
                let copy = self.temporary();
                self.f.b.mov(copy, value);
                let inner = self.default_value(pattern, copy, None)?;
                self.bind_pattern(inner, copy, store)
            }
        }
    }

    /// Replaces an undefined value by the default of the pattern, and returns the pattern without it. `missing` is a
    /// label of those who know already that there is no value.
    fn default_value(
        &mut self,
        pattern: &'a Pattern<'a>,
        value: Register,
        missing: Option<Label>,
    ) -> Result<&'a Pattern<'a>> {
        let PatternKind::Default { pattern: inner, value: default } = &pattern.kind else {
            return Ok(pattern);
        };
        let present = self.f.b.label();
        self.f.b.jump_if_not_undefined(value, present);
        if let Some(missing) = missing {
            self.f.b.bind(missing);
        }
        let hint = match &inner.kind {
            PatternKind::Binding(reference) => NameHint::Text(self.name(reference.name).into()),
            PatternKind::Target(expr) => self.target_name(expr),
            _ => NameHint::None,
        };
        self.named_into(default, value, hint)?;
        self.f.b.bind(present);
        Ok(inner)
    }

    /// The target of an element, evaluated before its value.
    fn element_target(&mut self, pattern: &'a Pattern<'a>) -> Result<Option<Target<'a>>> {
        let inner = match &pattern.kind {
            PatternKind::Default { pattern, .. } => pattern,
            _ => pattern,
        };
        match &inner.kind {
            PatternKind::Target(expr) => Ok(Some(self.target(expr, true)?)),
            PatternKind::Binding(reference) if reference.is_dynamic.get() => {
                Ok(Some(self.name_target(reference, inner.span)))
            }
            _ => Ok(None),
        }
    }

    fn store_element(
        &mut self,
        target: Option<Target<'a>>,
        inner: &'a Pattern<'a>,
        value: Register,
        store: Store,
    ) -> Result {
        match target {
            Some(target) => self.store_target(&target, value),
            None => self.bind_pattern(inner, value, store),
        }
    }

    /// `[a, , ...b]` (https://tc39.es/ecma262/#sec-runtime-semantics-iteratordestructuringassignmentevaluation)
    fn array_pattern(
        &mut self,
        array: &'a ArrayPattern<'a>,
        source: Register,
        span: Span,
        store: Store,
    ) -> Result {
        let (record, exception) = (self.temporary(), self.temporary());
        let quoted = self.f.quoted_pattern.take().unwrap_or(span);
        self.f.b.at(span.start).quote(quoted).get_iterator(record, source);
        let failed = self.f.b.label();
        let handler = self.f.b.open_handler(failed, exception);
        // A `yield` within may be resumed to return.
        self.f.control.push(Control::Iterator { record, handler, span });
        for element in array.elements {
            let mark = self.f.b.mark();
            match element {
                Some(pattern) => {
                    let target = self.element_target(pattern)?;
                    let value = self.temporary();
                    self.f.b.at(pattern.span.start).iterator_next(value, record);
                    let (missing, present) = (self.f.b.label(), self.f.b.label());
                    self.f.b.jump_if_done(value, missing);
                    let inner = if let PatternKind::Default { .. } = pattern.kind {
                        self.default_value(pattern, value, Some(missing))?
                    } else {
                        self.f.b.jump_always(present);
                        self.f.b.bind(missing);
                        self.load(value, Value::UNDEFINED);
                        pattern
                    };
                    self.f.b.bind(present);
                    self.store_element(target, inner, value, store)?;
                }
                None => {
                    let value = self.temporary();
                    self.f.b.at(span.start).iterator_next(value, record);
                }
            }
            self.f.b.release(mark);
        }
        if let Some(rest) = array.rest {
            let target = self.element_target(rest)?;
            let value = self.temporary();
            self.f.b.at(rest.span.start).iterator_rest(value, record);
            self.store_element(target, rest, value, store)?;
        }
        self.f.control.pop();
        self.f.b.close_handler(handler);
        if array.rest.is_none() {
            self.f.b.at(span.start).quote(span).iterator_close(record);
        }
        let end = self.f.b.label();
        self.f.b.jump_always(end);
        self.f.b.bind(failed);
        self.f.b.iterator_close_silently(record);
        self.f.b.throw(exception);
        self.f.b.bind(end);
        Ok(())
    }

    /// `{a, b: c, ...d}` (https://tc39.es/ecma262/#sec-runtime-semantics-propertydestructuringassignmentevaluation)
    fn object_pattern(
        &mut self,
        object: &'a ObjectPattern<'a>,
        source: Register,
        span: Span,
        store: Store,
    ) -> Result {
        let offset =
            object.properties.first().map_or(span.start, |property| property.key.span.start);
        let quoted = self.f.quoted_pattern.take().unwrap_or(span);
        self.f.b.at(offset).quote(quoted).require_object_coercible(source);
        let excluded = match object.rest {
            Some(_) => {
                let excluded = self.temporary();
                self.f.b.new_array(excluded, object.properties.len() as i32);
                Some(excluded)
            }
            None => None,
        };
        for property in object.properties {
            let mark = self.f.b.mark();
            let key = self.pattern_key(property.key, excluded)?;
            let target = self.element_target(property.value)?;
            let value = self.direct_register(property.value, store);
            let value = value.unwrap_or_else(|| self.temporary());
            self.f.b.at(property.key.span.start);
            match key {
                Some(key) => self.f.b.get_element(value, source, key),
                None => {
                    self.get_named(value, source, self.key_bytes(property.key).unwrap_or_default())
                }
            }
            let inner = self.default_value(property.value, value, None)?;
            let span = Span::new(property.key.span.start, property.value.span.end);
            self.f.quoted_pattern = Some(span);
            self.store_element(target, inner, value, store)?;
            self.f.quoted_pattern = None;
            self.f.b.release(mark);
        }
        if let (Some(rest), Some(excluded)) = (object.rest, excluded) {
            let target = self.element_target(rest)?;
            let value = self.temporary();
            self.f.b.new_object(value, DEFAULT_INLINE_CAPACITY as i32);
            self.f.b.at(rest.span.start).copy_data_properties(value, source, excluded);
            self.store_element(target, rest, value, store)?;
        }
        Ok(())
    }

    /// The register of a name that is declared here without a default: its value can be put there at once.
    fn direct_register(&self, pattern: &'a Pattern<'a>, store: Store) -> Option<Register> {
        match &pattern.kind {
            PatternKind::Binding(reference) if store == Store::Initialize => {
                self.declared_register(reference)
            }
            _ => None,
        }
    }

    /// The key of a property in a register; none if it is a name.
    fn pattern_key(
        &mut self,
        key: &'a PropertyKey<'a>,
        excluded: Option<Register>,
    ) -> Result<Option<Register>> {
        let register = match &key.kind {
            PropertyKeyKind::Computed(expr) => {
                let register = self.temporary();
                let mark = self.f.b.mark();
                let value = self.operand(expr)?;
                self.f.b.at(expr.span.start).to_property_key(register, value);
                self.f.b.release(mark);
                register
            }
            _ => match self.key_bytes(key) {
                Some(bytes) => {
                    if let Some(excluded) = excluded {
                        let register = self.string_register(bytes);
                        self.f.b.append_element_to(excluded, register);
                    }
                    return Ok(None);
                }
                None => {
                    let register = self.temporary();
                    self.constant_key(key, register);
                    if excluded.is_some() {
                        self.f.b.to_property_key(register, register);
                    }
                    register
                }
            },
        };
        if let Some(excluded) = excluded {
            self.f.b.append_element_to(excluded, register);
        }
        Ok(Some(register))
    }
}
