//! Proxy exotic objects (https://tc39.es/ecma262/#sec-proxy-object-internal-methods-and-internal-slots): the cell, how
//! traps are found, and the internal methods that concern the object as a whole.
//!
//! A proxy without the trap passes the operation on. That is a loop wherever the operation is one, so chains of
//! proxies cost no native stack; where a trap is called, the native stack is checked.
//!
//! Invariant: a proxy's shape is of [`ShapeClass::Exotic`](super::shape::ShapeClass) and has no prototype; what
//! properties the shape has are private ones. Its target and handler are both objects, or both `null` once it has been
//! revoked.

mod call;
mod property;

pub(super) use property::Step;

use super::kind::Kind;
use super::object::{Object, object_flags, trace_object};
use super::property::{Attributes, PropertyDescriptor};
use super::property_key::PropertyKey;
use super::property_own::{Own, Place};
use super::shape::ShapeClass;
use super::vm::Vm;
use crate::value::{Res, Thrown, Value};
use jsrun_gc::{Cell, Gc, Layout, Marker, Slot};

/// A proxy.
#[repr(C)]
pub struct ProxyObject {
    /// The common part.
    pub object: Object,
    /// [[ProxyTarget]]
    target: Slot<Value>,
    /// [[ProxyHandler]]
    handler: Slot<Value>,
}

// SAFETY: `repr(C)` and begins with `Object`; `trace` visits its references and both fields.
unsafe impl Cell for ProxyObject {
    const KIND: u8 = Kind::Proxy as u8;
    const LAYOUT: Layout = Layout::Custom(trace);
}

unsafe fn trace(cell: usize, marker: &mut Marker) {
    // SAFETY: the collector passes a live `ProxyObject`.
    unsafe {
        trace_object(cell, marker);
        let proxy = &*std::ptr::with_exposed_provenance::<ProxyObject>(cell);
        marker.visit(proxy.target.get());
        marker.visit(proxy.handler.get());
    }
}

/// An operation goes through at most this many proxies without traps: it may go round in a circle.
const MAX_HOPS: u32 = 1 << 22;

/// Who answers an internal method of a proxy.
pub(super) enum Answer {
    /// An object that is not a proxy: the target at the end of a chain of proxies without the trap.
    Target(Gc<Object>),
    /// A trap.
    Trap(Trap),
}

/// A trap that has been found, its handler and the target of its proxy.
pub(super) struct Trap {
    function: Value,
    handler: Value,
    target: Gc<Object>,
}

impl ProxyObject {
    /// The proxy that an object is.
    #[inline(always)]
    pub fn of(object: Gc<Object>) -> Option<Gc<ProxyObject>> {
        // SAFETY: a cell of this kind is a `ProxyObject`.
        (object.kind() == Kind::Proxy as u8).then(|| unsafe { object.cast_unchecked() })
    }

    /// [[ProxyTarget]]: `null` if the proxy has been revoked.
    pub fn target(&self) -> Value {
        self.target.get()
    }

    /// [[ProxyHandler]]: `null` if the proxy has been revoked.
    pub fn handler(&self) -> Value {
        self.handler.get()
    }

    /// Revokes the proxy.
    pub fn revoke(vm: &mut Vm, proxy: Gc<ProxyObject>) {
        proxy.target.set(&mut vm.heap, proxy, Value::NULL);
        proxy.handler.set(&mut vm.heap, proxy, Value::NULL);
    }
}

impl Vm {
    /// ProxyCreate (https://tc39.es/ecma262/#sec-proxycreate)
    pub fn proxy_create(&mut self, target: Value, handler: Value) -> Res<Gc<ProxyObject>> {
        let (Some(object), true) = (target.as_object(), handler.is_object()) else {
            return Err(
                self.throw_type_error("Cannot create proxy with a non-object as target or handler")
            );
        };
        let flags = [object_flags::CALLABLE, object_flags::CONSTRUCTOR];
        let flags = flags.into_iter().filter(|flag| object.has_flag(*flag)).sum();
        let shape = self.root_shape(None, 0, ShapeClass::Exotic);
        let (target, handler) = (Slot::new(target), Slot::new(handler));
        Ok(self.alloc_object(Kind::Proxy, shape, flags, |object| ProxyObject {
            object,
            target,
            handler,
        }))
    }

