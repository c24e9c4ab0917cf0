//! `import()`.
//!
//! Invariant: whatever goes wrong once the operands are evaluated rejects the promise.

use super::{ImportAttribute, Module, ModuleRequest, Referrer};
use crate::runtime::enumerate::PropertyKind;
use crate::runtime::function::NativeFunction;
use crate::runtime::object::Values;
use crate::runtime::promise::{Capability, Promise};
use crate::runtime::string::{StringExt, encode_wtf8};
use crate::runtime::vm::{Arguments, Vm};
use crate::value::{Res, Value};
use jsrun_gc::Gc;
use std::rc::Rc;

impl Vm {
    /// What imports are relative to where code runs now: the key of the active script or module
    /// (https://tc39.es/ecma262/#sec-getactivescriptormodule).
    pub fn active_referrer(&self) -> Option<Rc<str>> {
        self.current_place().map(|place| place.source.referrer.clone())
    }

    /// EvaluateImportCall (https://tc39.es/ecma262/#sec-evaluate-import-call)
    pub fn import_call(&mut self, specifier: Value, options: Value) -> Res {
        let promise = self.new_promise();
        let result = self.import_request(specifier, options).and_then(|request| {
            let place = self.current_place();
            let key = self.active_referrer().unwrap_or_else(|| Rc::from(""));
            self.load_imported_module(&Referrer { key, place }, &request)
        });
        self.continue_dynamic_import(promise, result)?;
        Ok(Value::cell(promise))
    }

    /// The module request that the operands of `import()` make.
    fn import_request(&mut self, specifier: Value, options: Value) -> Res<ModuleRequest> {
        let string = self.to_string(specifier)?;
        let specifier = encode_wtf8(self.flatten(string).view()).into();
        let mut attributes: Vec<ImportAttribute> = Vec::new();
        if !options.is_undefined() {
            let Some(options) = options.as_object() else {
                return Err(
                    self.throw_type_error("The second argument of import() must be an object")
                );
            };
            let key = self.names.with;
            let with = self.get(options, key)?;
            if !with.is_undefined() {
                let Some(with) = with.as_object() else {
                    return Err(self.throw_type_error("The 'with' option must be an object"));
                };
                let entries = self.enumerable_own_properties(with, PropertyKind::KeyAndValue)?;
                for entry in &entries {
                    let name = self.load_element(*entry, Value::int(0))?;
                    let value = self.load_element(*entry, Value::int(1))?;
                    let (Some(name), Some(value)) = (name.as_string(), value.as_string()) else {
                        return Err(
                            self.throw_type_error("Import attribute value must be a string")
                        );
                    };
                    let mut text = |string| encode_wtf8(self.flatten(string).view()).into();
                    let (key, value) = (text(name), text(value));
                    attributes.push(ImportAttribute { key, value });
                }
                attributes.sort_unstable();
            }
        }
        if let Some(attribute) = attributes.iter().find(|a| *a.key != *b"type") {
            let key = String::from_utf8_lossy(&attribute.key);
            let message = format!("Import attribute \"{key}\" is not supported");
            return Err(self.throw_type_error(message));
        }
        Ok(ModuleRequest { specifier, attributes, offset: 0 })
    }

    /// ContinueDynamicImport (https://tc39.es/ecma262/#sec-ContinueDynamicImport)
    fn continue_dynamic_import(
        &mut self,
        promise: Gc<Promise>,
        module: Res<Gc<Module>>,
    ) -> Res<()> {
        let module = match module {
            Ok(module) => module,
            Err(thrown) => return self.reject_promise_thrown(promise, thrown),
        };
        let loaded = self.new_promise();
        match self.load_requested_modules(module) {
            Ok(()) => self.fulfill_promise(loaded, Value::UNDEFINED),
            Err(thrown) => self.reject_promise_thrown(loaded, thrown)?,
        }
        let on_loaded = self.import_closure(link_and_evaluate, promise, module)?;
        let on_rejected = self.import_closure(rejected, promise, module)?;
        self.perform_promise_then(loaded, on_loaded, on_rejected, None);
        Ok(())
    }

    /// A function that goes on with an import.
    fn import_closure(
        &mut self,
        code: fn(&mut Vm, Arguments) -> Res,
        promise: Gc<Promise>,
        module: Gc<Module>,
    ) -> Res {
        let data = self.new_values_from(&[Value::cell(promise), Value::cell(module)])?;
        let name = self.names.empty;
        let closure = self.new_native_closure(name, 1, code, Value::cell(data));
        Ok(Value::cell(NativeFunction::as_object(closure)))
    }
}

/// What the closure that runs was made with.
fn import_data(arguments: Arguments) -> (Gc<Promise>, Gc<Module>) {
    let data = arguments.callee().as_native_function().map_or(Value::UNDEFINED, |f| f.data.get());
    // SAFETY: the closure was made with a `Values` cell that holds a promise and a module.
    unsafe {
        let data = Gc::<Values>::from_addr(data.address());
        let (promise, module) = (Values::get(data, 0), Values::get(data, 1));
        (Gc::from_addr(promise.address()), Gc::from_addr(module.address()))
    }
}

/// The rejectedClosure of ContinueDynamicImport.
fn rejected(vm: &mut Vm, arguments: Arguments) -> Res {
    let (promise, _) = import_data(arguments);
    vm.reject_promise(promise, arguments.get(0));
    Ok(Value::UNDEFINED)
}

/// The linkAndEvaluateClosure of ContinueDynamicImport.
fn link_and_evaluate(vm: &mut Vm, arguments: Arguments) -> Res {
    let (promise, module) = import_data(arguments);
    if let Err(thrown) = vm.link_module(module) {
        vm.reject_promise_thrown(promise, thrown)?;
        return Ok(Value::UNDEFINED);
    }
    let evaluated = vm.evaluate_module(module)?;
    let on_evaluated = vm.import_closure(evaluated_closure, promise, module)?;
    let on_rejected = vm.import_closure(rejected, promise, module)?;
    vm.perform_promise_then(evaluated, on_evaluated, on_rejected, None);
    Ok(Value::UNDEFINED)
}

/// The fulfilledClosure of ContinueDynamicImport.
fn evaluated_closure(vm: &mut Vm, arguments: Arguments) -> Res {
    let (promise, module) = import_data(arguments);
    match vm.module_namespace(module) {
        Ok(namespace) => vm.resolve_capability(Capability::internal(promise), namespace)?,
        Err(thrown) => vm.reject_promise_thrown(promise, thrown)?,
    }
    Ok(Value::UNDEFINED)
}
