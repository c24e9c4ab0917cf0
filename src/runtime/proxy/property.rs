//! The internal methods of proxies that concern one property, and [[OwnPropertyKeys]].
//!
//! Invariant: a trap's answer reaches the caller only after it has been checked against the target.

use super::{Answer, ProxyObject, Trap, is_frozen};
use crate::runtime::enumerate::KeyList;
use crate::runtime::names::Symbol;
use crate::runtime::object::Object;
use crate::runtime::property::{Accessor, PropertyDescriptor};
use crate::runtime::property_key::PropertyKey;
use crate::runtime::property_own::{Own, Place};
use crate::runtime::vm::Vm;
use crate::value::{Res, Value};
use jsrun_gc::Gc;
use rustc_hash::FxHashSet;

/// What an operation that goes up prototype chains comes to at a proxy.
pub(in crate::runtime) enum Step<T> {
    /// The trap's answer.
    Done(T),
    /// The operation goes on at this object.
    Forward(Gc<Object>),
}

impl Vm {
    /// [[GetOwnProperty]] (https://tc39.es/ecma262/#sec-proxy-object-internal-methods-and-internal-slots-getownproperty-p)
    #[cold]
    pub(in crate::runtime) fn proxy_own(
        &mut self,
        proxy: Gc<ProxyObject>,
        key: PropertyKey,
    ) -> Res<Option<Own>> {
        let trap = match self.proxy_answer(proxy, self.names.get_own_property_descriptor)? {
            Answer::Target(target) => {
                let own = self.own_property(target, key)?;
                // Where the target has it says nothing about the proxy.
                return Ok(own.map(|own| Own {
                    place: Place::Virtual(self.own_value(target, own)),
                    attributes: own.attributes,
                }));
            }
            Answer::Trap(trap) => trap,
        };
        let name = self.key_to_value(key);
        let result = self.call_trap(&trap, [name])?;
        if !result.is_object() && !result.is_undefined() {
            return Err(self.broken_descriptor(
                key,
                "trap returned neither object nor undefined for property",
                "",
            ));
        }
        let own = self.own_property(trap.target, key)?;
        if result.is_undefined() {
            let Some(own) = own else { return Ok(None) };
            let text = "trap returned undefined for property";
            if !own.attributes.is_configurable() {
                return Err(self.broken_descriptor(
                    key,
                    text,
                    " which is non-configurable in the proxy target",
                ));
            }
            if !self.is_extensible(trap.target)? {
                return Err(self.broken_descriptor(
                    key,
                    text,
                    " which exists in the non-extensible proxy target",
                ));
            }
            return Ok(None);
        }
        let extensible = self.is_extensible(trap.target)?;
        let descriptor = self.to_property_descriptor(result)?;
        let found = self.virtual_own(&descriptor);
        let complete = self.descriptor_of(trap.target, found);
        if !self.is_compatible(extensible, &complete, trap.target, own) {
            return Err(self.broken_descriptor(
                key,
                "trap returned descriptor for property",
                " that is incompatible with the existing property in the proxy target",
            ));
        }
        if !found.attributes.is_configurable() {
            match own {
                Some(own) if !own.attributes.is_configurable() => {
                    if !found.attributes.is_accessor()
                        && !found.attributes.is_writable()
                        && own.attributes.is_writable()
                    {
                        return Err(self.broken_descriptor(
                            key,
                            "trap reported non-configurable and writable for property",
                            " which is non-configurable, non-writable in the proxy target",
                        ));
                    }
                }
                _ => {
                    return Err(self.broken_descriptor(
                        key,
                        "trap reported non-configurability for property",
                        " which is either non-existent or configurable in the proxy target",
                    ));
                }
            }
        }
        Ok(Some(found))
    }

    #[cold]
    fn broken_descriptor(
        &mut self,
        key: PropertyKey,
        before: &str,
        after: &str,
    ) -> crate::value::Thrown {
        self.broken("getOwnPropertyDescriptor", key, before, after)
    }

