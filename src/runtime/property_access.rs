//! Reading properties: [[Get]], [[HasProperty]], and their like on primitives.
//!
//! Invariant: the walk up a prototype chain is a loop, so a chain of any length costs no native stack.

use super::elements::ElementsView;
use super::intrinsics::Intrinsic;
use super::names::Symbol;
use super::object::{Elements, Object, object_flags};
use super::property::{Accessor, PropertyDescriptor};
use super::property_key::PropertyKey;
use super::proxy::{ProxyObject, Step};
use super::typed_array::TypedArray;
use super::vm::Vm;
use crate::value::{Res, Value};
use jsrun_gc::Gc;

impl Vm {
    /// [[GetOwnProperty]] (https://tc39.es/ecma262/#table-essential-internal-methods)
    pub fn get_own_property(
        &mut self,
        object: Gc<Object>,
        key: PropertyKey,
    ) -> Res<Option<PropertyDescriptor>> {
        let own = self.own_property(object, key)?;
        Ok(own.map(|own| self.descriptor_of(object, own)))
    }

    /// [[GetPrototypeOf]] (https://tc39.es/ecma262/#table-essential-internal-methods)
    pub fn get_prototype_of(&mut self, object: Gc<Object>) -> Res<Option<Gc<Object>>> {
        match exotic_proxy(object) {
            Some(proxy) => self.proxy_get_prototype_of(proxy),
            None => Ok(self.prototype(object)),
        }
    }

    /// The prototype of an object that is not a proxy.
    #[inline]
    pub(super) fn prototype(&self, object: Gc<Object>) -> Option<Gc<Object>> {
        self.shape_of(object).prototype()
    }

    /// Get (https://tc39.es/ecma262/#sec-get-o-p)
    pub fn get(&mut self, object: Gc<Object>, key: PropertyKey) -> Res {
        self.get_with_receiver(object, key, Value::cell(object))
    }

    /// [[Get]] (https://tc39.es/ecma262/#sec-ordinaryget)
    pub fn get_with_receiver(
        &mut self,
        object: Gc<Object>,
        key: PropertyKey,
        receiver: Value,
    ) -> Res {
        let (mut holder, mut hops) = (Some(object), 0);
        while let Some(o) = holder {
            if let Some(proxy) = exotic_proxy(o) {
                match self.proxy_get(proxy, key, receiver)? {
                    Step::Done(value) => return Ok(value),
                    Step::Forward(target) => holder = Some(target),
                }
                self.count_hop(&mut hops)?;
                continue;
            }
            if let Some(own) = self.own_property(o, key)? {
                let value = self.own_value(o, own);
                return if own.attributes.is_accessor() {
                    self.call_getter(value, receiver)
                } else {
                    Ok(value)
                };
            }
            if o.has_flag(object_flags::EXOTIC) && self.exotic_ends_walk(o, key) {
                break;
            }
            holder = self.prototype(o);
        }
        Ok(Value::UNDEFINED)
    }

    /// Get of an own property that has just been found.
    pub(super) fn value_of_own(
        &mut self,
        object: Gc<Object>,
        key: PropertyKey,
        own: super::property_own::Own,
    ) -> Res {
        if exotic_proxy(object).is_some() {
            return self.get(object, key);
        }
        let value = self.own_value(object, own);
        if own.attributes.is_accessor() {
            self.call_getter(value, Value::cell(object))
        } else {
            Ok(value)
        }
    }

    /// Calls the getter of an accessor cell.
    pub(super) fn call_getter(&mut self, accessor: Value, receiver: Value) -> Res {
        // SAFETY: callers have seen that the property is an accessor.
        let getter = unsafe { Accessor::of(accessor) }.getter.get();
        if getter.is_undefined() { Ok(Value::UNDEFINED) } else { self.call(getter, receiver, &[]) }
    }

    /// The object that holds the properties of a primitive: its prototype. Throws for `undefined` and `null`.
    pub(super) fn primitive_prototype(
        &mut self,
        value: Value,
        key: PropertyKey,
    ) -> Res<Gc<Object>> {
        let which = if value.is_string() {
            Intrinsic::StringPrototype
        } else if value.is_number() {
            Intrinsic::NumberPrototype
        } else if value.is_bool() {
            Intrinsic::BooleanPrototype
        } else if value.is_symbol() {
            Intrinsic::SymbolPrototype
        } else if value.is_bigint() {
            Intrinsic::BigIntPrototype
        } else {
            if key == self.symbols.iterator {
                return Err(self.throw_not_iterable(value));
            }
            let name = self.key_display(key);
            let what = if value.is_null() { "null" } else { "undefined" };
            return Err(self
                .throw_type_error(format!("Cannot read properties of {what} (reading '{name}')")));
        };
        Ok(self.intrinsic(which))
    }

    /// GetV (https://tc39.es/ecma262/#sec-getv), without making an object of a primitive.
    pub fn get_v(&mut self, value: Value, key: PropertyKey) -> Res {
        if let Some(object) = value.as_object() {
            return self.get(object, key);
        }
        if let Some(own) = self.string_own(value, key)
            && let super::property_own::Place::Virtual(v) = own.place
        {
            return Ok(v);
        }
        let prototype = self.primitive_prototype(value, key)?;
        self.get_with_receiver(prototype, key, value)
    }

