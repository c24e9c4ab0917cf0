//! Resources that are disposed of when a scope is left (https://tc39.es/ecma262/#sec-disposableresource-records).
//!
//! Invariant: the list of a capability holds three values for each resource, none of which a script has seen as a list: the
//! value, its method, and the hint.

use super::intrinsics::Intrinsic;
use super::kind::Kind;
use super::object::{Elements, Object};
use super::promise::Promise;
use super::property::Attributes;
use super::property_key::PropertyKey;
use super::stack_trace::SkipFrames;
use super::vm::Vm;
use crate::value::{Res, Value};
use jsrun_gc::{Cell, Gc, Header, Layout, Slot, layout_mask};
use std::cell::Cell as StdCell;

/// How a resource is disposed of: bits of its hint.
pub mod hint {
    /// What the method returns is awaited.
    pub const ASYNC: i32 = 1;
    /// The method is `Symbol.dispose`, though the resource is disposed of asynchronously: what it returns is not awaited.
    pub const FROM_SYNC: i32 = 2;
    /// The method gets the value as its argument instead of `this`.
    pub const ADOPTED: i32 = 4;
    /// The method gets nothing.
    pub const DEFERRED: i32 = 8;
}

/// A DisposeCapability record (https://tc39.es/ecma262/#sec-disposecapability-records), and how far its disposal has come.
#[repr(C)]
pub struct DisposeCapability {
    /// Kind `DisposeCapability`.
    pub header: Header,
    /// [[DisposableResourceStack]]: an array.
    resources: Slot<Gc<Object>>,
    /// The exception that the disposal ends with so far; `DONE` if there is none.
    error: Slot<Value>,
    needs_await: StdCell<bool>,
    has_awaited: StdCell<bool>,
}

// SAFETY: `repr(C)` with the header first; the mask names both references.
unsafe impl Cell for DisposeCapability {
    const KIND: u8 = Kind::DisposeCapability as u8;
    const LAYOUT: Layout = layout_mask!(DisposeCapability: resources, error);
}

impl Vm {
    /// NewDisposeCapability (https://tc39.es/ecma262/#sec-newdisposecapability)
    pub fn new_dispose_capability(&mut self) -> Res<Gc<DisposeCapability>> {
        let resources = self.new_array(0)?;
        Ok(self.heap.alloc(DisposeCapability {
            header: Header::new(DisposeCapability::KIND, 0),
            resources: Slot::new(resources),
            error: Slot::new(Value::DONE),
            needs_await: StdCell::new(false),
            has_awaited: StdCell::new(false),
        }))
    }

    /// AddDisposableResource (https://tc39.es/ecma262/#sec-adddisposableresource) of a value that has its own method
    pub fn add_disposable_resource(
        &mut self,
        capability: Gc<DisposeCapability>,
        value: Value,
        is_async: bool,
    ) -> Res<()> {
        let mut flags = if is_async { hint::ASYNC } else { 0 };
        let mut method = Value::UNDEFINED;
        if value.is_nullish() {
            if !is_async {
                return Ok(());
            }
        } else {
            if !value.is_object() {
                let shown = self.value_display(value);
                return Err(self.throw_type_error(format!("{shown} is not an object")));
            }
            (method, flags) = self.get_dispose_method(value, is_async)?;
        }
        self.push_resource(capability, value, method, flags)
    }

    /// GetDisposeMethod (https://tc39.es/ecma262/#sec-getdisposemethod), and the hint that goes with the method
    fn get_dispose_method(&mut self, value: Value, is_async: bool) -> Res<(Value, i32)> {
        let (dispose, async_dispose) = (self.symbols.dispose, self.symbols.async_dispose);
        if is_async && let Some(method) = self.get_method(value, async_dispose)? {
            return Ok((method, hint::ASYNC));
        }
        match self.get_method(value, dispose)? {
            Some(method) if is_async => Ok((method, hint::ASYNC | hint::FROM_SYNC)),
            Some(method) => Ok((method, 0)),
            None => {
                let name = if is_async { "Symbol.asyncDispose" } else { "Symbol.dispose" };
                let shown = self.value_display(value);
                Err(self.throw_type_error(format!("{shown} has no method [{name}]")))
            }
        }
    }

    /// AddDisposableResource (https://tc39.es/ecma262/#sec-adddisposableresource) with a method that was given
    pub fn push_resource(
        &mut self,
        capability: Gc<DisposeCapability>,
        value: Value,
        method: Value,
        flags: i32,
    ) -> Res<()> {
        let resources = capability.resources.get();
        for part in [value, method, Value::int(flags)] {
            self.array_push(resources, part)?;
        }
        Ok(())
    }