    /// The TypeError of a trap that broke an invariant of a property.
    #[cold]
    fn broken(
        &mut self,
        trap: &str,
        key: PropertyKey,
        before: &str,
        after: &str,
    ) -> crate::value::Thrown {
        let name = self.key_display(key);
        self.throw_trap(trap, format_args!("{before} '{name}'{after}"))
    }

    /// IsCompatiblePropertyDescriptor (https://tc39.es/ecma262/#sec-iscompatiblepropertydescriptor)
    fn is_compatible(
        &mut self,
        extensible: bool,
        new: &PropertyDescriptor,
        target: Gc<Object>,
        own: Option<Own>,
    ) -> bool {
        match own {
            None => extensible,
            Some(own) => {
                let current = self.descriptor_of(target, own);
                self.may_redefine(&current, new)
            }
        }
    }

    /// [[DefineOwnProperty]]
    /// (https://tc39.es/ecma262/#sec-proxy-object-internal-methods-and-internal-slots-defineownproperty-p-desc)
    #[cold]
    pub(in crate::runtime) fn proxy_define(
        &mut self,
        proxy: Gc<ProxyObject>,
        key: PropertyKey,
        new: &PropertyDescriptor,
    ) -> Res<bool> {
        let trap = match self.proxy_answer(proxy, self.names.define_property)? {
            Answer::Target(target) => return self.define_own_property(target, key, new),
            Answer::Trap(trap) => trap,
        };
        let name = self.key_to_value(key);
        let object = self.from_property_descriptor(Some(new))?;
        let result = self.call_trap(&trap, [name, object])?;
        if !self.to_boolean(result) {
            return Ok(false);
        }
        let own = self.own_property(trap.target, key)?;
        let extensible = self.is_extensible(trap.target)?;
        let setting_configurable = new.configurable == Some(false);
        let broken = match own {
            None if !extensible => Some((
                "trap returned truish for adding property",
                "  to the non-extensible proxy target",
            )),
            None if setting_configurable => Some((
                "trap returned truish for defining non-configurable property",
                " which is either non-existent or configurable in the proxy target",
            )),
            None => None,
            Some(own) => {
                if !self.is_compatible(extensible, new, trap.target, Some(own)) {
                    Some((
                        "trap returned truish for adding property",
                        "  that is incompatible with the existing property in the proxy target",
                    ))
                } else if setting_configurable && own.attributes.is_configurable() {
                    Some((
                        "trap returned truish for defining non-configurable property",
                        " which is either non-existent or configurable in the proxy target",
                    ))
                } else if !own.attributes.is_accessor()
                    && !own.attributes.is_configurable()
                    && own.attributes.is_writable()
                    && new.writable == Some(false)
                {
                    Some((
                        "trap returned truish for defining non-configurable property",
                        " which cannot be non-writable, unless there exists a corresponding non-configurable, non-writable own property of the target object.",
                    ))
                } else {
                    None
                }
            }
        };
        match broken {
            Some((before, after)) => Err(self.broken("defineProperty", key, before, after)),
            None => Ok(true),
        }
    }

    /// [[HasProperty]] (https://tc39.es/ecma262/#sec-proxy-object-internal-methods-and-internal-slots-hasproperty-p)
    #[cold]
    pub(in crate::runtime) fn proxy_has(
        &mut self,
        proxy: Gc<ProxyObject>,
        key: PropertyKey,
    ) -> Res<Step<bool>> {
        let trap = match self.proxy_answer(proxy, self.names.has)? {
            Answer::Target(target) => return Ok(Step::Forward(target)),
            Answer::Trap(trap) => trap,
        };
        let name = self.key_to_value(key);
        let result = self.call_trap(&trap, [name])?;
        let result = self.to_boolean(result);
        if !result && let Some(own) = self.own_property(trap.target, key)? {
            let before = "trap returned falsish for property";
            if !own.attributes.is_configurable() {
                let after = " which exists in the proxy target as non-configurable";
                return Err(self.broken("has", key, before, after));
            }
            if !self.is_extensible(trap.target)? {
                let after = " but the proxy target is not extensible";
                return Err(self.broken("has", key, before, after));
            }
        }
        Ok(Step::Done(result))
    }

