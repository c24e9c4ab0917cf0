//! Linking: every name that a module imports gets what it refers to, and declarations are instantiated.
//!
//! Invariant: the graph is walked by a loop, depth first; what fails to link leaves every module of its cycle unlinked.

use super::{Export, ImportName, Module, Resolution, Status};
use crate::runtime::error::{ErrorKind, Place};
use crate::runtime::object::Environment;
use crate::runtime::property::Attributes;
use crate::runtime::vm::Vm;
use crate::value::{Res, Thrown, Value};
use jsrun_gc::{Gc, RootVec};

impl Vm {
    /// Link (https://tc39.es/ecma262/#sec-moduledeclarationlinking)
    pub fn link_module(&mut self, module: Gc<Module>) -> Res<()> {
        let mut stack: RootVec<Gc<Module>> = self.heap.root_vec();
        let result = self.inner_module_linking(module, &mut stack);
        if result.is_err() {
            stack.iter().for_each(|module| module.status.set(Status::Unlinked));
        }
        result
    }

    /// InnerModuleLinking (https://tc39.es/ecma262/#sec-InnerModuleLinking)
    fn inner_module_linking(
        &mut self,
        module: Gc<Module>,
        stack: &mut RootVec<Gc<Module>>,
    ) -> Res<()> {
        let mut index = 0;
        // The modules on the way to the current one, each with the number of its next request. All of them are
        // on the stack as well.
        let mut path: Vec<(Gc<Module>, u32)> = Vec::new();
        let mut begin = Some(module);
        loop {
            if let Some(module) = begin.take()
                && module.status() == Status::Unlinked
            {
                module.enter(Status::Linking, &mut index);
                stack.push(module);
                path.push((module, 0));
            }
            let Some((module, next)) = path.last_mut() else { return Ok(()) };
            let module = *module;
            if *next > 0 {
                module.reached(module.imported(*next - 1), Status::Linking);
            }
            if (*next as usize) < module.parts().requests.len() {
                begin = Some(module.imported(*next));
                *next += 1;
                continue;
            }
            path.pop();
            if let Err(thrown) = self.initialize_environment(module) {
                self.note_imports(thrown, &path);
                return Err(thrown);
            }
            if module.dfs_ancestor_index.get() == module.dfs_index.get() {
                while let Some(linked) = stack.pop() {
                    linked.status.set(Status::Linked);
                    if linked == module {
                        break;
                    }
                }
            }
        }
    }

    /// InitializeEnvironment (https://tc39.es/ecma262/#sec-source-text-module-record-initialize-environment)
    fn initialize_environment(&mut self, module: Gc<Module>) -> Res<()> {
        let parts = module.parts();
        for &(key, export) in &parts.exports {
            if let Export::Indirect { request, name: ImportName::Named(name), offset } = export {
                let resolution = self.resolve_export(module, key);
                if !matches!(resolution, Resolution::Found(_)) {
                    return Err(self.unresolved(module, (request, offset), name, resolution));
                }
            }
        }
        let environment = module.environment.get();
        for import in &parts.imports {
            let imported = module.imported(import.request);
            let value = match import.name {
                ImportName::Namespace => self.module_namespace(imported)?,
                ImportName::Named(name) => match self.resolve_export(imported, name) {
                    Resolution::Found(target) => {
                        let (holder, slot) = match target.slot {
                            Some(slot) => (target.module.environment.get(), slot),
                            None => (self.namespace_environment(target.module)?, 0),
                        };
                        Value::cell(self.new_import_binding(holder, slot))
                    }
                    resolution => {
                        let place = (import.request, import.offset);
                        return Err(self.unresolved(module, place, name, resolution));
                    }
                },
            };
            self.environment_set(environment, import.slot as usize, value);
        }
        let code = module.instantiate.get();
        if let Some(function) = self.module_function(module, code) {
            self.call(function, Value::UNDEFINED, &[])?;
        }
        Ok(())
    }

    /// An environment whose one variable is a module's namespace, for those who import it as another module's export.
    fn namespace_environment(&mut self, module: Gc<Module>) -> Res<Gc<Environment>> {
        let namespace = self.module_namespace(module)?;
        self.new_environment(Value::UNDEFINED, 1, namespace)
    }

    /// The SyntaxError of a name that a module does not export.
    fn unresolved(
        &mut self,
        module: Gc<Module>,
        (request, offset): (u32, u32),
        name: crate::runtime::property_key::PropertyKey,
        resolution: Resolution,
    ) -> Thrown {
        let specifier = |module: Gc<Module>, request: u32| {
            String::from_utf8_lossy(&module.parts().requests[request as usize].specifier)
                .into_owned()
        };
        let name = self.key_display(name);
        let message = match resolution {
            Resolution::Ambiguous(holder, first, second) => format!(
                "The requested module '{}' contains conflicting star exports for name '{name}': of '{}' and '{}'",
                specifier(module, request),
                specifier(holder, first),
                specifier(holder, second),
            ),
            _ => format!(
                "The requested module '{}' does not provide an export named '{name}'",
                specifier(module, request)
            ),
        };
        let source = module.parts().source.clone();
        let error = self.new_error(ErrorKind::SyntaxError, &message);
        let (line, column) = source.locate(offset);
        let stack = format!("SyntaxError: {message}\n    at {}:{line}:{column}", source.name);
        let (key, stack) = (self.names.stack, self.new_string(&stack));
        self.define_value(error, key, Value::cell(stack), Attributes::METHOD);
        self.throw_at(Value::cell(error), Some(Place { source, offset }))
    }
}

impl Module {
    /// A walk reaches the module for the first time, as the one with this number.
    pub(super) fn enter(&self, on_stack: Status, index: &mut u32) {
        self.status.set(on_stack);
        self.dfs_index.set(*index);
        self.dfs_ancestor_index.set(*index);
        *index += 1;
    }

    /// A module of the same walk that this one asks for: if it is still on the stack, both are of one cycle.
    pub(super) fn reached(&self, required: Gc<Module>, on_stack: Status) {
        if required.status() == on_stack {
            let least = self.dfs_ancestor_index.get().min(required.dfs_ancestor_index.get());
            self.dfs_ancestor_index.set(least);
        }
    }
}
