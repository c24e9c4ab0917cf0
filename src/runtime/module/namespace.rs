//! Module namespace exotic objects (https://tc39.es/ecma262/#sec-module-namespace-exotic-objects).
//!
//! Invariant: the names are sorted by code units, and each refers to a variable or to a module's namespace; only symbols
//! are ordinary properties of the object, which is not extensible.

use super::{Module, Resolution, Target};
use crate::runtime::kind::Kind;
use crate::runtime::object::{Environment, Object, object_flags, trace_object};
use crate::runtime::property::{Attributes, PropertyDescriptor};
use crate::runtime::property_key::PropertyKey;
use crate::runtime::property_own::{Own, Place};
use crate::runtime::shape::ShapeClass;
use crate::runtime::string::{JsString, StringExt};
use crate::runtime::vm::Vm;
use crate::value::{Res, Value};
use jsrun_gc::{Cell, Gc, Heap, Layout, Marker, RootVec};
use rustc_hash::FxHashMap;

/// The attributes of every export.
const EXPORT: Attributes = Attributes::WRITABLE.with(Attributes::ENUMERABLE);

/// What a namespace exports.
struct Exports {
    /// [[Exports]]
    names: Vec<PropertyKey>,
    targets: FxHashMap<PropertyKey, Target>,
}

/// A module namespace.
#[repr(C)]
pub struct ModuleNamespace {
    /// The common part.
    pub object: Object,
    /// [[Module]], through which everything that the exports refer to is reached.
    module: Gc<Module>,
    exports: *mut Exports,
}

// SAFETY: `repr(C)`, begins with `Object`; `trace` visits its references, the module and the names.
unsafe impl Cell for ModuleNamespace {
    const KIND: u8 = Kind::ModuleNamespace as u8;
    const LAYOUT: Layout = Layout::Custom(trace);
    const FINALIZE: Option<unsafe fn(usize, &mut Heap)> = Some(finalize);
}

unsafe fn trace(cell: usize, marker: &mut Marker) {
    // SAFETY: the collector passes a live `ModuleNamespace`, which owns its exports.
    unsafe {
        trace_object(cell, marker);
        let namespace = &*std::ptr::with_exposed_provenance::<ModuleNamespace>(cell);
        marker.visit(namespace.module);
        (*namespace.exports).names.iter().for_each(|name| marker.visit(*name));
    }
}

unsafe fn finalize(cell: usize, _heap: &mut Heap) {
    // SAFETY: the collector passes a dead `ModuleNamespace` once; it alone owned its exports.
    unsafe {
        let namespace = std::ptr::with_exposed_provenance::<ModuleNamespace>(cell);
        drop(Box::from_raw((*namespace).exports));
    }
}

impl ModuleNamespace {
    /// The namespace that an object is.
    pub fn of(object: Gc<Object>) -> Option<Gc<ModuleNamespace>> {
        // SAFETY: a cell of this kind is a `ModuleNamespace`.
        (object.kind() == Kind::ModuleNamespace as u8).then(|| unsafe { object.cast_unchecked() })
    }

    fn exports(&self) -> &Exports {
        // SAFETY: `exports` came from a `Box` that the cell owns until it is finalized.
        unsafe { &*self.exports }
    }

    /// Is it the name of an export?
    pub fn has(&self, key: PropertyKey) -> bool {
        self.exports().targets.contains_key(&key)
    }

    /// The names of the exports.
    pub fn names(&self) -> &[PropertyKey] {
        &self.exports().names
    }

    /// The value of an export as it is now, `UNINITIALIZED` in its temporal dead zone; `None` if there is no such export.
    pub fn value(
        vm: &mut Vm,
        namespace: Gc<ModuleNamespace>,
        key: PropertyKey,
    ) -> Res<Option<Value>> {
        let Some(&target) = namespace.exports().targets.get(&key) else { return Ok(None) };
        match target.slot {
            Some(slot) => {
                let environment = target.module.environment.get();
                Ok(Some(Environment::get(environment, slot as usize)))
            }
            None => vm.module_namespace(target.module).map(Some),
        }
    }
}

