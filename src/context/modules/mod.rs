//! Modules from text to records, and the way from a specifier to a module.
//!
//! Invariant: in one realm there is one module for each key and kind.

mod access;
mod disk;

pub use crate::runtime::module::{LoadError, ModuleKind, ModuleLoader};
pub use access::FileAccess;
pub use disk::{FileLoader, decode_source};

use super::{Context, Error, JsValue, MAX_SOURCE_BYTES, Phase};
use crate::bytecode::materialize::materialize_all;
use crate::bytecode::module_template::ImportName as ImportNameTemplate;
use crate::bytecode::{CompileErrorKind, CompiledModule, compile_module};
use crate::runtime::error::ErrorKind;
use crate::runtime::module::{
    Export, ImportAttribute, ImportEntry, ImportName, Module, ModuleParts, ModuleRequest, Referrer,
};
use crate::runtime::promise::PromiseState;
use crate::runtime::property_key::PropertyKey;
use crate::runtime::source::Source;
use crate::runtime::vm::Vm;
use crate::value::{Res, Value};
use jsrun_gc::{Gc, RootVec};
use jsrun_parser::ast::Program;
use std::cell::RefCell;
use std::rc::Rc;

impl Context {
    /// Where imports find their modules; without it, importing throws.
    ///
    /// ```
    /// use jsrun::context::{Context, LoadError, ModuleKind, ModuleLoader, Options};
    ///
    /// /// A loader that knows a single module.
    /// struct Greetings;
    ///
    /// impl ModuleLoader for Greetings {
    ///     fn resolve(&mut self, specifier: &str, referrer: &str) -> Result<String, LoadError> {
    ///         match specifier {
    ///             "greetings" => Ok("app:greetings".to_owned()),
    ///             _ => Err(LoadError::new(
    ///                 "ERR_MODULE_NOT_FOUND",
    ///                 format!("Cannot find package '{specifier}' imported from {referrer}"),
    ///             )),
    ///         }
    ///     }
    ///
    ///     fn load(&mut self, _key: &str, _kind: ModuleKind) -> Result<Vec<u8>, LoadError> {
    ///         Ok(b"export const hello = name => `Hello, ${name}!`;".to_vec())
    ///     }
    /// }
    ///
    /// let mut context = Context::new(Options::new());
    /// context.set_module_loader(Greetings);
    /// let namespace = context.eval_module(
    ///     "main",
    ///     b"import { hello } from 'greetings'; export const text = hello('Ada');",
    /// )?;
    /// assert_eq!(context.inspect(&namespace)?, "[Module: null prototype] { text: 'Hello, Ada!' }");
    /// # Ok::<(), jsrun::context::Error>(())
    /// ```
    pub fn set_module_loader(&mut self, loader: impl ModuleLoader + 'static) {
        self.vm.host.module_loader = Some(Rc::new(RefCell::new(loader)));
    }

    /// Runs a module, in WTF-8, and all that it imports, and gives its namespace. Jobs and timers run as long as it awaits
    /// something; those that it leaves are for [`Context::run_event_loop`]. `name` is its key: what the loader gets as
    /// the referrer of its imports, and must give where they lead back to it.
    ///
    /// # Errors
    /// A syntax error, what keeps its imports from being found, an uncaught exception, an `await` that nothing is left to
    /// settle, or the end of a limit. The report says in which phase.
    pub fn eval_module(&mut self, name: &str, text: &[u8]) -> Result<JsValue, Error> {
        let source = Rc::new(Source::new(name, text));
        let compiled = compile(&source)?;
        self.note_program();
        let vm = &mut *self.vm;
        let linked = vm.guard(|vm| {
            let module = new_module(vm, &compiled, name)?;
            vm.register_module(module, ModuleKind::JavaScript);
            drop(compiled);
            vm.load_requested_modules(module)?;
            vm.link_module(module)?;
            Ok(module)
        });
        let module = match linked {
            Ok(module) => module,
            Err(thrown) => return Err(Error::uncaught(vm, thrown).in_phase(Phase::Resolution)),
        };
        let promise = match vm.guard(|vm| vm.evaluate_module(module)) {
            Ok(promise) => promise,
            Err(thrown) => return Err(Error::uncaught(vm, thrown)),
        };
        self.run_until_settled(promise)?;
        let vm = &mut *self.vm;
        let result = vm.guard(|vm| match promise.state() {
            PromiseState::Rejected => {
                let reason = vm.take_rejection(promise);
                Err(vm.rethrow(reason))
            }
            PromiseState::Fulfilled => vm.module_namespace(module).map(Some),
            PromiseState::Pending => Ok(None),
        });
        match result {
            Ok(Some(namespace)) => Ok(JsValue::new(vm, namespace)),
            Ok(None) => Err(Error::unsettled(vm.unsettled_await(module))),
            Err(thrown) => Err(Error::uncaught(vm, thrown)),
        }
    }
}