    /// HasProperty (https://tc39.es/ecma262/#sec-hasproperty)
    pub fn has_property(&mut self, object: Gc<Object>, key: PropertyKey) -> Res<bool> {
        let (mut holder, mut hops) = (Some(object), 0);
        while let Some(o) = holder {
            if let Some(proxy) = exotic_proxy(o) {
                match self.proxy_has(proxy, key)? {
                    Step::Done(answer) => return Ok(answer),
                    Step::Forward(target) => holder = Some(target),
                }
                self.count_hop(&mut hops)?;
                continue;
            }
            if o.has_flag(object_flags::EXOTIC) && self.exotic_has(o, key) {
                return Ok(true);
            }
            if self.own_property(o, key)?.is_some() {
                return Ok(true);
            }
            if o.has_flag(object_flags::EXOTIC) && self.exotic_ends_walk(o, key) {
                return Ok(false);
            }
            holder = self.prototype(o);
        }
        Ok(false)
    }

    /// HasOwnProperty (https://tc39.es/ecma262/#sec-hasownproperty)
    pub fn has_own_property(&mut self, object: Gc<Object>, key: PropertyKey) -> Res<bool> {
        Ok(self.own_property(object, key)?.is_some())
    }

    /// The `in` operator (https://tc39.es/ecma262/#sec-relational-operators-runtime-semantics-evaluation)
    pub fn op_in(&mut self, key: Value, object: Value) -> Res<bool> {
        let Some(object) = object.as_object() else {
            let name = self.value_display(key);
            let what = self.value_display(object);
            return Err(self.throw_type_error(format!(
                "Cannot use 'in' operator to search for '{name}' in {what}"
            )));
        };
        let key = self.to_property_key(key)?;
        self.has_shared(object, key)
    }

    /// GetMethod (https://tc39.es/ecma262/#sec-getmethod)
    pub fn get_method(&mut self, value: Value, key: PropertyKey) -> Res<Option<Value>> {
        let function = self.get_v(value, key)?;
        if function.is_nullish() {
            return Ok(None);
        }
        if !self.is_callable(function) {
            let what = self.call_site_display(function);
            return Err(self.throw_type_error(format!("{what} is not a function")));
        }
        Ok(Some(function))
    }

    /// Invoke (https://tc39.es/ecma262/#sec-invoke)
    pub fn invoke(&mut self, value: Value, key: PropertyKey, arguments: &[Value]) -> Res {
        let function = self.get_v(value, key)?;
        if !self.is_callable(function) {
            let name = self.key_display(key);
            return Err(self.throw_type_error(format!("{name} is not a function")));
        }
        self.call(function, value, arguments)
    }

    /// `base[key]` (https://tc39.es/ecma262/#sec-property-accessors-runtime-semantics-evaluation)
    pub fn load_element(&mut self, base: Value, key: Value) -> Res {
        if let Some(index) = array_index(key) {
            if let Some(object) = base.as_object() {
                if let Some(array) = TypedArray::of(object) {
                    let value = TypedArray::get(self, array, index as usize);
                    return Ok(value.unwrap_or(Value::UNDEFINED));
                }
                if let ElementsView::Dense(elements) = object.elements_view() {
                    let value = Elements::get(elements, index);
                    if value != Value::HOLE && !object.has_flag(super::object::object_flags::EXOTIC)
                    {
                        return Ok(value);
                    }
                }
                return self.get(object, PropertyKey::from_index(index));
            }
            return self.get_v(base, PropertyKey::from_index(index));
        }
        if base.is_nullish() {
            // The key's conversion has no effect any more: the base is looked at first.
            if key.as_symbol().map(Symbol::key) == Some(self.symbols.iterator) {
                return Err(self.throw_not_iterable(base));
            }
            let name = self.value_display(key);
            let what = if base.is_null() { "null" } else { "undefined" };
            return Err(self
                .throw_type_error(format!("Cannot read properties of {what} (reading '{name}')")));
        }
        let key = self.to_property_key(key)?;
        match base.as_object() {
            Some(object) if self.may_share(object) => self.get_shared(object, key, base),
            _ => self.get_v(base, key),
        }
    }

    /// LengthOfArrayLike (https://tc39.es/ecma262/#sec-lengthofarraylike)
    pub fn length_of_array_like(&mut self, object: Gc<Object>) -> Res<f64> {
        if let Some(array) = super::object::Array::of(object) {
            return Ok(array.length.get() as f64);
        }
        let length = self.get(object, self.names.length)?;
        Ok(self.to_length(length)? as f64)
    }

    /// `base.length`, the way of arrays and strings first.
    pub fn get_length(&mut self, base: Value) -> Res {
        if let Some(array) = base.as_object().and_then(super::object::Array::of) {
            return Ok(Value::number(array.length.get() as f64));
        }
        if let Some(string) = base.as_string() {
            return Ok(Value::number(string.len() as f64));
        }
        self.get_v(base, self.names.length)
    }
}

/// The proxy that an object is: one test for objects that are not exotic.
#[inline(always)]
pub(super) fn exotic_proxy(object: Gc<Object>) -> Option<Gc<ProxyObject>> {
    if object.has_flag(object_flags::EXOTIC) { ProxyObject::of(object) } else { None }
}

/// The array index that a value is, if it is a number that is one.
#[inline]
pub fn array_index(key: Value) -> Option<u32> {
    if let Some(i) = key.to_int() {
        return u32::try_from(i).ok();
    }
    let d = key.to_number()?;
    let i = d as u32;
    (i as f64 == d && i != u32::MAX).then_some(i)
}
