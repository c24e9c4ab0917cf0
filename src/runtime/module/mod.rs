//! Modules: records, their environments and the bindings between them
//! (https://tc39.es/ecma262/#sec-abstract-module-records).
//!
//! A record has its environment from the beginning, so whatever refers to one of its variables may be settled before it
//! is linked; until then all of them are uninitialised, as the specification has it for one that has no environment.
//!
//! Invariant: an import of another module's variable is an [`ImportBinding`], which names the variable that is declared,
//! however many modules passed it on; the last variable of an environment is the engine's: the record, or `import.meta`
//! once that has been asked for.

mod dynamic;
mod evaluate;
mod link;
mod load;
mod loader;
mod namespace;
mod resolve;

pub use load::Referrer;
pub use loader::{LoadError, ModuleKind, ModuleLoader};
pub use namespace::ModuleNamespace;
pub use resolve::{Resolution, Target};

use super::code::Code;
use super::kind::Kind;
use super::object::{ENVIRONMENT_VALUES, Environment, Object};
use super::property_key::PropertyKey;
use super::realm::Realm;
use super::source::Source;
use super::vm::Vm;
use crate::value::{Res, Value};
use jsrun_gc::{Cell, Gc, Header, Heap, Layout, Marker, RootVec, Slot, layout_mask};
use rustc_hash::FxHashMap;
use std::cell::{Cell as StdCell, RefCell};
use std::rc::Rc;

/// [[Status]] of a Cyclic Module Record (https://tc39.es/ecma262/#sec-cyclic-module-records).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Status {
    /// `new`: not all modules that it asks for have been loaded.
    New,
    /// `unlinked`
    Unlinked,
    /// `linking`
    Linking,
    /// `linked`
    Linked,
    /// `evaluating`
    Evaluating,
    /// `evaluating-async`
    EvaluatingAsync,
    /// `evaluated`
    Evaluated,
}

/// An ImportAttribute Record (https://tc39.es/ecma262/#importattribute-record), in WTF-8.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ImportAttribute {
    /// [[Key]]
    pub key: Box<[u8]>,
    /// [[Value]]
    pub value: Box<[u8]>,
}

/// A ModuleRequest Record (https://tc39.es/ecma262/#modulerequest-record).
#[derive(Clone, Debug)]
pub struct ModuleRequest {
    /// [[Specifier]], in WTF-8.
    pub specifier: Box<[u8]>,
    /// [[Attributes]], sorted by their keys.
    pub attributes: Vec<ImportAttribute>,
    /// Where the specifier stands in the source.
    pub offset: u32,
}

/// What an import or an indirect export refers to in another module.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ImportName {
    /// The export of this name.
    Named(PropertyKey),
    /// The module's namespace.
    Namespace,
}

/// An ImportEntry Record (https://tc39.es/ecma262/#importentry-record).
#[derive(Clone, Copy, Debug)]
pub struct ImportEntry {
    /// The index of the request.
    pub request: u32,
    /// What is imported.
    pub name: ImportName,
    /// The variable that stands for it.
    pub slot: u32,
    /// Where it stands in the source.
    pub offset: u32,
}

/// What a name that a module exports refers to.
#[derive(Clone, Copy, Debug)]
pub enum Export {
    /// A variable of the module.
    Local(u32),
    /// What another module exports.
    Indirect {
        /// The index of the request.
        request: u32,
        /// What it is there.
        name: ImportName,
        /// Where the export stands in the source.
        offset: u32,
    },
}

/// What is fixed of a module once it has been parsed.
pub struct ModuleParts {
    /// What the host knows it by.
    pub key: Rc<str>,
    /// Its source text.
    pub source: Rc<Source>,
    /// [[RequestedModules]]
    pub requests: Vec<ModuleRequest>,
    /// [[ImportEntries]]
    pub imports: Vec<ImportEntry>,
    /// [[LocalExportEntries]] and [[IndirectExportEntries]], in the order of the source.
    pub exports: Vec<(PropertyKey, Export)>,
    /// [[StarExportEntries]]: indices of requests.
    pub stars: Vec<u32>,
    /// How many variables its environment has, the engine's included.
    pub environment_size: u32,
    /// [[HasTLA]]
    pub is_async: bool,
}

struct ModuleData {
    parts: ModuleParts,
    export_index: FxHashMap<PropertyKey, Export>,
    /// [[LoadedModules]]: by the index of the request.
    loaded: Box<[StdCell<Option<Gc<Module>>>]>,
    /// [[AsyncParentModules]]
    async_parents: RefCell<Vec<Gc<Module>>>,
}

