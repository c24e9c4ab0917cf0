//! Properties of objects.
//!
//! Invariant: properties are read and written as scripts do it: accessors and proxies run.

use super::make::new_string;
use super::{FromJs, JsResult, JsValue, Scope};
use crate::runtime::object::Object;
use crate::runtime::property::{Attributes, PropertyDescriptor};
use crate::runtime::property_key::PropertyKey;
use crate::runtime::string::StringExt;
use crate::runtime::vm::Vm;
use crate::value::{Res, Value};
use jsrun_gc::Gc;

/// A script may claim any `length`; the host takes no longer arrays than this at once.
pub const MAX_ELEMENTS: u32 = 1 << 24;

/// The name of a property, for the operations of a [`Scope`]: text, an index, or any value, which is converted as in `object[key]`.
pub trait Key {
    /// The key in a machine.
    #[doc(hidden)]
    fn key(&self, vm: &mut KeyMachine<'_>) -> Res<PropertyKey>;
}

/// What makes keys.
#[doc(hidden)]
pub struct KeyMachine<'a>(&'a mut Vm);

impl Key for str {
    fn key(&self, vm: &mut KeyMachine<'_>) -> Res<PropertyKey> {
        let string = new_string(vm.0, self)?;
        Ok(vm.0.string_key(string))
    }
}

impl Key for String {
    fn key(&self, vm: &mut KeyMachine<'_>) -> Res<PropertyKey> {
        self.as_str().key(vm)
    }
}

impl Key for u32 {
    fn key(&self, vm: &mut KeyMachine<'_>) -> Res<PropertyKey> {
        vm.0.to_property_key(Value::number((*self).into()))
    }
}

impl Key for JsValue {
    fn key(&self, vm: &mut KeyMachine<'_>) -> Res<PropertyKey> {
        let value = self.enter(vm.0)?;
        vm.0.to_property_key(value)
    }
}

impl<K: Key + ?Sized> Key for &K {
    fn key(&self, vm: &mut KeyMachine<'_>) -> Res<PropertyKey> {
        (**self).key(vm)
    }
}

/// An object and a key; throws if it is no object.
fn enter(vm: &mut Vm, object: &JsValue, key: impl Key) -> Res<(Gc<Object>, PropertyKey)> {
    let value = object.enter(vm)?;
    let Some(object) = value.as_object() else {
        let shown = vm.value_display(value);
        return Err(vm.throw_type_error(format!("{shown} is not an object")));
    };
    let key = key.key(&mut KeyMachine(vm))?;
    Ok((object, key))
}