    /// Takes the resource that was added last.
    fn pop_resource(
        &mut self,
        capability: Gc<DisposeCapability>,
    ) -> Res<Option<(Value, Value, i32)>> {
        let resources = capability.resources.get();
        let Some(elements) = self.packed_elements(resources) else { return Ok(None) };
        // SAFETY: nothing changes while the three are read.
        let found = match unsafe { Elements::as_slice(elements) } {
            [.., value, method, flags] => (*value, *method, flags.as_int()),
            _ => return Ok(None),
        };
        let length = self.length_of_array_like(resources)? - 3.0;
        let key = self.names.length;
        self.set(resources, key, Value::number(length), true)?;
        Ok(Some(found))
    }

    /// The disposal begins; `error` is the exception that leaves the scope, if one does.
    pub fn begin_disposal(&mut self, capability: Gc<DisposeCapability>, error: Option<Value>) {
        let error = error.unwrap_or(Value::DONE);
        capability.error.set(&mut self.heap, capability, error);
        capability.needs_await.set(false);
        capability.has_awaited.set(false);
    }

    /// DisposeResources (https://tc39.es/ecma262/#sec-disposeresources), up to the next Await: gives what is to be awaited,
    /// `DONE` if there is nothing left
    pub fn dispose_next(&mut self, capability: Gc<DisposeCapability>) -> Res {
        while let Some((value, method, flags)) = self.pop_resource(capability)? {
            let is_async = flags & hint::ASYNC != 0;
            if !is_async && capability.needs_await.get() && !capability.has_awaited.get() {
                capability.needs_await.set(false);
                self.push_resource(capability, value, method, flags)?;
                return Ok(Value::UNDEFINED);
            }
            if method.is_undefined() {
                capability.needs_await.set(true);
                continue;
            }
            let result = if flags & hint::ADOPTED != 0 {
                self.call(method, Value::UNDEFINED, &[value])
            } else if flags & hint::DEFERRED != 0 {
                self.call(method, Value::UNDEFINED, &[])
            } else {
                self.call(method, value, &[])
            };
            match result {
                Ok(result) if is_async => {
                    capability.has_awaited.set(true);
                    let is_from_sync = flags & hint::FROM_SYNC != 0;
                    return Ok(if is_from_sync { Value::UNDEFINED } else { result });
                }
                Ok(_) => {}
                Err(thrown) if flags & hint::FROM_SYNC != 0 => {
                    // The exception comes out of a promise.
                    capability.has_awaited.set(true);
                    let promise = self.new_promise();
                    self.reject_promise_thrown(promise, thrown)?;
                    return Ok(Value::cell(Promise::as_object(promise)));
                }
                Err(_) => {
                    let exception = self.catch()?;
                    self.disposal_failed(capability, exception);
                }
            }
        }
        if capability.needs_await.replace(false) && !capability.has_awaited.get() {
            return Ok(Value::UNDEFINED);
        }
        Ok(Value::DONE)
    }

    /// An exception of the disposal: it suppresses the one before it.
    pub fn disposal_failed(&mut self, capability: Gc<DisposeCapability>, exception: Value) {
        let before = capability.error.get();
        let error = match before {
            Value::DONE => exception,
            suppressed => Value::cell(self.new_suppressed_error(exception, suppressed)),
        };
        capability.error.set(&mut self.heap, capability, error);
    }

    /// The disposal ends: throws what it ends with.
    pub fn end_disposal(&mut self, capability: Gc<DisposeCapability>) -> Res<()> {
        match capability.error.get() {
            Value::DONE => Ok(()),
            error => Err(self.throw(error)),
        }
    }

    /// All of DisposeResources (https://tc39.es/ecma262/#sec-disposeresources) where nothing is awaited
    pub fn dispose_resources(&mut self, capability: Gc<DisposeCapability>) -> Res<()> {
        self.begin_disposal(capability, None);
        self.dispose_next(capability)?;
        self.end_disposal(capability)
    }

    /// A SuppressedError that the engine makes.
    fn new_suppressed_error(&mut self, error: Value, suppressed: Value) -> Gc<Object> {
        let prototype = self.intrinsic(Intrinsic::SuppressedErrorPrototype);
        let object = self.new_error_object(prototype, None, None, SkipFrames::None);
        self.define_suppression(object, error, suppressed);
        object
    }

    /// The properties `error` and `suppressed` of a SuppressedError.
    pub fn define_suppression(&mut self, object: Gc<Object>, error: Value, suppressed: Value) {
        let error_key: PropertyKey = self.key_from_str("error");
        let suppressed_key: PropertyKey = self.key_from_str("suppressed");
        self.define_value(object, error_key, error, Attributes::METHOD);
        self.define_value(object, suppressed_key, suppressed, Attributes::METHOD);
    }
}