/// A Source Text Module Record, or a Synthetic Module Record: that has neither code nor requests.
#[repr(C)]
pub struct Module {
    /// Kind `Module`.
    pub header: Header,
    /// [[Realm]]
    pub realm: Gc<Realm>,
    /// [[Environment]]
    pub environment: Slot<Gc<Environment>>,
    /// [[Namespace]], or `undefined`.
    namespace: Slot<Value>,
    /// The code of the body, or `undefined`.
    body: Slot<Value>,
    /// The code that instantiates its declarations, or `undefined`.
    instantiate: Slot<Value>,
    /// [[EvaluationError]]: `HOLE` if it is empty.
    error: Slot<Value>,
    /// [[TopLevelCapability]]: its promise, or `undefined`.
    capability: Slot<Value>,
    /// The body, once it runs and may await: its coroutine, or `undefined`.
    coroutine: Slot<Value>,
    /// [[CycleRoot]]
    cycle_root: Slot<Option<Gc<Module>>>,
    status: StdCell<Status>,
    /// [[DFSIndex]] while it is being linked or evaluated.
    dfs_index: StdCell<u32>,
    /// [[DFSAncestorIndex]]
    dfs_ancestor_index: StdCell<u32>,
    /// [[PendingAsyncDependencies]]
    pending_dependencies: StdCell<u32>,
    /// [[AsyncEvaluationOrder]]: 0 is `unset`, `u64::MAX` is `done`.
    async_order: StdCell<u64>,
    data: *mut ModuleData,
}

// SAFETY: `repr(C)` with the header first; `trace` visits every reference, those in the data included.
unsafe impl Cell for Module {
    const KIND: u8 = Kind::Module as u8;
    const LAYOUT: Layout = Layout::Custom(trace);
    const FINALIZE: Option<unsafe fn(usize, &mut Heap)> = Some(finalize);
}

unsafe fn trace(cell: usize, marker: &mut Marker) {
    // SAFETY: the collector passes a live `Module`, which owns its data.
    let module = unsafe { &*std::ptr::with_exposed_provenance::<Module>(cell) };
    marker.visit(module.realm);
    marker.visit(module.environment.get());
    marker.visit(module.cycle_root.get());
    let values = [
        &module.namespace,
        &module.body,
        &module.instantiate,
        &module.error,
        &module.capability,
        &module.coroutine,
    ];
    values.into_iter().for_each(|value| marker.visit(value.get()));
    let data = module.data();
    for import in &data.parts.imports {
        trace_name(import.name, marker);
    }
    for (key, export) in &data.parts.exports {
        marker.visit(*key);
        if let Export::Indirect { name, .. } = export {
            trace_name(*name, marker);
        }
    }
    data.loaded.iter().for_each(|module| marker.visit(module.get()));
    data.async_parents.borrow().iter().for_each(|module| marker.visit(*module));
}

fn trace_name(name: ImportName, marker: &mut Marker) {
    if let ImportName::Named(key) = name {
        marker.visit(key);
    }
}

unsafe fn finalize(cell: usize, _heap: &mut Heap) {
    // SAFETY: the collector passes a dead `Module` once; it alone owned its data.
    drop(unsafe { Box::from_raw((*std::ptr::with_exposed_provenance::<Module>(cell)).data) });
}

/// What stands for a variable of another module (https://tc39.es/ecma262/#sec-createimportbinding).
#[repr(C)]
pub struct ImportBinding {
    /// Kind `ImportBinding`.
    pub header: Header,
    /// The variable: a word of the environment, which does not move.
    pub variable: *const Value,
    /// The environment, which thus lives as long as this.
    environment: Slot<Gc<Environment>>,
}

/// Where an import binding has the variable's address, in bytes.
pub const IMPORT_VARIABLE: usize = 8;
const _: () = assert!(std::mem::offset_of!(ImportBinding, variable) == IMPORT_VARIABLE);

// SAFETY: `repr(C)` with the header first; the mask names the only reference.
unsafe impl Cell for ImportBinding {
    const KIND: u8 = Kind::ImportBinding as u8;
    const LAYOUT: Layout = layout_mask!(ImportBinding: environment);
}

impl Module {
    fn data(&self) -> &ModuleData {
        // SAFETY: `data` came from a `Box` that the cell owns until it is finalized.
        unsafe { &*self.data }
    }

    /// What was fixed when it was parsed.
    pub fn parts(&self) -> &ModuleParts {
        &self.data().parts
    }

    /// [[Status]]
    pub fn status(&self) -> Status {
        self.status.get()
    }

    /// GetImportedModule (https://tc39.es/ecma262/#sec-GetImportedModule): the module that a request has loaded.
    fn imported(&self, request: u32) -> Gc<Module> {
        self.data().loaded[request as usize].get().expect("all requests have been loaded")
    }

    /// The names that it exports itself, other modules' left out.
    fn own_exports(&self) -> impl Iterator<Item = PropertyKey> + '_ {
        self.data().parts.exports.iter().map(|(key, _)| *key)
    }

    /// What one of these names refers to.
    fn own_export(&self, name: PropertyKey) -> Option<Export> {
        self.data().export_index.get(&name).copied()
    }
}