    /// [[Get]] (https://tc39.es/ecma262/#sec-proxy-object-internal-methods-and-internal-slots-get-p-receiver)
    #[cold]
    pub(in crate::runtime) fn proxy_get(
        &mut self,
        proxy: Gc<ProxyObject>,
        key: PropertyKey,
        receiver: Value,
    ) -> Res<Step<Value>> {
        let trap = match self.proxy_answer(proxy, self.names.get)? {
            Answer::Target(target) => return Ok(Step::Forward(target)),
            Answer::Trap(trap) => trap,
        };
        let name = self.key_to_value(key);
        let value = self.call_trap(&trap, [name, receiver])?;
        self.check_got(&trap, key, value)?;
        Ok(Step::Done(value))
    }

    fn check_got(&mut self, trap: &Trap, key: PropertyKey, value: Value) -> Res<()> {
        let Some(own) = self.own_property(trap.target, key)? else { return Ok(()) };
        if !is_frozen(&own) {
            return Ok(());
        }
        let actual = self.own_value(trap.target, own);
        if !own.attributes.is_accessor() {
            if self.same_value(actual, value) {
                return Ok(());
            }
            let (expected, got) = (self.value_display(actual), self.value_display(value));
            let after = format!(
                " is a read-only and non-configurable data property on the proxy target but the proxy did not return its actual value (expected '{expected}' but got '{got}')"
            );
            return Err(self.broken("get", key, "property", &after));
        }
        // SAFETY: the attributes say that it is an accessor.
        if unsafe { Accessor::of(actual) }.getter.get().is_undefined() && !value.is_undefined() {
            let got = self.value_display(value);
            let after = format!(
                " is a non-configurable accessor property on the proxy target and does not have a getter function, but the trap did not return 'undefined' (got '{got}')"
            );
            return Err(self.broken("get", key, "property", &after));
        }
        Ok(())
    }

    /// [[Set]] (https://tc39.es/ecma262/#sec-proxy-object-internal-methods-and-internal-slots-set-p-v-receiver)
    #[cold]
    pub(in crate::runtime) fn proxy_set(
        &mut self,
        proxy: Gc<ProxyObject>,
        key: PropertyKey,
        value: Value,
        receiver: Value,
    ) -> Res<Step<bool>> {
        let trap = match self.proxy_answer(proxy, self.names.set)? {
            Answer::Target(target) => return Ok(Step::Forward(target)),
            Answer::Trap(trap) => trap,
        };
        let name = self.key_to_value(key);
        let result = self.call_trap(&trap, [name, value, receiver])?;
        if !self.to_boolean(result) {
            return Ok(Step::Done(false));
        }
        if let Some(own) = self.own_property(trap.target, key)?
            && is_frozen(&own)
        {
            let actual = self.own_value(trap.target, own);
            let before = "trap returned truish for property";
            if own.attributes.is_accessor() {
                // SAFETY: the attributes say that it is an accessor.
                if unsafe { Accessor::of(actual) }.setter.get().is_undefined() {
                    let after = " which exists in the proxy target as a non-configurable and non-writable accessor property without a setter";
                    return Err(self.broken("set", key, before, after));
                }
            } else if !self.same_value(actual, value) {
                let after = " which exists in the proxy target as a non-configurable and non-writable data property with a different value";
                return Err(self.broken("set", key, before, after));
            }
        }
        Ok(Step::Done(true))
    }

