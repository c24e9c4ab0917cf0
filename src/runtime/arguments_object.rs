//! `arguments`: unmapped, and mapped to the parameters of a sloppy function
//! (https://tc39.es/ecma262/#sec-arguments-exotic-objects).
//!
//! Invariant: of a mapped one, element `i` whose map entry is an int32 has the environment's variable of that number as
//! its value; the element's own value is then stale. An object with such entries has sparse elements, which no fast path
//! reads.

use super::elements::ElementsView;
use super::intrinsics::Intrinsic;
use super::kind::Kind;
use super::object::{Environment, Object, Values, object_flags, trace_object};
use super::property::{Attributes, PropertyDescriptor};
use super::property_key::PropertyKey;
use super::property_own::{Own, Place};
use super::shape::ShapeClass;
use super::vm::Vm;
use super::vm::frame::{Frame, frame_arguments};
use crate::value::{Res, Value};
use jsrun_gc::{Cell, Gc, Layout, Marker, Slot};

/// A mapped arguments object.
#[repr(C)]
pub struct ArgumentsObject {
    /// The common part.
    pub object: Object,
    /// The environment that holds the parameters.
    pub environment: Slot<Gc<Environment>>,
    /// For each argument the number of its variable, or `undefined` where it is not mapped (any more).
    pub map: Slot<Gc<Values>>,
}

// SAFETY: `repr(C)`, begins with `Object`; `trace` visits its references and the two further fields.
unsafe impl Cell for ArgumentsObject {
    const KIND: u8 = Kind::MappedArguments as u8;
    const LAYOUT: Layout = Layout::Custom(trace);
}

unsafe fn trace(cell: usize, marker: &mut Marker) {
    // SAFETY: the collector passes a live `ArgumentsObject`.
    unsafe {
        trace_object(cell, marker);
        let arguments = &*std::ptr::with_exposed_provenance::<ArgumentsObject>(cell);
        marker.visit(arguments.environment.get());
        marker.visit(arguments.map.get());
    }
}

impl ArgumentsObject {
    /// The mapped arguments object that an object is.
    pub(super) fn mapped(object: Gc<Object>) -> Option<Gc<ArgumentsObject>> {
        // SAFETY: a cell of this kind is an `ArgumentsObject`.
        (object.kind() == Kind::MappedArguments as u8).then(|| unsafe { object.cast_unchecked() })
    }

    fn as_object(arguments: Gc<ArgumentsObject>) -> Gc<Object> {
        // SAFETY: an `ArgumentsObject` begins with `Object`.
        unsafe { arguments.cast_unchecked() }
    }

    /// Do elements stand for variables, or did they?
    pub(super) fn is_mapped(object: Gc<Object>) -> bool {
        ArgumentsObject::mapped(object).is_some_and(|arguments| !arguments.map.get().is_empty())
    }

    /// The variable that an element stands for.
    fn variable(&self, key: PropertyKey) -> Option<usize> {
        let index = key.as_index()? as usize;
        let map = self.map.get();
        if index >= map.len() {
            return None;
        }
        Values::get(map, index).to_int().map(|i| i as usize)
    }
}

impl Vm {
    fn finish_arguments(&mut self, object: Gc<Object>, values: &[Value]) -> Res<()> {
        let elements = self.elements_from(values)?;
        object.elements.set(&mut self.heap, object, elements);
        let key = self.names.length;
        self.add_property(object, key, Value::number(values.len() as f64), Attributes::METHOD)?;
        let iterator = if self.realm().has_intrinsic(Intrinsic::ArrayPrototypeValues) {
            Value::cell(self.intrinsic(Intrinsic::ArrayPrototypeValues))
        } else {
            Value::UNDEFINED
        };
        let key = self.symbols.iterator;
        self.add_property(object, key, iterator, Attributes::METHOD)
    }

    /// CreateUnmappedArgumentsObject (https://tc39.es/ecma262/#sec-createunmappedargumentsobject) of a frame.
    ///
    /// # Safety
    /// The frame is live, of a function that keeps surplus arguments, and has not written its parameters yet.
    pub unsafe fn new_unmapped_arguments(&mut self, frame: Frame) -> Res<Gc<Object>> {
        // SAFETY: promised by the caller.
        let object = self.ordinary_arguments(unsafe { frame_arguments(frame) })?;
        let thrower = Value::cell(self.intrinsic(Intrinsic::ThrowTypeError));
        let key = self.names.callee;
        self.define_own_property(
            object,
            key,
            &PropertyDescriptor::accessor(thrower, thrower, Attributes::NONE),
        )?;
        Ok(object)
    }

    /// An arguments object of which no element stands for a variable, without `callee`.
    fn ordinary_arguments(&mut self, values: &[Value]) -> Res<Gc<Object>> {
        let prototype = self.intrinsic(Intrinsic::ObjectPrototype);
        let shape = self.root_shape(Some(prototype), 0, ShapeClass::Ordinary);
        let object =
            self.alloc_object(Kind::Arguments, shape, 0, |object| UnmappedArguments { object });
        // SAFETY: `UnmappedArguments` is nothing but an `Object`.
        let object = unsafe { object.cast_unchecked::<Object>() };
        self.finish_arguments(object, values)?;
        Ok(object)
    }

