//! Writing properties: [[Set]], [[DefineOwnProperty]], [[Delete]].
//!
//! Invariant: as for reading, prototype chains are walked by loops.

use super::array;
use super::elements::ElementsView;
use super::module::ModuleNamespace;
use super::object::{Array, Object, object_flags};
use super::property::{Accessor, Attributes, PropertyDescriptor};
use super::property_access::{array_index, exotic_proxy};
use super::property_key::PropertyKey;
use super::property_own::Place;
use super::proxy::{ProxyObject, Step};
use super::vm::Vm;
use crate::value::{Res, Thrown, Value};
use jsrun_gc::Gc;

impl Vm {
    /// [[DefineOwnProperty]] (https://tc39.es/ecma262/#table-essential-internal-methods)
    pub fn define_own_property(
        &mut self,
        object: Gc<Object>,
        key: PropertyKey,
        new: &PropertyDescriptor,
    ) -> Res<bool> {
        if self.is_previewing() && exotic_proxy(object).is_none() {
            self.check_write(object)?;
        }
        if let Some(array) = Array::of(object)
            && key == self.names.length
        {
            return self.array_define_length(array, new);
        }
        if object.has_flag(object_flags::EXOTIC)
            && let Some(answer) = self.exotic_define(object, key, new)?
        {
            return Ok(answer);
        }
        self.ordinary_define(object, key, new)
    }

    /// DefinePropertyOrThrow (https://tc39.es/ecma262/#sec-definepropertyorthrow)
    pub fn define_property_or_throw(
        &mut self,
        object: Gc<Object>,
        key: PropertyKey,
        new: &PropertyDescriptor,
    ) -> Res<()> {
        if self.define_own_property(object, key, new)? {
            return Ok(());
        }
        Err(self.throw_cannot_define(object, key))
    }

    /// The TypeError of a definition that the object refused.
    #[cold]
    fn throw_cannot_define(&mut self, object: Gc<Object>, key: PropertyKey) -> Thrown {
        if let Some(thrown) = self.proxy_refusal(object, "defineProperty", Some(key)) {
            return thrown;
        }
        let name = self.key_display(key);
        match self.own_property(object, key) {
            Err(thrown) => thrown,
            Ok(Some(_)) => self.throw_type_error(format!("Cannot redefine property: {name}")),
            Ok(None) => self.throw_type_error(format!(
                "Cannot define property {name}, object is not extensible"
            )),
        }
    }

    /// [[Delete]] (https://tc39.es/ecma262/#table-essential-internal-methods)
    pub fn delete_property(&mut self, object: Gc<Object>, key: PropertyKey) -> Res<bool> {
        if self.is_previewing() && exotic_proxy(object).is_none() {
            self.check_write(object)?;
        }
        if object.has_flag(object_flags::EXOTIC)
            && let Some(answer) = self.exotic_delete(object, key)?
        {
            return Ok(answer);
        }
        self.ordinary_delete(object, key)
    }

    /// The `delete` operator on `base[key]` (https://tc39.es/ecma262/#sec-delete-operator-runtime-semantics-evaluation)
    pub fn op_delete(&mut self, base: Value, key: Value, strict: bool) -> Res {
        let object = self.to_object(base)?;
        let key = self.to_property_key(key)?;
        let deleted = self.delete_property(object, key)?;
        if !deleted && strict {
            return Err(self.throw_cannot_delete(object, base, key));
        }
        Ok(Value::bool(deleted))
    }

    /// The TypeError of a deletion that the object refused; `base` is what the script knows it as.
    #[cold]
    fn throw_cannot_delete(&mut self, object: Gc<Object>, base: Value, key: PropertyKey) -> Thrown {
        if let Some(thrown) = self.proxy_refusal(object, "deleteProperty", Some(key)) {
            return thrown;
        }
        let name = self.key_display(key);
        let what = self.value_display(base);
        self.throw_type_error(format!("Cannot delete property '{name}' of {what}"))
    }

    /// Set (https://tc39.es/ecma262/#sec-set-o-p-v-throw)
    pub fn set(
        &mut self,
        object: Gc<Object>,
        key: PropertyKey,
        value: Value,
        throw: bool,
    ) -> Res<()> {
        if !self.set_with_receiver(object, key, value, Value::cell(object))? && throw {
            return Err(self.throw_cannot_assign(Value::cell(object), key));
        }
        Ok(())
    }