impl Vm {
    /// A module record (https://tc39.es/ecma262/#sec-parsemodule). `codes` are the code of its body and, perhaps, the code
    /// that instantiates its declarations. The keys in the parts are known to the collector by nobody else.
    pub fn new_module(
        &mut self,
        parts: ModuleParts,
        codes: (Value, Value),
        realm: Gc<Realm>,
    ) -> Res<Gc<Module>> {
        let mut keys: RootVec<Value> = self.heap.root_vec();
        let mut keep = |key: PropertyKey| keys.push(key.as_cell().unwrap_or(Value::UNDEFINED));
        for import in &parts.imports {
            if let ImportName::Named(key) = import.name {
                keep(key);
            }
        }
        for (key, export) in &parts.exports {
            keep(*key);
            if let Export::Indirect { name: ImportName::Named(key), .. } = export {
                keep(*key);
            }
        }
        let size = parts.environment_size;
        let environment = self.new_environment(Value::UNDEFINED, size, Value::UNINITIALIZED)?;
        let data = Box::new(ModuleData {
            export_index: parts.exports.iter().copied().collect(),
            loaded: parts.requests.iter().map(|_| StdCell::new(None)).collect(),
            async_parents: RefCell::new(Vec::new()),
            parts,
        });
        let module = self.heap.alloc(Module {
            header: Header::new(Module::KIND, 0),
            realm,
            environment: Slot::new(environment),
            namespace: Slot::new(Value::UNDEFINED),
            body: Slot::new(codes.0),
            instantiate: Slot::new(codes.1),
            error: Slot::new(Value::HOLE),
            capability: Slot::new(Value::UNDEFINED),
            coroutine: Slot::new(Value::UNDEFINED),
            cycle_root: Slot::new(None),
            status: StdCell::new(Status::New),
            dfs_index: StdCell::new(0),
            dfs_ancestor_index: StdCell::new(0),
            pending_dependencies: StdCell::new(0),
            async_order: StdCell::new(0),
            data: Box::into_raw(data),
        });
        self.environment_set(environment, size as usize - 1, Value::cell(module));
        Ok(module)
    }

    /// CreateDefaultExportSyntheticModule (https://tc39.es/ecma262/#sec-create-default-export-synthetic-module)
    pub fn new_default_module(
        &mut self,
        key: Rc<str>,
        source: Rc<Source>,
        value: Value,
    ) -> Res<Gc<Module>> {
        let default = self.names.default;
        let parts = ModuleParts {
            key,
            source,
            requests: Vec::new(),
            imports: Vec::new(),
            exports: vec![(default, Export::Local(0))],
            stars: Vec::new(),
            environment_size: 2,
            is_async: false,
        };
        let realm = self.realm();
        let module = self.new_module(parts, (Value::UNDEFINED, Value::UNDEFINED), realm)?;
        self.environment_set(module.environment.get(), 0, value);
        Ok(module)
    }

    /// An import binding for a variable of an environment.
    pub(crate) fn new_import_binding(
        &mut self,
        environment: Gc<Environment>,
        slot: u32,
    ) -> Gc<ImportBinding> {
        assert!((slot as usize) < environment.len(), "a variable of the environment");
        let address = environment.addr() + ENVIRONMENT_VALUES + 8 * slot as usize;
        self.heap.alloc(ImportBinding {
            header: Header::new(ImportBinding::KIND, 0),
            variable: std::ptr::with_exposed_provenance(address),
            environment: Slot::new(environment),
        })
    }

    /// `import.meta` of a module, which is made when it is first asked for
    /// (https://tc39.es/ecma262/#sec-meta-properties-runtime-semantics-evaluation).
    pub fn import_meta(&mut self, module: Gc<Module>) -> Res {
        let meta = self.new_object_with_prototype(None);
        self.host_import_meta(module, meta)?;
        let environment = module.environment.get();
        self.environment_set(environment, environment.len() - 1, Value::cell(meta));
        Ok(Value::cell(meta))
    }

    /// HostGetImportMetaProperties (https://tc39.es/ecma262/#sec-hostgetimportmetaproperties)
    fn host_import_meta(&mut self, module: Gc<Module>, meta: Gc<Object>) -> Res<()> {
        let Some(loader) = self.host.module_loader.clone() else { return Ok(()) };
        let properties = loader.borrow_mut().meta(&module.parts().key);
        for (name, text) in properties {
            let value = self.new_string(&text);
            let key = self.key_from_str(&name);
            self.create_data_property_or_throw(meta, key, Value::cell(value))?;
        }
        Ok(())
    }

    /// The code that a value is, to be run in a module's environment.
    fn module_function(&mut self, module: Gc<Module>, code: Value) -> Option<Value> {
        let code = code.as_kind::<Code>()?;
        let environment = Value::cell(module.environment.get());
        Some(Value::cell(self.new_function(code, environment)))
    }
}