    /// Counts a proxy that an operation goes through: there may be no end to them.
    pub(super) fn count_hop(&mut self, hops: &mut u32) -> Res<()> {
        *hops += 1;
        if *hops > MAX_HOPS {
            return Err(self.throw_stack_overflow());
        }
        self.poll_interrupt()
    }

    /// The trap for an operation on a proxy, or the target that it is passed on to. The first steps of every internal
    /// method, ValidateNonRevokedProxy (https://tc39.es/ecma262/#sec-validatenonrevokedproxy) among them.
    pub(super) fn proxy_answer(
        &mut self,
        proxy: Gc<ProxyObject>,
        name: PropertyKey,
    ) -> Res<Answer> {
        self.check_native_stack()?;
        let (mut proxy, mut hops) = (proxy, 0);
        loop {
            let (handler, target) = (proxy.handler.get(), proxy.target.get());
            let (Some(object), Some(target)) = (handler.as_object(), target.as_object()) else {
                return Err(self.throw_revoked(name));
            };
            let function = self.get(object, name)?;
            if function.is_nullish() {
                match ProxyObject::of(target) {
                    Some(next) => proxy = next,
                    None => return Ok(Answer::Target(target)),
                }
                self.count_hop(&mut hops)?;
                continue;
            }
            if !function.is_callable() {
                let (shown, name) = (self.value_display(function), self.key_display(name));
                let holder = self.value_display(handler);
                return Err(self.throw_type_error(format!(
                    "'{shown}' returned for property '{name}' of object '{holder}' is not a function"
                )));
            }
            return Ok(Answer::Trap(Trap { function, handler, target }));
        }
    }

    #[cold]
    fn throw_revoked(&mut self, name: PropertyKey) -> Thrown {
        let name = self.key_display(name);
        self.throw_type_error(format!("Cannot perform '{name}' on a proxy that has been revoked"))
    }

    /// Calls a trap with the target and further arguments.
    fn call_trap<const N: usize>(&mut self, trap: &Trap, further: [Value; N]) -> Res {
        let mut arguments = [Value::UNDEFINED; 4];
        arguments[0] = Value::cell(trap.target);
        arguments[1..=N].copy_from_slice(&further);
        self.call(trap.function, trap.handler, &arguments[..=N])
    }

    /// The TypeError of a trap that broke an invariant.
    #[cold]
    fn throw_trap(&mut self, trap: &str, text: impl std::fmt::Display) -> Thrown {
        self.throw_type_error(format!("'{trap}' on proxy: {text}"))
    }

    /// The TypeError of an operation that a trap refused, where refusing is an error. `None` if the object is no proxy.
    #[cold]
    pub fn proxy_refusal(
        &mut self,
        object: Gc<Object>,
        trap: &str,
        key: Option<PropertyKey>,
    ) -> Option<Thrown> {
        ProxyObject::of(object)?;
        let property = key.map(|key| format!(" for property '{}'", self.key_display(key)));
        Some(self.throw_trap(
            trap,
            format_args!("trap returned falsish{}", property.unwrap_or_default()),
        ))
    }

    /// [[GetPrototypeOf]] (https://tc39.es/ecma262/#sec-proxy-object-internal-methods-and-internal-slots-getprototypeof)
    #[cold]
    pub(super) fn proxy_get_prototype_of(
        &mut self,
        proxy: Gc<ProxyObject>,
    ) -> Res<Option<Gc<Object>>> {
        let trap = match self.proxy_answer(proxy, self.names.get_prototype_of)? {
            Answer::Target(target) => return self.get_prototype_of(target),
            Answer::Trap(trap) => trap,
        };
        let prototype = self.call_trap(&trap, [])?;
        if !prototype.is_object() && !prototype.is_null() {
            return Err(self.throw_trap("getPrototypeOf", "trap returned neither object nor null"));
        }
        let prototype = prototype.as_object();
        if !self.is_extensible(trap.target)? && self.get_prototype_of(trap.target)? != prototype {
            return Err(self.throw_trap(
                "getPrototypeOf",
                "proxy target is non-extensible but the trap did not return its actual prototype",
            ));
        }
        Ok(prototype)
    }