/// Parses a module.
pub(super) fn parse<'a>(
    arena: &'a jsrun_parser::Arena,
    source: &'a Source,
) -> Result<Program<'a>, Error> {
    if source.text.len() > MAX_SOURCE_BYTES {
        return Err(Error::limit("RangeError", "The source text is too long"));
    }
    jsrun_parser::parse(arena, &source.text, &jsrun_parser::ParseOptions::module())
        .map_err(|e| Error::syntax(source, e.span.start, e.span.end, &e.message, e.is_incomplete()))
}

/// Parses and compiles a module.
pub(super) fn compile(source: &Rc<Source>) -> Result<CompiledModule, Error> {
    let arena = jsrun_parser::Arena::new();
    let program = parse(&arena, source)?;
    compile_module(&program, source.clone()).map_err(|e| Error::compiler(source, &e))
}

/// ParseModule (https://tc39.es/ecma262/#sec-parsemodule)
fn parse_module(vm: &mut Vm, key: &str, text: Vec<u8>) -> Res<Gc<Module>> {
    let source = Rc::new(Source::new(key, text));
    if source.text.len() > MAX_SOURCE_BYTES {
        return Err(vm.throw_range_error("The source text is too long"));
    }
    let compiled = {
        let arena = jsrun_parser::Arena::new();
        let options = jsrun_parser::ParseOptions::module();
        match jsrun_parser::parse(&arena, &source.text, &options) {
            Ok(program) => compile_module(&program, source.clone()),
            Err(e) => return Err(vm.throw_syntax_error_at(&source, e.span.start, &e.message)),
        }
    };
    match compiled {
        Ok(compiled) => new_module(vm, &compiled, key),
        Err(e) if e.kind == CompileErrorKind::Syntax => {
            Err(vm.throw_syntax_error_at(&source, e.span.start, &e.message))
        }
        Err(e) => Err(vm.throw_range_error(&e.message)),
    }
}

/// The record of a compiled module.
fn new_module(vm: &mut Vm, compiled: &CompiledModule, key: &str) -> Res<Gc<Module>> {
    let realm = vm.realm();
    let codes = materialize_all(vm, &compiled.script, realm)?;
    let body = codes[codes.len() - 1];
    let instantiate = compiled.instantiate.map_or(Value::UNDEFINED, |i| codes[i as usize]);
    // The record keeps the keys once it exists.
    let mut keys: RootVec<Value> = vm.heap.root_vec();
    let mut key_of = |vm: &mut Vm, name: &[u8]| -> PropertyKey {
        let string = vm.new_string_wtf8(name);
        let key = vm.string_key(string);
        keys.push(key.as_cell().unwrap_or(Value::UNDEFINED));
        key
    };
    let mut name_of = |vm: &mut Vm, name: &ImportNameTemplate| match name {
        ImportNameTemplate::Named(name) => ImportName::Named(key_of(vm, name)),
        ImportNameTemplate::Namespace => ImportName::Namespace,
    };
    let mut imports = Vec::with_capacity(compiled.imports.len());
    for import in &compiled.imports {
        let name = name_of(vm, &import.name);
        let (request, slot, offset) = (import.request, import.slot, import.offset);
        imports.push(ImportEntry { request, name, slot, offset });
    }
    let mut exports = Vec::with_capacity(compiled.locals.len() + compiled.indirect.len());
    for export in &compiled.indirect {
        let name = name_of(vm, &export.name);
        let exported = ImportNameTemplate::Named(export.exported.clone());
        if let ImportName::Named(exported) = name_of(vm, &exported) {
            let (request, offset) = (export.request, export.offset);
            exports.push((exported, Export::Indirect { request, name, offset }));
        }
    }
    for export in &compiled.locals {
        exports.push((key_of(vm, &export.exported), Export::Local(export.slot)));
    }
    let parts = ModuleParts {
        key: key.into(),
        source: compiled.script.source.clone(),
        requests: compiled.requests.clone(),
        imports,
        exports,
        stars: compiled.stars.clone(),
        environment_size: compiled.environment_size,
        is_async: compiled.is_async,
    };
    vm.new_module(parts, (body, instantiate), realm)
}

