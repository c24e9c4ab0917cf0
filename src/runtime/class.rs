//! Class definitions: constructor, prototype, elements, fields, `super`.
//!
//! Invariant: methods are given their home object when they are made, by `new_method`.

use super::code::Code;
use super::function::Function;
use super::intrinsics::Intrinsic;
use super::object::{Object, object_flags};
use super::property::{Attributes, PropertyDescriptor};
use super::property_key::PropertyKey;
use super::shape::ShapeClass;
use super::vm::Vm;
use crate::value::{Res, Value};
use jsrun_gc::Gc;

/// What a class or object literal defines under a key.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ElementKind {
    /// A method.
    Method,
    /// A getter.
    Getter,
    /// A setter.
    Setter,
}

impl Vm {
    /// The first half of ClassDefinitionEvaluation
    /// (https://tc39.es/ecma262/#sec-runtime-semantics-classdefinitionevaluation): the constructor and its prototype
    /// object. `heritage` is the value after `extends`, `None` without it.
    pub fn define_class(
        &mut self,
        constructor: Gc<Code>,
        heritage: Option<Value>,
        environment: Value,
    ) -> Res<(Gc<Function>, Gc<Object>)> {
        let (prototype_parent, constructor_parent) = match heritage {
            None => (
                Some(self.intrinsic(Intrinsic::ObjectPrototype)),
                self.intrinsic(Intrinsic::FunctionPrototype),
            ),
            Some(Value::NULL) => (None, self.intrinsic(Intrinsic::FunctionPrototype)),
            Some(value) => self.heritage_parents(value)?,
        };
        let prototype = self.new_object_with_prototype(prototype_parent);
        let shape = self.root_shape(Some(constructor_parent), 0, ShapeClass::Function);
        let function = self.new_function_with_shape(constructor, environment, shape);
        let object = Function::as_object(function);
        object.set_flag(object_flags::CONSTRUCTOR);
        function.home_object.set(&mut self.heap, function, Value::cell(prototype));
        self.materialize_function(object);
        let key = self.names.prototype;
        self.add_property(object, key, Value::cell(prototype), Attributes::NONE)?;
        let key = self.names.constructor;
        self.add_property(prototype, key, Value::cell(object), Attributes::METHOD)?;
        Ok((function, prototype))
    }

    fn heritage_parents(&mut self, heritage: Value) -> Res<(Option<Gc<Object>>, Gc<Object>)> {
        let parent = match heritage.as_object() {
            Some(parent) if self.is_constructor(heritage) => parent,
            _ => {
                let what = self.value_display(heritage);
                return Err(self.throw_type_error(format!(
                    "Class extends value {what} is not a constructor or null"
                )));
            }
        };
        let prototype = self.get(parent, self.names.prototype)?;
        if prototype.is_null() {
            return Ok((None, parent));
        }
        match prototype.as_object() {
            Some(p) => Ok((Some(p), parent)),
            None => {
                let what = self.value_display(prototype);
                Err(self.throw_type_error(format!(
                    "Class extends value does not have valid prototype property {what}"
                )))
            }
        }
    }

    /// DefineMethodProperty (https://tc39.es/ecma262/#sec-definemethodproperty), and its like for getters and setters:
    /// of a class if not enumerable, of an object literal if so. The function gets its name.
    pub fn define_element(
        &mut self,
        home: Gc<Object>,
        key: PropertyKey,
        function: Value,
        kind: ElementKind,
        enumerable: bool,
    ) -> Res<()> {
        let attributes = Attributes::CONFIGURABLE.set(Attributes::ENUMERABLE, enumerable);
        let new = match kind {
            ElementKind::Method => {
                self.set_function_name(function, key, None);
                PropertyDescriptor::data(function, attributes.with(Attributes::WRITABLE))
            }
            ElementKind::Getter => {
                self.set_function_name(function, key, Some("get"));
                PropertyDescriptor {
                    set: None,
                    ..PropertyDescriptor::accessor(function, Value::UNDEFINED, attributes)
                }
            }
            ElementKind::Setter => {
                self.set_function_name(function, key, Some("set"));
                PropertyDescriptor {
                    get: None,
                    ..PropertyDescriptor::accessor(Value::UNDEFINED, function, attributes)
                }
            }
        };
        self.define_property_or_throw(home, key, &new)
    }

    /// Remembers the function that initialises a class's instance fields and private methods, if there is one.
    pub fn set_class_fields(&mut self, constructor: Gc<Function>, initializer: Value) {
        constructor.fields.set(&mut self.heap, constructor, initializer);
    }

    /// InitializeInstanceElements (https://tc39.es/ecma262/#sec-initializeinstanceelements)
    pub fn initialize_fields(&mut self, object: Value, constructor: Value) -> Res<()> {
        if let Some(function) = constructor.as_kind::<Function>() {
            let initializer = function.fields.get();
            if !initializer.is_undefined() {
                self.call(initializer, object, &[])?;
            }
        }
        Ok(())
    }

    /// DefineField for a public field (https://tc39.es/ecma262/#sec-definefield)
    pub fn define_public_field(
        &mut self,
        object: Value,
        key: PropertyKey,
        value: Value,
    ) -> Res<()> {
        match object.as_object() {
            Some(object) => self.create_data_property_or_throw(object, key, value),
            None => {
                Err(self.throw_type_error("Cannot define a field on a value that is no object"))
            }
        }
    }

    /// GetSuperConstructor (https://tc39.es/ecma262/#sec-getsuperconstructor)
    pub fn get_super_constructor(&mut self, active: Value) -> Res {
        let parent = match active.as_object() {
            Some(function) => self.get_prototype_of(function)?,
            None => None,
        };
        let parent = parent.map_or(Value::NULL, Value::cell);
        if !self.is_constructor(parent) {
            let mut what = if parent.is_callable() {
                self.function_display_name(parent)
            } else {
                self.value_display(parent)
            };
            if what.is_empty() {
                what.push_str("null");
            }
            let class = self.function_display_name(active);
            let class = if class.is_empty() { "anonymous class" } else { &class };
            return Err(self.throw_type_error(format!(
                "Super constructor {what} of {class} is not a constructor"
            )));
        }
        Ok(parent)
    }

    /// `super[key]` (https://tc39.es/ecma262/#sec-makesuperpropertyreference) of a method with this home object.
    pub fn super_get(&mut self, home: Value, key: PropertyKey, this: Value) -> Res {
        match self.super_base(home)? {
            Some(base) => self.get_with_receiver(base, key, this),
            None => {
                let name = self.key_display(key);
                Err(self
                    .throw_type_error(format!("Cannot read properties of null (reading '{name}')")))
            }
        }
    }

    /// `super[key] = value`
    pub fn super_set(
        &mut self,
        home: Value,
        key: PropertyKey,
        value: Value,
        this: Value,
        strict: bool,
    ) -> Res<()> {
        let Some(base) = self.super_base(home)? else {
            let name = self.key_display(key);
            return Err(
                self.throw_type_error(format!("Cannot set properties of null (setting '{name}')"))
            );
        };
        if !self.set_with_receiver(base, key, value, this)? && strict {
            return Err(self.throw_cannot_assign(this, key));
        }
        Ok(())
    }

    fn super_base(&mut self, home: Value) -> Res<Option<Gc<Object>>> {
        match home.as_object() {
            Some(home) => self.get_prototype_of(home),
            None => Ok(None),
        }
    }
}