impl Vm {
    /// GetModuleNamespace (https://tc39.es/ecma262/#sec-getmodulenamespace)
    pub fn module_namespace(&mut self, module: Gc<Module>) -> Res {
        if !module.namespace.get().is_undefined() {
            return Ok(module.namespace.get());
        }
        let names = self.exported_names(module);
        let mut targets: FxHashMap<PropertyKey, Target> = FxHashMap::default();
        for &name in &names {
            if let Resolution::Found(target) = self.resolve_export(module, name) {
                targets.insert(name, target);
            }
        }
        let mut sorted: Vec<(Gc<JsString>, PropertyKey)> = Vec::new();
        let mut texts: RootVec<Value> = self.heap.root_vec();
        for &name in names.iter().filter(|name| targets.contains_key(name)) {
            let text = self.key_to_value(name);
            texts.push(text);
            if let Some(text) = text.as_string() {
                let text = self.flatten(text);
                texts.push(Value::cell(text));
                sorted.push((text, name));
            }
        }
        sorted.sort_by(|(a, _), (b, _)| a.view().compare(b.view()));
        let names = sorted.into_iter().map(|(_, name)| name).collect();
        self.module_namespace_create(module, Exports { names, targets })
    }

    /// ModuleNamespaceCreate (https://tc39.es/ecma262/#sec-modulenamespacecreate)
    fn module_namespace_create(&mut self, module: Gc<Module>, exports: Exports) -> Res {
        let shape = self.unique_root_shape(None, 0, ShapeClass::Exotic);
        let exports = Box::into_raw(Box::new(exports));
        let namespace =
            self.alloc_object(Kind::ModuleNamespace, shape, object_flags::EXOTIC, |object| {
                ModuleNamespace { object, module, exports }
            });
        // SAFETY: a `ModuleNamespace` begins with `Object`.
        let object: Gc<Object> = unsafe { namespace.cast_unchecked() };
        let (tag, name) = (self.symbols.to_string_tag, self.new_string("Module"));
        self.add_property(object, tag, Value::cell(name), Attributes::NONE)?;
        self.prevent_extensions(object)?;
        module.namespace.set(&mut self.heap, module, Value::cell(object));
        Ok(Value::cell(object))
    }

    /// [[GetOwnProperty]] (https://tc39.es/ecma262/#sec-module-namespace-exotic-objects-getownproperty-p)
    pub(in crate::runtime) fn namespace_own(
        &mut self,
        namespace: Gc<ModuleNamespace>,
        key: PropertyKey,
    ) -> Res<Option<Own>> {
        match ModuleNamespace::value(self, namespace, key)? {
            Some(Value::UNINITIALIZED) => Err(self.throw_uninitialized(key)),
            Some(value) => Ok(Some(Own { place: Place::Virtual(value), attributes: EXPORT })),
            None => Ok(None),
        }
    }

    /// [[DefineOwnProperty]] (https://tc39.es/ecma262/#sec-module-namespace-exotic-objects-defineownproperty-p-desc)
    pub(in crate::runtime) fn namespace_define(
        &mut self,
        namespace: Gc<ModuleNamespace>,
        key: PropertyKey,
        new: &PropertyDescriptor,
    ) -> Res<bool> {
        let Some(own) = self.namespace_own(namespace, key)? else { return Ok(false) };
        if new.configurable == Some(true)
            || new.enumerable == Some(false)
            || new.is_accessor()
            || new.writable == Some(false)
        {
            return Ok(false);
        }
        match (new.value, own.place) {
            (Some(value), Place::Virtual(current)) => Ok(self.same_value(value, current)),
            _ => Ok(true),
        }
    }
}