    /// The TypeError of an assignment that the object refused.
    pub(crate) fn throw_cannot_assign(&mut self, base: Value, key: PropertyKey) -> Thrown {
        let name = self.key_display(key);
        let what = self.value_display(base);
        let Some(object) = base.as_object() else {
            let kind = self.typeof_text(base);
            if self.string_own(base, key).is_some() {
                return self.throw_type_error(format!(
                    "Cannot assign to read only property '{name}' of string '{what}'"
                ));
            }
            return self
                .throw_type_error(format!("Cannot create property '{name}' on {kind} '{what}'"));
        };
        let mut holder = Some(object);
        while let Some(o) = holder {
            if let Some(thrown) = self.proxy_refusal(o, "set", Some(key)) {
                return thrown;
            }
            if ModuleNamespace::of(o).is_some_and(|namespace| namespace.has(key)) {
                // Its value may not be there yet.
                return self.throw_type_error(format!(
                    "Cannot assign to read only property '{name}' of object '{what}'"
                ));
            }
            match self.own_property(o, key) {
                Err(thrown) => return thrown,
                Ok(Some(own)) if own.attributes.is_accessor() => {
                    return self.throw_type_error(format!(
                        "Cannot set property {name} of {what} which has only a getter"
                    ));
                }
                Ok(Some(_)) => {
                    let kind = self.typeof_text(base);
                    return self.throw_type_error(format!(
                        "Cannot assign to read only property '{name}' of {kind} '{what}'"
                    ));
                }
                Ok(None) => holder = self.prototype(o),
            }
        }
        self.throw_type_error(format!("Cannot add property {name}, object is not extensible"))
    }

    /// [[Set]] (https://tc39.es/ecma262/#sec-ordinaryset)
    pub fn set_with_receiver(
        &mut self,
        object: Gc<Object>,
        key: PropertyKey,
        value: Value,
        receiver: Value,
    ) -> Res<bool> {
        if let Some(target) = receiver.as_object() {
            self.check_write(target)?;
        }
        let (mut holder, mut hops) = (Some(object), 0);
        while let Some(o) = holder {
            if o.has_flag(object_flags::EXOTIC) {
                if let Some(proxy) = ProxyObject::of(o) {
                    match self.proxy_set(proxy, key, value, receiver)? {
                        Step::Done(answer) => return Ok(answer),
                        Step::Forward(target) => holder = Some(target),
                    }
                    self.count_hop(&mut hops)?;
                    continue;
                }
                if let Some(answer) = self.exotic_set(o, key, value, receiver)? {
                    return Ok(answer);
                }
            }
            let Some(own) = self.own_property(o, key)? else {
                holder = self.prototype(o);
                continue;
            };
            if own.attributes.is_accessor() {
                let accessor = self.own_value(o, own);
                // SAFETY: the attributes say that it is an accessor.
                let setter = unsafe { Accessor::of(accessor) }.setter.get();
                if setter.is_undefined() {
                    return Ok(false);
                }
                self.call(setter, receiver, &[value])?;
                return Ok(true);
            }
            if !own.attributes.is_writable() {
                return Ok(false);
            }
            if receiver == Value::cell(o) {
                if o.has_flag(object_flags::EXOTIC)
                    && let Some(answer) = self.exotic_write(o, key, value)?
                {
                    return Ok(answer);
                }
                if let (Place::ArrayLength, Some(array)) = (own.place, Array::of(o)) {
                    return self.array_set_length(array, value);
                }
                self.write_own(o, own.place, own.attributes, value);
                return Ok(true);
            }
            break;
        }
        let Some(target) = receiver.as_object() else { return Ok(false) };
        let plain = hops == 0 && !target.has_flag(object_flags::EXOTIC);
        if holder.is_none() && target == object && plain {
            // The walk has seen that the receiver does not have the property, and no script has run since.
            return self.add_own(target, key, value, Attributes::ALL);
        }
        match self.own_property(target, key)? {
            Some(own) if own.attributes.is_accessor() || !own.attributes.is_writable() => Ok(false),
            Some(_) => {
                let new =
                    PropertyDescriptor { value: Some(value), ..PropertyDescriptor::default() };
                self.define_own_property(target, key, &new)
            }
            None => self.create_data_property(target, key, value),
        }
    }