    /// [[SetPrototypeOf]] (https://tc39.es/ecma262/#sec-proxy-object-internal-methods-and-internal-slots-setprototypeof-v)
    #[cold]
    pub(super) fn proxy_set_prototype_of(
        &mut self,
        proxy: Gc<ProxyObject>,
        prototype: Option<Gc<Object>>,
    ) -> Res<bool> {
        let trap = match self.proxy_answer(proxy, self.names.set_prototype_of)? {
            Answer::Target(target) => return self.set_prototype_of(target, prototype),
            Answer::Trap(trap) => trap,
        };
        let result = self.call_trap(&trap, [prototype.map_or(Value::NULL, Value::cell)])?;
        if !self.to_boolean(result) {
            return Ok(false);
        }
        if !self.is_extensible(trap.target)? && self.get_prototype_of(trap.target)? != prototype {
            return Err(self.throw_trap(
                "setPrototypeOf",
                "trap returned truish for setting a new prototype on the non-extensible proxy target",
            ));
        }
        Ok(true)
    }

    /// [[IsExtensible]] (https://tc39.es/ecma262/#sec-proxy-object-internal-methods-and-internal-slots-isextensible)
    #[cold]
    pub(super) fn proxy_is_extensible(&mut self, proxy: Gc<ProxyObject>) -> Res<bool> {
        let trap = match self.proxy_answer(proxy, self.names.is_extensible)? {
            Answer::Target(target) => return self.is_extensible(target),
            Answer::Trap(trap) => trap,
        };
        let result = self.call_trap(&trap, [])?;
        let (result, actual) = (self.to_boolean(result), self.is_extensible(trap.target)?);
        if result != actual {
            return Err(self.throw_trap(
                "isExtensible",
                format_args!(
                    "trap result does not reflect extensibility of proxy target (which is '{actual}')"
                ),
            ));
        }
        Ok(result)
    }

    /// [[PreventExtensions]]
    /// (https://tc39.es/ecma262/#sec-proxy-object-internal-methods-and-internal-slots-preventextensions)
    #[cold]
    pub(super) fn proxy_prevent_extensions(&mut self, proxy: Gc<ProxyObject>) -> Res<bool> {
        let trap = match self.proxy_answer(proxy, self.names.prevent_extensions)? {
            Answer::Target(target) => return self.prevent_extensions(target),
            Answer::Trap(trap) => trap,
        };
        let result = self.call_trap(&trap, [])?;
        let result = self.to_boolean(result);
        if result && self.is_extensible(trap.target)? {
            return Err(self.throw_trap(
                "preventExtensions",
                "trap returned truish but the proxy target is extensible",
            ));
        }
        Ok(result)
    }

    /// IsArray (https://tc39.es/ecma262/#sec-isarray) of an object that is no array
    #[cold]
    pub(super) fn proxy_is_array(&mut self, proxy: Gc<ProxyObject>) -> Res<bool> {
        let mut target = proxy.target.get();
        while let Some(proxy) = target.as_kind::<ProxyObject>() {
            target = proxy.target.get();
        }
        if target.is_null() {
            return Err(
                self.throw_type_error("Cannot perform 'IsArray' on a proxy that has been revoked")
            );
        }
        Ok(target.as_array().is_some())
    }

    /// A descriptor as an own property that is nowhere else, its absent fields with their defaults:
    /// CompletePropertyDescriptor (https://tc39.es/ecma262/#sec-completepropertydescriptor).
    fn virtual_own(&mut self, descriptor: &PropertyDescriptor) -> Own {
        let attributes = descriptor.attributes();
        let undefined = Value::UNDEFINED;
        let value = if attributes.is_accessor() {
            let (getter, setter) =
                (descriptor.get.unwrap_or(undefined), descriptor.set.unwrap_or(undefined));
            Value::cell(self.heap.alloc(super::property::Accessor::new(getter, setter)))
        } else {
            descriptor.value.unwrap_or(undefined)
        };
        Own { place: Place::Virtual(value), attributes }
    }
}

/// Is the property neither configurable nor writable?
fn is_frozen(own: &Own) -> bool {
    !own.attributes.has(Attributes::CONFIGURABLE) && !own.attributes.is_writable()
}
