//! Conveniences for builtins: defining methods, getters, constants; reading descriptors from objects and back.
//!
//! Invariant: what is defined here goes on objects that the library is building, so definitions cannot be refused.

use super::function::NativeCode;
use super::object::Object;
use super::property::{Accessor, Attributes, PropertyDescriptor};
use super::property_key::PropertyKey;
use super::vm::Vm;
use crate::value::{Res, Value};
use jsrun_gc::Gc;

/// A property key, or text to make one of.
pub trait IntoKey {
    /// The key.
    fn into_key(self, vm: &mut Vm) -> PropertyKey;
}

impl IntoKey for PropertyKey {
    fn into_key(self, _: &mut Vm) -> PropertyKey {
        self
    }
}

impl IntoKey for &str {
    fn into_key(self, vm: &mut Vm) -> PropertyKey {
        vm.key_from_str(self)
    }
}

impl Vm {
    /// Defines a data property, whatever was there.
    pub fn define_value(
        &mut self,
        object: Gc<Object>,
        key: impl IntoKey,
        value: Value,
        attributes: Attributes,
    ) {
        let key = key.into_key(self);
        // On an object under construction this neither throws nor is refused.
        let _ = self.define_own_property(object, key, &PropertyDescriptor::data(value, attributes));
    }

    /// Defines a method of a builtin: writable, configurable, not enumerable. Returns the function.
    pub fn define_method(
        &mut self,
        object: Gc<Object>,
        key: impl IntoKey,
        length: u32,
        code: NativeCode,
    ) -> Gc<Object> {
        let key = key.into_key(self);
        let function = self.new_native_function(key, length, code);
        let function = super::function::NativeFunction::as_object(function);
        self.define_value(object, key, Value::cell(function), Attributes::METHOD);
        function
    }

    /// Defines an accessor of a builtin with a getter alone: configurable, not enumerable. Returns the getter.
    pub fn define_getter(
        &mut self,
        object: Gc<Object>,
        key: impl IntoKey,
        getter: NativeCode,
    ) -> Gc<Object> {
        self.define_accessor(object, key, getter, None)
    }

    /// Defines an accessor of a builtin: configurable, not enumerable. Returns the getter.
    pub fn define_accessor(
        &mut self,
        object: Gc<Object>,
        key: impl IntoKey,
        getter: NativeCode,
        setter: Option<NativeCode>,
    ) -> Gc<Object> {
        let key = key.into_key(self);
        let shape = self.realm().shapes.native_function.get();
        let getter = self.new_native(key, Some("get"), 0, getter, Value::UNDEFINED, false, shape);
        let getter = super::function::NativeFunction::as_object(getter);
        let setter = match setter {
            Some(code) => Value::cell(self.new_native(
                key,
                Some("set"),
                1,
                code,
                Value::UNDEFINED,
                false,
                shape,
            )),
            None => Value::UNDEFINED,
        };
        let new =
            PropertyDescriptor::accessor(Value::cell(getter), setter, Attributes::CONFIGURABLE);
        let _ = self.define_own_property(object, key, &new);
        getter
    }

    /// Ties a constructor and its prototype object together, as all built-in classes are.
    pub fn link_constructor(&mut self, constructor: Gc<Object>, prototype: Gc<Object>) {
        let key = self.names.prototype;
        self.define_value(constructor, key, Value::cell(prototype), Attributes::NONE);
        let key = self.names.constructor;
        self.define_value(prototype, key, Value::cell(constructor), Attributes::METHOD);
    }

    /// ToPropertyDescriptor (https://tc39.es/ecma262/#sec-topropertydescriptor)
    pub fn to_property_descriptor(&mut self, value: Value) -> Res<PropertyDescriptor> {
        let Some(object) = value.as_object() else {
            let what = self.value_display(value);
            return Err(
                self.throw_type_error(format!("Property description must be an object: {what}"))
            );
        };
        let mut new = PropertyDescriptor::default();
        let flag = |vm: &mut Vm, key: PropertyKey| -> Res<Option<bool>> {
            if !vm.has_property(object, key)? {
                return Ok(None);
            }
            let value = vm.get(object, key)?;
            Ok(Some(vm.to_boolean(value)))
        };
        let field = |vm: &mut Vm, key: PropertyKey| -> Res<Option<Value>> {
            if !vm.has_property(object, key)? { Ok(None) } else { vm.get(object, key).map(Some) }
        };
        new.enumerable = flag(self, self.names.enumerable)?;
        new.configurable = flag(self, self.names.configurable)?;
        new.value = field(self, self.names.value)?;
        new.writable = flag(self, self.names.writable)?;
        new.get = field(self, self.names.get)?;
        new.set = field(self, self.names.set)?;
        for (function, what) in [(new.get, "Getter"), (new.set, "Setter")] {
            if let Some(f) = function
                && !f.is_undefined()
                && !self.is_callable(f)
            {
                let text = self.value_display(f);
                return Err(self.throw_type_error(format!("{what} must be a function: {text}")));
            }
        }
        if new.is_accessor() && new.is_data() {
            let shown = self.value_display(value);
            return Err(self.throw_type_error(format!(
                "Invalid property descriptor. Cannot both specify accessors and a value or writable attribute, {shown}"
            )));
        }
        Ok(new)
    }

    /// FromPropertyDescriptor (https://tc39.es/ecma262/#sec-frompropertydescriptor)
    pub fn from_property_descriptor(&mut self, descriptor: Option<&PropertyDescriptor>) -> Res {
        let Some(d) = descriptor else { return Ok(Value::UNDEFINED) };
        let object = self.new_object();
        let names = &self.names;
        let fields = [
            (names.value, d.value),
            (names.writable, d.writable.map(Value::bool)),
            (names.get, d.get),
            (names.set, d.set),
            (names.enumerable, d.enumerable.map(Value::bool)),
            (names.configurable, d.configurable.map(Value::bool)),
        ];
        for (key, value) in fields {
            if let Some(value) = value {
                self.create_data_property(object, key, value)?;
            }
        }
        Ok(Value::cell(object))
    }

    /// The getter and setter of an own accessor property.
    pub fn own_accessor(&mut self, object: Gc<Object>, key: PropertyKey) -> Option<(Value, Value)> {
        let own = self.ordinary_own(object, key)?;
        if !own.attributes.is_accessor() {
            return None;
        }
        // SAFETY: the attributes say that it is an accessor.
        let pair = unsafe { Accessor::of(self.own_value(object, own)) };
        Some((pair.getter.get(), pair.setter.get()))
    }
}