    /// CreateMappedArgumentsObject (https://tc39.es/ecma262/#sec-createmappedargumentsobject) of a frame. `variables` says for
    /// each parameter which variable of `environment` it is; `undefined` for one that a later parameter of the same
    /// name hides.
    ///
    /// # Safety
    /// As for [`Vm::new_unmapped_arguments`].
    pub unsafe fn new_mapped_arguments(
        &mut self,
        frame: Frame,
        environment: Gc<Environment>,
        variables: &[Value],
    ) -> Res<Gc<Object>> {
        // SAFETY: promised by the caller.
        let (values, callee) = unsafe { (frame_arguments(frame), frame.callee()) };
        let variables = &variables[..variables.len().min(values.len())];
        let key = self.names.callee;
        if variables.iter().all(|variable| variable.to_int().is_none()) {
            let object = self.ordinary_arguments(values)?;
            self.add_property(object, key, callee, Attributes::METHOD)?;
            return Ok(object);
        }
        let map = self.new_values_from(variables)?;
        let prototype = self.intrinsic(Intrinsic::ObjectPrototype);
        let shape = self.root_shape(Some(prototype), 0, ShapeClass::Exotic);
        let arguments =
            self.alloc_object(Kind::MappedArguments, shape, object_flags::EXOTIC, |object| {
                ArgumentsObject { object, environment: Slot::new(environment), map: Slot::new(map) }
            });
        let object = ArgumentsObject::as_object(arguments);
        self.finish_arguments(object, values)?;
        self.add_property(object, key, callee, Attributes::METHOD)?;
        self.make_sparse(object)?;
        Ok(object)
    }

    /// The array of a rest parameter: the arguments from `from` on.
    ///
    /// # Safety
    /// As for [`Vm::new_unmapped_arguments`].
    pub unsafe fn new_rest_array(&mut self, frame: Frame, from: usize) -> Res<Gc<Object>> {
        // SAFETY: promised by the caller.
        let values = unsafe { frame_arguments(frame) };
        self.new_array_from(values.get(from..).unwrap_or(&[]))
    }

    /// [[GetOwnProperty]] of a mapped element: the variable's value.
    pub(super) fn mapped_own(
        &mut self,
        arguments: Gc<ArgumentsObject>,
        key: PropertyKey,
    ) -> Option<Option<Own>> {
        let variable = arguments.variable(key)?;
        let own = self.ordinary_own(ArgumentsObject::as_object(arguments), key)?;
        let value = Environment::get(arguments.environment.get(), variable);
        Some(Some(Own { place: Place::Virtual(value), attributes: own.attributes }))
    }

    /// [[Set]] of a mapped element.
    pub(super) fn mapped_write(
        &mut self,
        arguments: Gc<ArgumentsObject>,
        key: PropertyKey,
        value: Value,
    ) -> Option<bool> {
        let variable = arguments.variable(key)?;
        self.environment_set(arguments.environment.get(), variable, value);
        let object = ArgumentsObject::as_object(arguments);
        if let Some(own) = self.ordinary_own(object, key) {
            self.write_own(object, own.place, own.attributes, value);
        }
        Some(true)
    }

    /// [[DefineOwnProperty]] (https://tc39.es/ecma262/#sec-arguments-exotic-objects-defineownproperty-p-desc)
    pub(super) fn mapped_define(
        &mut self,
        arguments: Gc<ArgumentsObject>,
        key: PropertyKey,
        new: &PropertyDescriptor,
    ) -> Res<Option<bool>> {
        let Some(variable) = arguments.variable(key) else { return Ok(None) };
        let object = ArgumentsObject::as_object(arguments);
        let current = Environment::get(arguments.environment.get(), variable);
        if let Some(own) = self.ordinary_own(object, key) {
            // The element's own value takes part in the comparison, so it has to be the present one.
            self.write_own(object, own.place, own.attributes, current);
        }
        if !self.ordinary_define(object, key, new)? {
            return Ok(Some(false));
        }
        if new.is_accessor() {
            self.unmap(arguments, key);
            return Ok(Some(true));
        }
        if let Some(value) = new.value {
            self.environment_set(arguments.environment.get(), variable, value);
        }
        if new.writable == Some(false) {
            self.unmap(arguments, key);
        }
        Ok(Some(true))
    }

    /// Ends the mapping of an element.
    pub(super) fn unmap(&mut self, arguments: Gc<ArgumentsObject>, key: PropertyKey) {
        if arguments.variable(key).is_some()
            && let Some(index) = key.as_index()
        {
            self.values_set(arguments.map.get(), index as usize, Value::UNDEFINED);
        }
    }

    /// Are the object's elements dense? For tests and diagnosis.
    pub fn has_dense_elements(&self, object: Gc<Object>) -> bool {
        matches!(object.elements_view(), ElementsView::Dense(_))
    }
}

/// An unmapped arguments object: nothing but the common part.
#[repr(C)]
pub struct UnmappedArguments {
    /// The common part.
    pub object: Object,
}

// SAFETY: `repr(C)` and begins with `Object`, whose references are all it has.
unsafe impl Cell for UnmappedArguments {
    const KIND: u8 = Kind::Arguments as u8;
    const LAYOUT: Layout = Layout::Custom(trace_object);
}
