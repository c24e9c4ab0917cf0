//! Array and object literals, templates, property keys.
//!
//! Invariant: a key with an inline cache is never an array index; those, and computed keys, go through elements.

use super::function::NameHint;
use super::{Compiler, Result};
use crate::bytecode::builder::Register;
use crate::runtime::storage::literal_capacity;
use crate::value::Value;
use jsrun_parser::ast::{
    Element, Expr, ExprKind, Function, FunctionKind, Property, PropertyKey, PropertyKeyKind,
    PropertyKind, Template,
};

/// The bit of a method's kind that makes it enumerable.
const ENUMERABLE: i32 = 4;

impl<'a> Compiler<'_, 'a> {
    /// `[a, , ...b]`
    /// `array` is no variable that an element may read.
    pub(super) fn array(&mut self, elements: &'a [Element<'a>], array: Register) -> Result {
        self.f.b.new_array(array, elements.len() as i32);
        for element in elements {
            let mark = self.f.b.mark();
            match element {
                Element::Hole => {
                    let hole = self.temporary();
                    self.load(hole, Value::HOLE);
                    self.f.b.append_element_to(array, hole);
                }
                Element::Expr(expr) => {
                    let value = self.operand(expr)?;
                    self.f.b.append_element_to(array, value);
                }
                Element::Spread(expr) => {
                    let value = self.operand(expr)?;
                    self.f.b.at(expr.span.start).quote(expr.span).append_spread(array, value);
                }
            }
            self.f.b.release(mark);
        }
        Ok(())
    }

    /// `{a, b: c, ...d, e() {}}`
    /// `object` is no variable that a property may read.
    pub(super) fn object(
        &mut self,
        properties: &'a [&'a Property<'a>],
        object: Register,
    ) -> Result {
        self.f.b.new_object(object, literal_capacity(properties.len()) as i32);
        for property in properties {
            let mark = self.f.b.mark();
            match &property.kind {
                PropertyKind::KeyValue { key, value } => self.key_value(object, key, value)?,
                PropertyKind::Shorthand(reference) => {
                    let value = match self.reference_register(reference, property.span)? {
                        Some(register) => register,
                        None => {
                            let register = self.temporary();
                            self.load_reference(reference, property.span, register)?;
                            register
                        }
                    };
                    self.define_named(object, self.name(reference.name), value);
                }
                PropertyKind::Spread(expr) => {
                    let value = self.operand(expr)?;
                    let excluded = self.temporary();
                    self.load(excluded, Value::UNDEFINED);
                    self.f.b.at(expr.span.start).copy_data_properties(object, value, excluded);
                }
                PropertyKind::Method { key, function } => {
                    self.method(object, key, function, ENUMERABLE)?
                }
            }
            self.f.b.release(mark);
        }
        Ok(())
    }

    fn key_value(
        &mut self,
        object: Register,
        key: &'a PropertyKey<'a>,
        value: &'a Expr<'a>,
    ) -> Result {
        match self.key_bytes(key) {
            Some(b"__proto__") => {
                let value = self.operand(value)?;
                self.f.b.set_literal_prototype(object, value);
            }
            Some(bytes) => {
                let value = self.property_value(value, NameHint::Text(bytes.into()))?;
                self.define_named(object, bytes, value);
            }
            None => {
                let (key, hint) = self.element_key(key)?;
                let value = self.property_value(value, hint)?;
                self.f.b.define_element(object, key, value);
            }
        }
        Ok(())
    }

    /// The value of a property or field, which takes its key as a name if it is a function without one.
    pub(super) fn property_value(
        &mut self,
        value: &'a Expr<'a>,
        hint: NameHint<'a>,
    ) -> Result<Register> {
        if !self.is_anonymous_function(value) {
            return self.operand(value);
        }
        let register = self.temporary();
        self.named_into(value, register, hint)?;
        Ok(register)
    }

    /// Defines a property through an inline cache.
    pub(super) fn define_named(&mut self, object: Register, name: &[u8], value: Register) {
        let cache = self.f.b.cache(name);
        self.f.b.define_property(object, value, cache);
    }

    /// Evaluates a key that is no plain name into a register, with the name that it gives to functions.
    pub(super) fn element_key(
        &mut self,
        key: &'a PropertyKey<'a>,
    ) -> Result<(Register, NameHint<'a>)> {
        let register = self.temporary();
        if let PropertyKeyKind::Computed(expr) = key.kind {
            let mark = self.f.b.mark();
            let value = self.operand(expr)?;
            self.f.b.at(expr.span.start).to_property_key(register, value);
            self.f.b.release(mark);
            return Ok((register, NameHint::Key(register)));
        }
        self.constant_key(key, register);
        Ok((register, self.key_hint(key, register)))
    }

    /// The name that a key, which is also in a register, gives to a function.
    pub(super) fn key_hint(&self, key: &PropertyKey<'a>, register: Register) -> NameHint<'a> {
        match &key.kind {
            PropertyKeyKind::Ident(name) => NameHint::Text(self.name(*name).into()),
            PropertyKeyKind::String(bytes) => NameHint::Text((*bytes).into()),
            PropertyKeyKind::Number(number) => {
                NameHint::Text(number_text(*number).into_bytes().into())
            }
            PropertyKeyKind::Private(reference) => NameHint::Text(self.name(reference.name).into()),
            PropertyKeyKind::BigInt(_) | PropertyKeyKind::Computed(_) => NameHint::Key(register),
        }
    }

    /// The bytes of a key that is a name and no array index.
    pub(super) fn key_bytes(&self, key: &PropertyKey<'a>) -> Option<&'a [u8]> {
        match &key.kind {
            PropertyKeyKind::Ident(name) => Some(self.name(*name)),
            PropertyKeyKind::String(bytes) if !is_array_index(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// Loads a key that is not computed.
    pub(super) fn constant_key(&mut self, key: &PropertyKey<'a>, destination: Register) {
        match &key.kind {
            PropertyKeyKind::Number(number) => self.number(*number, destination),
            PropertyKeyKind::BigInt(digits) => {
                let constant = self.f.b.bigint(digits);
                self.f.b.load_constant(destination, constant);
                self.f.b.to_property_key(destination, destination);
            }
            PropertyKeyKind::String(bytes) => {
                let constant = self.f.b.string(bytes);
                self.f.b.load_constant(destination, constant);
            }
            PropertyKeyKind::Ident(name) => {
                let constant = self.f.b.string(self.name(*name));
                self.f.b.load_constant(destination, constant);
            }
            // The callers handle these two.
            PropertyKeyKind::Computed(_) | PropertyKeyKind::Private(_) => {
                self.load(destination, Value::UNDEFINED)
            }
        }
    }

    /// Defines a method, getter or setter; `attributes` are added to its kind.
    pub(super) fn method(
        &mut self,
        object: Register,
        key: &'a PropertyKey<'a>,
        function: &'a Function<'a>,
        attributes: i32,
    ) -> Result {
        let (key, hint) = self.element_key(key)?;
        let pair = self.f.b.allocate_many(2);
        self.method_pair(pair, object, function, hint, attributes)?;
        self.f.b.at(function.span.start).define_method(object, key, pair);
        Ok(())
    }

    /// Makes the function of a method of `home` and its kind, in two registers.
    pub(super) fn method_pair(
        &mut self,
        pair: Register,
        home: Register,
        function: &'a Function<'a>,
        hint: NameHint<'a>,
        attributes: i32,
    ) -> Result {
        self.function(function, pair, hint)?;
        self.set_home_object(function, pair, home);
        self.f.b.load_int(Register(pair.0 + 1), method_kind(function) + attributes);
        Ok(())
    }

    /// Gives a function that uses `super` its home object.
    pub(super) fn set_home_object(
        &mut self,
        function: &Function<'a>,
        register: Register,
        home: Register,
    ) {
        if self.program.analysis.function(function.id.get()).uses_super_property {
            self.f.b.set_home_object(register, home);
        }
    }

    /// A template without a tag (https://tc39.es/ecma262/#sec-template-literals-runtime-semantics-evaluation)
    /// `result` is no variable that a substitution may read.
    pub(super) fn template(&mut self, template: &'a Template<'a>, result: Register) -> Result {
        let mut is_empty = true;
        for (index, piece) in template.pieces.iter().enumerate() {
            let text = piece.cooked.unwrap_or_default();
            if !text.is_empty() {
                let mark = self.f.b.mark();
                let part = if is_empty { result } else { self.temporary() };
                let constant = self.f.b.string(text);
                self.f.b.load_constant(part, constant);
                self.concatenate(result, part, &mut is_empty);
                self.f.b.release(mark);
            }
            if let Some(expr) = template.expressions.get(index) {
                let mark = self.f.b.mark();
                let value = self.operand(expr)?;
                let part = if is_empty { result } else { self.temporary() };
                self.f.b.at(expr.span.start).to_string(part, value);
                self.concatenate(result, part, &mut is_empty);
                self.f.b.release(mark);
            }
        }
        if is_empty {
            let constant = self.f.b.string(b"");
            self.f.b.load_constant(result, constant);
        }
        Ok(())
    }

    fn concatenate(&mut self, result: Register, part: Register, is_empty: &mut bool) {
        if !std::mem::take(is_empty) {
            self.f.b.add(result, result, part);
        }
    }
}

/// The kind of a method as `define_method` has it.
pub(super) fn method_kind(function: &Function<'_>) -> i32 {
    match function.kind {
        FunctionKind::Getter => 1,
        FunctionKind::Setter => 2,
        _ => 0,
    }
}

/// The name that an index expression is, if it is one.
pub(super) fn string_name<'a>(index: &Expr<'a>) -> Option<&'a [u8]> {
    match &index.kind {
        ExprKind::String(bytes) if !is_array_index(bytes) => Some(bytes),
        _ => None,
    }
}

/// Is this string a canonical array index (https://tc39.es/ecma262/#array-index)?
pub(super) fn is_array_index(bytes: &[u8]) -> bool {
    let is_canonical =
        bytes == b"0" || bytes.first().is_some_and(|first| (b'1'..=b'9').contains(first));
    if !is_canonical || bytes.len() > 10 || !bytes.iter().all(u8::is_ascii_digit) {
        return false;
    }
    bytes.iter().fold(0u64, |value, digit| value * 10 + (digit - b'0') as u64) < u32::MAX as u64
}

/// A number as a property key.
fn number_text(number: f64) -> String {
    ryu_js::Buffer::new().format(number).to_owned()
}