    /// PutValue on a property reference (https://tc39.es/ecma262/#sec-putvalue): the base may be a primitive.
    pub fn set_v(&mut self, base: Value, key: PropertyKey, value: Value, strict: bool) -> Res<()> {
        if let Some(object) = base.as_object() {
            return self.set(object, key, value, strict);
        }
        if base.is_nullish() {
            let name = self.key_display(key);
            let what = if base.is_null() { "null" } else { "undefined" };
            return Err(self
                .throw_type_error(format!("Cannot set properties of {what} (setting '{name}')")));
        }
        let done = match self.string_own(base, key) {
            Some(_) => false,
            None => {
                let prototype = self.primitive_prototype(base, key)?;
                self.set_with_receiver(prototype, key, value, base)?
            }
        };
        if !done && strict {
            return Err(self.throw_cannot_assign(base, key));
        }
        Ok(())
    }

    /// `base[key] = value` (https://tc39.es/ecma262/#sec-assignment-operators-runtime-semantics-evaluation)
    pub fn store_element(
        &mut self,
        base: Value,
        key: Value,
        value: Value,
        strict: bool,
    ) -> Res<()> {
        if let (Some(object), Some(index)) = (base.as_object(), array_index(key)) {
            if let Some(array) = super::typed_array::TypedArray::of(object) {
                return super::typed_array::TypedArray::set(self, array, index as f64, value);
            }
            if let ElementsView::Dense(elements) = object.elements_view()
                && super::object::Elements::get(elements, index) != Value::HOLE
                && !object.has_flag(object_flags::EXOTIC)
            {
                self.set_dense(elements, index, value);
                return Ok(());
            }
            return self.set(object, PropertyKey::from_index(index), value, strict);
        }
        if base.is_nullish() {
            let name = self.value_display(key);
            let what = if base.is_null() { "null" } else { "undefined" };
            return Err(self
                .throw_type_error(format!("Cannot set properties of {what} (setting '{name}')")));
        }
        let key = self.to_property_key(key)?;
        match base.as_object() {
            Some(object) if self.may_share(object) => self.set_shared(object, key, value, strict),
            _ => self.set_v(base, key, value, strict),
        }
    }

    /// CreateDataProperty (https://tc39.es/ecma262/#sec-createdataproperty)
    pub fn create_data_property(
        &mut self,
        object: Gc<Object>,
        key: PropertyKey,
        value: Value,
    ) -> Res<bool> {
        let special = object.has_flag(object_flags::EXOTIC)
            || Array::of(object).is_some() && key == self.names.length;
        if !special && self.ordinary_own(object, key).is_none() {
            return self.add_own(object, key, value, Attributes::ALL);
        }
        self.define_own_property(object, key, &PropertyDescriptor::data(value, Attributes::ALL))
    }

    /// CreateDataPropertyOrThrow (https://tc39.es/ecma262/#sec-createdatapropertyorthrow)
    pub fn create_data_property_or_throw(
        &mut self,
        object: Gc<Object>,
        key: PropertyKey,
        value: Value,
    ) -> Res<()> {
        if self.create_data_property(object, key, value)? {
            return Ok(());
        }
        Err(self.throw_cannot_define(object, key))
    }

    /// DeletePropertyOrThrow (https://tc39.es/ecma262/#sec-deletepropertyorthrow)
    pub fn delete_property_or_throw(&mut self, object: Gc<Object>, key: PropertyKey) -> Res<()> {
        if self.delete_property(object, key)? {
            return Ok(());
        }
        Err(self.throw_cannot_delete(object, Value::cell(object), key))
    }

    /// ArraySetLength with the value that `length` was assigned.
    fn array_set_length(&mut self, array: Gc<Array>, value: Value) -> Res<bool> {
        let new = PropertyDescriptor { value: Some(value), ..PropertyDescriptor::default() };
        if let Some(length) = array_index(value)
            && array.length_writable.get() != 0
        {
            return array::set_length(self, array, length);
        }
        self.array_define_length(array, &new)
    }
}
