//! Loading: the host gives the modules that a module asks for, and those that they ask for.
//!
//! The host answers at once, so a graph has been loaded when the function that loads it returns.
//!
//! Invariant: the graph is walked by a loop, depth first, in the order of the requests; no module is asked for what it
//! has already.

use super::{Module, ModuleRequest, Status};
use crate::runtime::error::{ErrorObject, Place};
use crate::runtime::property::Attributes;
use crate::runtime::string::StringExt;
use crate::runtime::vm::Vm;
use crate::value::{Res, Thrown, Value};
use jsrun_gc::Gc;
use std::rc::Rc;

/// Who asks for a module.
#[derive(Clone)]
pub struct Referrer {
    /// What the host knows it by.
    pub key: Rc<str>,
    /// The source and the place in it where the request stands, if it stands in one.
    pub place: Option<Place>,
}

impl Vm {
    /// LoadRequestedModules (https://tc39.es/ecma262/#sec-LoadRequestedModules)
    pub fn load_requested_modules(&mut self, module: Gc<Module>) -> Res<()> {
        // Whatever is loaded is reached from this one.
        let _root = self.heap.root(Value::cell(module));
        let mut visited: Vec<Gc<Module>> = Vec::new();
        let mut path: Vec<(Gc<Module>, u32)> = Vec::new();
        let mut begin = Some(module);
        loop {
            // InnerModuleLoading (https://tc39.es/ecma262/#sec-InnerModuleLoading)
            if let Some(module) = begin.take()
                && module.status() == Status::New
            {
                module.status.set(Status::Unlinked);
                visited.push(module);
                path.push((module, 0));
            }
            let Some((module, next)) = path.last_mut() else { return Ok(()) };
            let (module, request) = (*module, *next);
            if request as usize >= module.parts().requests.len() {
                path.pop();
                continue;
            }
            *next += 1;
            match self.load_request(module, request) {
                Ok(loaded) => begin = Some(loaded),
                Err(thrown) => {
                    // The graph is not complete: whoever asks for a part of it again begins anew.
                    visited.iter().for_each(|module| module.status.set(Status::New));
                    self.note_imports(thrown, &path);
                    return Err(thrown);
                }
            }
        }
    }

    /// The module that a request of a module stands for.
    ///
    /// FinishLoadingImportedModule (https://tc39.es/ecma262/#sec-FinishLoadingImportedModule), for a module
    fn load_request(&mut self, module: Gc<Module>, request: u32) -> Res<Gc<Module>> {
        let slot = &module.data().loaded[request as usize];
        if let Some(loaded) = slot.get() {
            return Ok(loaded);
        }
        let parts = module.parts();
        let wanted = &parts.requests[request as usize];
        let place = Some(Place { source: parts.source.clone(), offset: wanted.offset });
        let referrer = Referrer { key: parts.key.clone(), place };
        if let Some(attribute) = wanted.attributes.iter().find(|a| *a.key != *b"type") {
            let key = String::from_utf8_lossy(&attribute.key);
            let message = format!("Import attribute \"{key}\" is not supported");
            return Err(self.throw_syntax_error_at(&parts.source, wanted.offset, &message));
        }
        let loaded = self.load_imported_module(&referrer, wanted)?;
        self.heap.barrier(module.addr());
        slot.set(Some(loaded));
        Ok(loaded)
    }

    /// HostLoadImportedModule (https://tc39.es/ecma262/#sec-HostLoadImportedModule)
    pub fn load_imported_module(
        &mut self,
        referrer: &Referrer,
        request: &ModuleRequest,
    ) -> Res<Gc<Module>> {
        match self.host.load_module {
            Some(load) => load(self, referrer, request),
            None => Err(self.throw_type_error("Modules cannot be loaded here")),
        }
    }

    /// Adds to the stack of the pending error through which imports its place was reached: the last of these modules with
    /// the requests that lead there.
    pub(super) fn note_imports(&mut self, _: Thrown, path: &[(Gc<Module>, u32)]) {
        let Some(error) = ErrorObject::of(self.exception) else { return };
        let key = self.names.stack;
        let Some(stack) = self.data_property(error, key).and_then(Value::as_string) else { return };
        let mut text = stack.to_rust();
        for (module, next) in path.iter().rev() {
            let parts = module.parts();
            let request = &parts.requests[*next as usize - 1];
            let (line, column) = parts.source.locate(request.offset);
            let specifier = String::from_utf8_lossy(&request.specifier);
            let from = &parts.source.name;
            text.push_str(&format!("\n    at import '{specifier}' ({from}:{line}:{column})"));
        }
        let text = self.new_string(&text);
        self.define_value(error, key, Value::cell(text), Attributes::METHOD);
    }
}