impl Scope<'_> {
    /// The value of a property, `undefined` where there is none: `object[key]`. Primitive values have those of their prototypes.
    ///
    /// # Errors
    /// A TypeError of `undefined` and `null`, and what accessors and proxies throw.
    pub fn get(&mut self, object: &JsValue, key: impl Key) -> JsResult {
        self.run_for_value(|vm| {
            let object = object.enter(vm)?;
            let key = key.key(&mut KeyMachine(vm))?;
            vm.get_v(object, key)
        })
    }

    /// Assigns to a property as strict code does: `object[key] = value`.
    ///
    /// # Errors
    /// A TypeError where it is read-only or the object takes no further ones, and what setters and proxies throw.
    pub fn set(&mut self, object: &JsValue, key: impl Key, value: &JsValue) -> JsResult<()> {
        self.run(|vm| {
            let (object, key) = enter(vm, object, key)?;
            let value = value.enter(vm)?;
            vm.set_v(Value::cell(object), key, value, true)
        })
    }

    /// Assigns to a property of the global object.
    ///
    /// # Errors
    /// As for [`Self::set`].
    pub fn set_global(&mut self, name: &str, value: &JsValue) -> JsResult<()> {
        let global = self.global();
        self.set(&global, name, value)
    }

    /// Defines a property that scripts can change and delete but that `for`-`in` and `Object.keys` do not list, as those of built-in
    /// objects are.
    ///
    /// # Errors
    /// A TypeError where the object does not take it.
    pub fn define_hidden(
        &mut self,
        object: &JsValue,
        key: impl Key,
        value: &JsValue,
    ) -> JsResult<()> {
        self.run(|vm| {
            let (object, key) = enter(vm, object, key)?;
            let value = value.enter(vm)?;
            let descriptor = PropertyDescriptor::data(value, Attributes::METHOD);
            vm.define_property_or_throw(object, key, &descriptor)
        })
    }

    /// Has the object or its prototype chain such a property: `key in object`?
    ///
    /// # Errors
    /// A TypeError if it is no object, and what proxies throw.
    pub fn has(&mut self, object: &JsValue, key: impl Key) -> JsResult<bool> {
        self.run(|vm| {
            let (object, key) = enter(vm, object, key)?;
            vm.has_property(object, key)
        })
    }

    /// Deletes a property as strict code does: `delete object[key]`.
    ///
    /// # Errors
    /// A TypeError if it cannot be deleted, and what proxies throw.
    pub fn delete(&mut self, object: &JsValue, key: impl Key) -> JsResult<()> {
        self.run(|vm| {
            let (object, key) = enter(vm, object, key)?;
            vm.delete_property_or_throw(object, key)
        })
    }

    /// The names of the own enumerable properties, as `Object.keys` lists them; lone surrogates become U+FFFD.
    ///
    /// # Errors
    /// A TypeError if it is no object, and what proxies throw.
    pub fn keys(&mut self, object: &JsValue) -> JsResult<Vec<String>> {
        self.run(|vm| {
            let (object, _) = enter(vm, object, 0)?;
            let mut names = Vec::new();
            let keys = vm.own_property_keys(object)?;
            for key in &keys {
                let name = vm.key_to_value(*key);
                if let Some(name) = name.as_string()
                    && let Some(own) = vm.get_own_property(object, *key)?
                    && own.enumerable == Some(true)
                {
                    names.push(name.to_rust());
                }
            }
            Ok(names)
        })
    }

    /// The elements of an array, or of anything with a `length`.
    ///
    /// # Errors
    /// A TypeError if it is no object, a RangeError if there are more than [`MAX_ELEMENTS`], what accessors and proxies throw, and what
    /// the element cannot be read as.
    pub fn elements<T: FromJs>(&mut self, array: &JsValue) -> JsResult<Vec<T>> {
        let length = self.run(|vm| {
            let (object, _) = enter(vm, array, 0)?;
            let length = vm.length_of_array_like(object)?;
            if length > f64::from(MAX_ELEMENTS) {
                return Err(vm.throw_range_error("Invalid array length"));
            }
            Ok(length as u32)
        })?;
        let read = |index| {
            let element = self.get(array, index)?;
            T::from_js(self, &element)
        };
        (0..length).map(read).collect()
    }

    /// The values that an iterable yields, one at a time, as `for`-`of` takes them. An error ends the iteration and closes the
    /// iterator.
    ///
    /// # Errors
    /// A TypeError if it is no iterable, what iterating throws, and what the closure returns.
    pub fn for_each(
        &mut self,
        iterable: &JsValue,
        mut each: impl FnMut(&mut Scope<'_>, JsValue) -> JsResult<()>,
    ) -> JsResult<()> {
        self.run(|vm| {
            let iterable = iterable.enter(vm)?;
            let record = vm.get_iterator(iterable)?;
            loop {
                let item = vm.iterator_next(record)?;
                if item == Value::DONE {
                    return Ok(());
                }
                let item = JsValue::new(vm, item);
                if let Err(exception) = each(&mut Scope::of(vm), item) {
                    let thrown = exception.throw(vm);
                    return Err(vm.iterator_close_thrown(record, thrown));
                }
            }
        })
    }
}
