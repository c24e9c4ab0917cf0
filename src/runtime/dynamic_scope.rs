//! Names that only run time can find: the objects of `with`, and the variables that sloppy direct `eval` makes.
//!
//! Invariant: variable 0 of a dynamic environment is the object that is asked for names: that of a `with`, or one that
//! holds the variables of `eval` (`undefined` until there is one), which no script ever sees.

use super::object::{Environment, Object, object_flags};
use super::property::Attributes;
use super::property_key::PropertyKey;
use super::vm::Vm;
use crate::value::{Res, Thrown, Value};
use jsrun_gc::Gc;

/// The bit of an environment's header that tells a dynamic one.
const DYNAMIC: u16 = 1;

impl Environment {
    fn is_dynamic(&self) -> bool {
        self.header.spare() & DYNAMIC != 0
    }
}

/// Does the object hold the variables of `eval`?
fn holds_variables(object: Gc<Object>) -> bool {
    object.has_flag(object_flags::HOLDS_VARIABLES)
}

impl Vm {
    /// Lets an environment ask an object for names.
    pub fn make_environment_dynamic(&mut self, environment: Gc<Environment>, object: Value) {
        environment.header.set_spare(environment.header.spare() | DYNAMIC);
        self.environment_set(environment, 0, object);
    }

    /// ResolveBinding (https://tc39.es/ecma262/#sec-resolvebinding), as far as the `limit` innermost environments go: the
    /// object of the innermost dynamic one that has the name, else `undefined`.
    pub fn find_dynamic(&mut self, environment: Value, key: PropertyKey, limit: u32) -> Res {
        let mut at = environment;
        for _ in 0..limit {
            if at.is_undefined() {
                break;
            }
            // SAFETY: the parent of an environment is an environment or `undefined`.
            let environment: Gc<Environment> = unsafe { Gc::from_addr(at.address()) };
            if environment.is_dynamic()
                && let Some(object) = Environment::get(environment, 0).as_object()
                && self.has_dynamic_binding(object, key)?
            {
                return Ok(Value::cell(object));
            }
            at = environment.parent.get();
        }
        Ok(Value::UNDEFINED)
    }

    /// HasBinding of a declarative or object environment record
    /// (https://tc39.es/ecma262/#sec-object-environment-records-hasbinding-n)
    fn has_dynamic_binding(&mut self, object: Gc<Object>, key: PropertyKey) -> Res<bool> {
        if holds_variables(object) {
            return self.has_own_property(object, key);
        }
        if !self.has_property(object, key)? {
            return Ok(false);
        }
        let symbol = self.symbols.unscopables;
        let unscopables = self.get(object, symbol)?;
        match unscopables.as_object() {
            Some(unscopables) => {
                let blocked = self.get(unscopables, key)?;
                Ok(!self.to_boolean(blocked))
            }
            None => Ok(true),
        }
    }

    #[cold]
    fn throw_not_defined(&mut self, key: PropertyKey) -> Thrown {
        let name = self.key_display(key);
        self.throw_reference_error(format!("{name} is not defined"))
    }

    /// GetBindingValue (https://tc39.es/ecma262/#sec-object-environment-records-getbindingvalue-n-s)
    pub fn get_dynamic(&mut self, object: Gc<Object>, key: PropertyKey, strict: bool) -> Res {
        if !self.has_property(object, key)? {
            if strict || holds_variables(object) {
                return Err(self.throw_not_defined(key));
            }
            return Ok(Value::UNDEFINED);
        }
        self.get(object, key)
    }

    /// SetMutableBinding (https://tc39.es/ecma262/#sec-object-environment-records-setmutablebinding-n-v-s)
    pub fn set_dynamic(
        &mut self,
        object: Gc<Object>,
        key: PropertyKey,
        value: Value,
        strict: bool,
    ) -> Res<()> {
        let exists = self.has_property(object, key)?;
        if !exists && strict {
            return Err(self.throw_not_defined(key));
        }
        self.set(object, key, value, strict)
    }

    /// DeleteBinding (https://tc39.es/ecma262/#sec-object-environment-records-deletebinding-n)
    pub fn delete_dynamic(&mut self, object: Gc<Object>, key: PropertyKey) -> Res<bool> {
        self.delete_property(object, key)
    }

    /// WithBaseObject (https://tc39.es/ecma262/#sec-object-environment-records-withbaseobject): what a function gets as `this`
    /// that was found in the object.
    pub fn with_base_object(&self, object: Gc<Object>) -> Value {
        if holds_variables(object) { Value::UNDEFINED } else { Value::cell(object) }
    }

    /// Makes a variable of `eval` in a dynamic environment unless it is there; gives the object that holds it
    /// (https://tc39.es/ecma262/#sec-evaldeclarationinstantiation).
    pub fn declare_dynamic(
        &mut self,
        environment: Gc<Environment>,
        key: PropertyKey,
    ) -> Res<Gc<Object>> {
        let object = match Environment::get(environment, 0).as_object() {
            Some(object) => object,
            None => {
                let object = self.new_object_with_prototype(None);
                object.set_flag(object_flags::HOLDS_VARIABLES);
                self.make_environment_dynamic(environment, Value::cell(object));
                object
            }
        };
        if !self.has_own_property(object, key)? {
            self.add_own(object, key, Value::UNDEFINED, Attributes::ALL)?;
        }
        Ok(object)
    }
}