/// HostLoadImportedModule (https://tc39.es/ecma262/#sec-HostLoadImportedModule): asks the loader.
pub(super) fn load(vm: &mut Vm, referrer: &Referrer, request: &ModuleRequest) -> Res<Gc<Module>> {
    let mut kind = ModuleKind::JavaScript;
    for ImportAttribute { key, value } in &request.attributes {
        if **key == *b"type" && **value == *b"json" {
            kind = ModuleKind::Json;
        } else {
            let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
            let error = LoadError::type_error(
                "ERR_IMPORT_ATTRIBUTE_UNSUPPORTED",
                format!(
                    "Import attribute \"{}\" with value \"{}\" is not supported",
                    text(key),
                    text(value)
                ),
            );
            return Err(throw(vm, referrer, &error));
        }
    }
    let Some(loader) = vm.host.module_loader.clone() else {
        return Err(vm.throw_type_error("There is nothing to load modules with"));
    };
    let specifier = String::from_utf8_lossy(&request.specifier);
    let resolved = loader.borrow_mut().resolve(&specifier, &referrer.key);
    let key = match resolved {
        Ok(key) => key,
        Err(error) => return Err(throw(vm, referrer, &error)),
    };
    if let Some(module) = vm.registered_module(&key, kind) {
        return Ok(module);
    }
    let loaded = loader.borrow_mut().load(&key, kind);
    let text = match loaded {
        Ok(text) => text,
        Err(error) => return Err(throw(vm, referrer, &error)),
    };
    let module = match kind {
        ModuleKind::JavaScript => parse_module(vm, &key, text)?,
        ModuleKind::Json => parse_json_module(vm, &key, text)?,
    };
    vm.register_module(module, kind);
    Ok(module)
}

/// ParseJSONModule (https://tc39.es/ecma262/#sec-parse-json-module)
fn parse_json_module(vm: &mut Vm, key: &str, text: Vec<u8>) -> Res<Gc<Module>> {
    let source = Rc::new(Source::new(key, text));
    let string = vm.new_string_wtf8(&source.text);
    let value = match crate::builtins::parse_json(vm, string) {
        Ok(value) => value,
        Err(_) => {
            let exception = vm.catch()?;
            let described = vm.describe_exception(exception);
            return Err(vm.throw_syntax_error(format!("{key}: {}", described.message)));
        }
    };
    vm.new_default_module(key.into(), source, value)
}

/// Throws what a loader reports, where the import stands.
fn throw(vm: &mut Vm, referrer: &Referrer, error: &LoadError) -> crate::value::Thrown {
    let kind = if error.is_type_error { ErrorKind::TypeError } else { ErrorKind::Error };
    let object = vm.new_error(kind, &error.message);
    if let Some(code) = error.code {
        let code = vm.new_string(code);
        let key = vm.key_from_str("code");
        if let Err(thrown) = vm.create_data_property_or_throw(object, key, Value::cell(code)) {
            return thrown;
        }
    }
    vm.throw_at(Value::cell(object), referrer.place.clone())
}
