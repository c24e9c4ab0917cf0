//! Classes: the constructor, methods, and what the initialisers need.
//!
//! Invariant: the steps run in the order of ClassDefinitionEvaluation
//! (https://tc39.es/ecma262/#sec-runtime-semantics-classdefinitionevaluation).

use super::chain::{CALL_REGISTERS, new_target_of, this_of};
use super::function::NameHint;
use super::{Compiler, Result};
use crate::bytecode::builder::{ConstantIndex, Register};
use crate::runtime::code::flags;
use crate::value::Value;
use jsrun_parser::ast::{
    Class, ClassElement, ClassElementKind, Function, PropertyKey, PropertyKeyKind,
};
use jsrun_parser::scope::{BindingKind, FunctionId, ScopeId};

/// The objects of a class under construction.
struct Parts {
    constructor: Register,
    prototype: Register,
}

impl<'a> Compiler<'_, 'a> {
    /// Evaluates a class.
    pub(super) fn class(
        &mut self,
        class: &'a Class<'a>,
        destination: Register,
        hint: NameHint<'a>,
    ) -> Result {
        // Class code is strict, the heritage included.
        let outer_strict = std::mem::replace(&mut self.f.strict, true);
        let entered = self.enter_scope(class.scope.get())?;
        self.private_names(class);
        let parts = Parts { constructor: self.temporary(), prototype: self.temporary() };
        self.class_constructor(class, &parts, hint)?;
        for element in class.elements {
            let mark = self.f.b.mark();
            self.class_element(element, &parts)?;
            self.f.b.release(mark);
        }
        if class.inner_name.get().is_some() {
            let id = class.inner_name.get();
            let name = self.program.analysis.binding(id).name;
            self.initialize_binding(id, name, parts.constructor);
        }
        self.class_initializers(class, &parts)?;
        self.move_to(destination, parts.constructor);
        self.leave_scope(entered);
        self.f.strict = outer_strict;
        Ok(())
    }

    /// Makes the private names of the class.
    fn private_names(&mut self, class: &'a Class<'a>) {
        let program = self.program;
        if !class.scope.get().is_some() {
            return;
        }
        for &id in &program.analysis.scope(class.scope.get()).bindings {
            let binding = program.analysis.binding(id);
            if binding.kind == BindingKind::PrivateName {
                let mark = self.f.b.mark();
                let register = self.temporary();
                let name = self.f.b.string(self.name(binding.name));
                self.f.b.new_private_name(register, name);
                self.initialize_binding(id, binding.name, register);
                self.f.b.release(mark);
            }
        }
    }

    /// The heritage and the constructor.
    fn class_constructor(
        &mut self,
        class: &'a Class<'a>,
        parts: &Parts,
        hint: NameHint<'a>,
    ) -> Result {
        let mark = self.f.b.mark();
        let pair = self.f.b.allocate_many(2);
        match class.super_class {
            Some(heritage) => self.into(heritage, pair)?,
            None => self.load(pair, Value::HOLE),
        }
        let environment = self.current_environment();
        self.move_to(Register(pair.0 + 1), environment);
        let (name, key) = match (class.name, hint) {
            (Some(ident), _) => (self.name(ident.reference.name).into(), None),
            (None, NameHint::Text(text)) => (text.into_owned().into_boxed_slice(), None),
            (None, NameHint::Key(key)) => (Box::default(), Some(key)),
            (None, NameHint::None) => (Box::default(), None),
        };
        let has_fields = class.instance_initializer.function.get().is_some();
        let outer_fields = std::mem::replace(&mut self.f.class_has_fields, has_fields);
        let code = match class.constructor {
            Some(function) => {
                self.nested(class.span, |c| c.constructor_code(class, function, name))?
            }
            None => self.default_constructor(class, name)?,
        };
        self.f.class_has_fields = outer_fields;
        let offset = class.super_class.map_or(class.span.start, |heritage| heritage.span.start);
        let quoted = class.super_class.map_or(class.span, |heritage| heritage.span);
        self.f.b.at(offset).quote(quoted).new_class(parts.constructor, code, pair);
        self.f.b.class_prototype(parts.prototype, parts.constructor);
        if let Some(function) = class.constructor {
            self.set_home_object(function, parts.constructor, parts.prototype);
        }
        if let Some(key) = key {
            self.f.b.set_function_name(parts.constructor, key, 0);
        }
        self.f.b.release(mark);
        Ok(())
    }

    /// The code of a written constructor; its text is that of the class.
    fn constructor_code(
        &mut self,
        class: &'a Class<'a>,
        function: &'a Function<'a>,
        name: Box<[u8]>,
    ) -> Result<ConstantIndex> {
        let code = self.function_code(function, name)?;
        if let Some(template) = self.functions.last_mut() {
            template.span = (class.span.start, class.span.end);
        }
        Ok(code)
    }

    /// The constructor of a class that has none written
    /// (https://tc39.es/ecma262/#sec-runtime-semantics-classdefinitionevaluation, step 14).
    fn default_constructor(
        &mut self,
        class: &'a Class<'a>,
        name: Box<[u8]>,
    ) -> Result<ConstantIndex> {
        let is_derived = class.super_class.is_some();
        let has_fields = self.f.class_has_fields;
        let suspended = self.begin_function(FunctionId::NONE, ScopeId::NONE, true, 0);
        let mut kind = flags::CLASS_CONSTRUCTOR;
        if is_derived {
            kind |= flags::DERIVED_CONSTRUCTOR | flags::KEEPS_SURPLUS;
            let (callee, result) = (self.temporary(), self.temporary());
            let base = self.f.b.allocate_many(CALL_REGISTERS + 1);
            let b = self.f.b.at(class.span.start);
            b.load_callee(callee);
            b.super_constructor(base, callee);
            b.load_new_target(new_target_of(base));
            b.rest_arguments(Register(base.0 + CALL_REGISTERS), 0);
            b.super_call_spread(result, base);
            b.select_object(result, result, this_of(base));
            if has_fields {
                b.initialize_fields(callee, result);
            }
            b.ret(result);
        } else {
            kind |= flags::BASE_CONSTRUCTOR;
            if has_fields {
                self.initialize_own_fields(class.span);
            }
            self.return_undefined(class.span)?;
        }
        Ok(self.end_function(suspended, name, kind, 0, 0, class.span))
    }

    /// A method is defined; of a field only the computed key is evaluated.
    fn class_element(&mut self, element: &'a ClassElement<'a>, parts: &Parts) -> Result {
        let home = if element.is_static { parts.constructor } else { parts.prototype };
        match &element.kind {
            ClassElementKind::Method {
                key: PropertyKey { kind: PropertyKeyKind::Private(reference), .. },
                function,
            } => {
                let hint = NameHint::Text(self.name(reference.name).into());
                let pair = self.f.b.allocate_many(2);
                self.method_pair(pair, home, function, hint, 0)?;
                if element.is_static {
                    let name = self.load_binding(reference.binding.get());
                    self.f.b.at(element.span.start).define_private_method(
                        parts.constructor,
                        name,
                        pair,
                    );
                } else {
                    self.store_element_part(element, pair);
                }
                Ok(())
            }
            ClassElementKind::Method { key, function } => self.method(home, key, function, 0),
            ClassElementKind::Field {
                key: PropertyKey { kind: PropertyKeyKind::Computed(expr), .. },
                ..
            } => {
                let register = self.temporary();
                self.into(expr, register)?;
                self.f.b.at(expr.span.start).to_property_key(register, register);
                self.store_element_part(element, register);
                Ok(())
            }
            ClassElementKind::Field { .. } | ClassElementKind::StaticBlock(_) => Ok(()),
        }
    }

    /// Keeps a computed key or a private method for the initialisers.
    fn store_element_part(&mut self, element: &'a ClassElement<'a>, value: Register) {
        let id = element.storage.get();
        if id.is_some() {
            let name = self.program.analysis.binding(id).name;
            self.initialize_binding(id, name, value);
        }
    }

    /// Makes the initialiser of instances; makes the initialiser of the class and runs it.
    fn class_initializers(&mut self, class: &'a Class<'a>, parts: &Parts) -> Result {
        if class.instance_initializer.function.get().is_some() {
            let mark = self.f.b.mark();
            let function = self.temporary();
            self.initializer(class, false, function)?;
            self.f.b.set_home_object(function, parts.prototype);
            self.f.b.set_fields(parts.constructor, function);
            self.f.b.release(mark);
        }
        if class.static_initializer.function.get().is_some() {
            let mark = self.f.b.mark();
            let base = self.f.b.allocate_many(CALL_REGISTERS);
            self.initializer(class, true, base)?;
            self.f.b.set_home_object(base, parts.constructor);
            self.f.b.mov(this_of(base), parts.constructor);
            self.f.b.at(class.span.start).call(base, base, 0);
            self.f.b.release(mark);
        }
        Ok(())
    }
}