    /// [[Delete]] (https://tc39.es/ecma262/#sec-proxy-object-internal-methods-and-internal-slots-delete-p)
    #[cold]
    pub(in crate::runtime) fn proxy_delete(
        &mut self,
        proxy: Gc<ProxyObject>,
        key: PropertyKey,
    ) -> Res<bool> {
        let trap = match self.proxy_answer(proxy, self.names.delete_property)? {
            Answer::Target(target) => return self.delete_property(target, key),
            Answer::Trap(trap) => trap,
        };
        let name = self.key_to_value(key);
        let result = self.call_trap(&trap, [name])?;
        if !self.to_boolean(result) {
            return Ok(false);
        }
        if let Some(own) = self.own_property(trap.target, key)? {
            let before = "trap returned truish for property";
            if !own.attributes.is_configurable() {
                let after = " which is non-configurable in the proxy target";
                return Err(self.broken("deleteProperty", key, before, after));
            }
            if !self.is_extensible(trap.target)? {
                let after = " but the proxy target is non-extensible";
                return Err(self.broken("deleteProperty", key, before, after));
            }
        }
        Ok(true)
    }

    /// [[OwnPropertyKeys]] (https://tc39.es/ecma262/#sec-proxy-object-internal-methods-and-internal-slots-ownpropertykeys)
    #[cold]
    pub(in crate::runtime) fn proxy_own_keys(&mut self, proxy: Gc<ProxyObject>) -> Res<KeyList> {
        let trap = match self.proxy_answer(proxy, self.names.own_keys)? {
            Answer::Target(target) => return self.own_property_keys(target),
            Answer::Trap(trap) => trap,
        };
        let result = self.call_trap(&trap, [])?;
        let keys = self.list_of_keys(result)?;
        let mut unchecked = FxHashSet::default();
        for key in &keys {
            if !unchecked.insert(*key) {
                return Err(self.throw_trap("ownKeys", "trap returned duplicate entries"));
            }
        }
        let extensible = self.is_extensible(trap.target)?;
        let target_keys = self.own_property_keys(trap.target)?;
        // Configurable ones have to be listed only if the target is not extensible, but all are looked at first.
        let mut required: KeyList = self.heap.root_vec();
        let mut others: KeyList = self.heap.root_vec();
        for key in &target_keys {
            let own = self.own_property(trap.target, *key)?;
            if own.is_some_and(|own| !own.attributes.is_configurable()) {
                required.push(*key);
            } else if !extensible {
                others.push(*key);
            }
        }
        for key in required.iter().chain(others.iter()) {
            if !unchecked.remove(key) {
                let name = self.key_display(*key);
                return Err(self
                    .throw_trap("ownKeys", format_args!("trap result did not include '{name}'")));
            }
        }
        if !extensible && !unchecked.is_empty() {
            return Err(self.throw_trap(
                "ownKeys",
                "trap returned extra keys but proxy target is non-extensible",
            ));
        }
        Ok(keys)
    }

    /// CreateListFromArrayLike (https://tc39.es/ecma262/#sec-createlistfromarraylike) of property keys
    fn list_of_keys(&mut self, value: Value) -> Res<KeyList> {
        let Some(object) = value.as_object() else {
            return Err(self.throw_type_error("CreateListFromArrayLike called on non-object"));
        };
        let length = self.length_of_array_like(object)?;
        let mut keys: KeyList = self.heap.root_vec();
        let mut index = 0.0;
        while index < length {
            self.poll_interrupt()?;
            let position = self.to_property_key(Value::number(index))?;
            let item = self.get(object, position)?;
            let key = if let Some(string) = item.as_string() {
                self.string_key(string)
            } else if let Some(symbol) = item.as_symbol() {
                Symbol::key(symbol)
            } else {
                let shown = self.value_display(item);
                return Err(self.throw_type_error(format!("{shown} is not a valid property name")));
            };
            keys.push(key);
            index += 1.0;
        }
        Ok(keys)
    }
}
