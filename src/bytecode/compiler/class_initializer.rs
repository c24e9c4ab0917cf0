//! The initialisers of classes: fields, private methods, static blocks.
//!
//! Invariant: private methods are installed before the first field is evaluated
//! (https://tc39.es/ecma262/#sec-initializeinstanceelements).

use super::function::NameHint;
use super::literal::method_kind;
use super::{Compiler, Result};
use crate::bytecode::builder::Register;
use crate::value::Value;
use jsrun_parser::ast::{
    Class, ClassElement, ClassElementKind, Expr, PropertyKey, PropertyKeyKind,
};

/// `this` of an initialiser.
const THIS: Register = Register(0);

impl<'a> Compiler<'_, 'a> {
    /// Makes the function that initialises the instances of a class, or the class itself.
    pub(super) fn initializer(
        &mut self,
        class: &'a Class<'a>,
        is_static: bool,
        destination: Register,
    ) -> Result {
        let (initializer, name): (_, &[u8]) = if is_static {
            (&class.static_initializer, b"<static_initializer>")
        } else {
            (&class.instance_initializer, b"<instance_members_initializer>")
        };
        let code = self.nested(class.span, |c| {
            c.initializer_code(initializer, name, class.span, |c| {
                c.initializer_body(class, is_static)
            })
        })?;
        let mark = self.f.b.mark();
        let environment = self.current_environment();
        self.f.b.new_function(destination, code, environment);
        self.f.b.release(mark);
        Ok(())
    }

    fn initializer_body(&mut self, class: &'a Class<'a>, is_static: bool) -> Result {
        let elements =
            || class.elements.iter().filter(move |element| element.is_static == is_static);
        if !is_static {
            for element in elements() {
                self.install_private_method(element);
            }
        }
        for element in elements() {
            let mark = self.f.b.mark();
            match &element.kind {
                ClassElementKind::Field { key, value } => self.field(element, key, *value)?,
                ClassElementKind::StaticBlock(block) => self.block(block)?,
                ClassElementKind::Method { .. } => {}
            }
            self.f.b.release(mark);
        }
        Ok(())
    }

    fn install_private_method(&mut self, element: &'a ClassElement<'a>) {
        let ClassElementKind::Method {
            key: PropertyKey { kind: PropertyKeyKind::Private(reference), .. },
            function,
        } = &element.kind
        else {
            return;
        };
        let mark = self.f.b.mark();
        let pair = self.f.b.allocate_many(2);
        let stored = self.load_binding(element.storage.get());
        self.f.b.mov(pair, stored);
        self.f.b.load_int(Register(pair.0 + 1), method_kind(function));
        let name = self.load_binding(reference.binding.get());
        self.f.b.at(element.span.start).define_private_method(THIS, name, pair);
        self.f.b.release(mark);
    }

    /// Evaluates and defines one field (https://tc39.es/ecma262/#sec-definefield).
    fn field(
        &mut self,
        element: &'a ClassElement<'a>,
        key: &'a PropertyKey<'a>,
        value: Option<&'a Expr<'a>>,
    ) -> Result {
        let offset = element.span.start;
        match &key.kind {
            PropertyKeyKind::Private(reference) => {
                let value =
                    self.field_value(value, NameHint::Text(self.name(reference.name).into()))?;
                let name = self.load_binding(reference.binding.get());
                self.f.b.at(offset).define_private(THIS, name, value);
            }
            PropertyKeyKind::Computed(_) => {
                let key = self.load_binding(element.storage.get());
                let value = self.field_value(value, NameHint::Key(key))?;
                self.f.b.at(offset).define_element(THIS, key, value);
            }
            _ => match self.key_bytes(key) {
                Some(bytes) => {
                    let value = self.field_value(value, NameHint::Text(bytes.into()))?;
                    self.f.b.at(offset);
                    self.define_named(THIS, bytes, value);
                }
                None => {
                    let (key, hint) = self.element_key(key)?;
                    let value = self.field_value(value, hint)?;
                    self.f.b.at(offset).define_element(THIS, key, value);
                }
            },
        }
        Ok(())
    }

    fn field_value(&mut self, value: Option<&'a Expr<'a>>, hint: NameHint<'a>) -> Result<Register> {
        match value {
            Some(value) => self.property_value(value, hint),
            None => {
                let register = self.temporary();
                self.load(register, Value::UNDEFINED);
                Ok(register)
            }
        }
    }
}
