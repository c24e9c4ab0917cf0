//! Evaluation: every module runs once, after those that it asks for; what waits for a module that awaits goes on as soon
//! as that is done.
//!
//! Invariant: graphs are walked by loops, depth first; what throws leaves every module of its cycle evaluated, with the
//! error. A module's body that awaits is an async function.

use super::{Module, Status};
use crate::runtime::code::flags;
use crate::runtime::coroutine::{Coroutine, CoroutineState};
use crate::runtime::error::Place;
use crate::runtime::function::NativeFunction;
use crate::runtime::object::Environment;
use crate::runtime::promise::Promise;
use crate::runtime::vm::{Arguments, Vm};
use crate::value::{Res, Value};
use jsrun_gc::{Gc, RootVec};
use rustc_hash::FxHashSet;

/// [[AsyncEvaluationOrder]]: `unset`.
const UNSET: u64 = 0;
/// [[AsyncEvaluationOrder]]: `done`.
const DONE: u64 = u64::MAX;

impl Module {
    /// Is [[AsyncEvaluationOrder]] an integer?
    fn is_pending(&self) -> bool {
        !matches!(self.async_order.get(), UNSET | DONE)
    }

    /// The promise of [[TopLevelCapability]].
    fn promise(&self) -> Option<Gc<Promise>> {
        self.capability.get().as_kind::<Promise>()
    }
}

impl Vm {
    /// Evaluate (https://tc39.es/ecma262/#sec-moduleevaluation)
    pub fn evaluate_module(&mut self, module: Gc<Module>) -> Res<Gc<Promise>> {
        let module = match module.status() {
            Status::EvaluatingAsync | Status::Evaluated => {
                module.cycle_root.get().unwrap_or(module)
            }
            _ => module,
        };
        if let Some(promise) = module.promise() {
            return Ok(promise);
        }
        let entered = self.entered_realm.replace(module.realm);
        let promise = self.new_promise();
        module.capability.set(&mut self.heap, module, Value::cell(promise));
        let mut stack: RootVec<Gc<Module>> = self.heap.root_vec();
        let result = self.inner_module_evaluation(module, &mut stack);
        self.entered_realm = entered;
        match result {
            Ok(()) => {
                if module.status() == Status::Evaluated {
                    self.fulfill_promise(promise, Value::UNDEFINED);
                }
            }
            Err(thrown) => {
                // No script sees again what ended one from outside.
                let error = if self.is_terminating() { Value::UNDEFINED } else { self.exception };
                for &module in &stack {
                    module.status.set(Status::Evaluated);
                    module.error.set(&mut self.heap, module, error);
                }
                self.reject_promise_thrown(promise, thrown)?;
            }
        }
        Ok(promise)
    }

    /// InnerModuleEvaluation (https://tc39.es/ecma262/#sec-innermoduleevaluation)
    fn inner_module_evaluation(
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
            if let Some(module) = begin.take() {
                match module.status() {
                    Status::Linked => {
                        module.enter(Status::Evaluating, &mut index);
                        stack.push(module);
                        path.push((module, 0));
                    }
                    Status::Evaluating => {}
                    _ => self.check_evaluated(module)?,
                }
            }
            let Some((module, next)) = path.last_mut() else { return Ok(()) };
            let module = *module;
            if *next > 0 {
                self.await_required(module, module.imported(*next - 1));
            }
            if (*next as usize) < module.parts().requests.len() {
                begin = Some(module.imported(*next));
                *next += 1;
                continue;
            }
            if module.pending_dependencies.get() > 0 || module.parts().is_async {
                self.module_async_evaluation_count += 1;
                module.async_order.set(self.module_async_evaluation_count);
                if module.pending_dependencies.get() == 0 {
                    self.execute_async_module(module)?;
                }
            } else {
                self.execute_module(module)?;
            }
            path.pop();
            if module.dfs_ancestor_index.get() == module.dfs_index.get() {
                while let Some(evaluated) = stack.pop() {
                    let is_pending = evaluated.is_pending();
                    evaluated.status.set(match is_pending {
                        true => Status::EvaluatingAsync,
                        false => Status::Evaluated,
                    });
                    evaluated.cycle_root.set(&mut self.heap, evaluated, Some(module));
                    if evaluated == module {
                        break;
                    }
                }
            }
        }
    }

    /// A module that this one asks for has been visited: perhaps this one has to wait for it.
    fn await_required(&mut self, module: Gc<Module>, required: Gc<Module>) {
        let required = match required.status() {
            Status::Evaluating => {
                module.reached(required, Status::Evaluating);
                required
            }
            _ => required.cycle_root.get().unwrap_or(required),
        };
        if required.is_pending() {
            module.pending_dependencies.set(module.pending_dependencies.get() + 1);
            self.heap.barrier(required.addr());
            required.data().async_parents.borrow_mut().push(module);
        }
    }

    /// Throws the error with which the evaluation of a module ended.
    fn check_evaluated(&mut self, module: Gc<Module>) -> Res<()> {
        let root = module.cycle_root.get().unwrap_or(module);
        match root.error.get() {
            Value::HOLE => Ok(()),
            error => Err(self.rethrow(error)),
        }
    }

    /// ExecuteModule (https://tc39.es/ecma262/#sec-source-text-module-record-execute-module); the promise of a body that
    /// awaits.
    fn execute_module(&mut self, module: Gc<Module>) -> Res {
        let code = module.body.get();
        match self.module_function(module, code) {
            Some(function) => self.call(function, Value::UNDEFINED, &[]),
            None => Ok(Value::UNDEFINED),
        }
    }

    /// An async function begins to run: if it is the body of a module, the record remembers where that can be found when it
    /// awaits what nobody else knows of.
    pub(in crate::runtime) fn note_module_body(&mut self, coroutine: Gc<Coroutine>) {
        let Some(function) = coroutine.callee().as_function() else { return };
        if !function.code.get().has(flags::TOP_LEVEL) {
            return;
        }
        if let Some(environment) = function.environment.get().as_kind::<Environment>()
            && let Some(module) =
                Environment::get(environment, environment.len() - 1).as_kind::<Module>()
        {
            module.coroutine.set(&mut self.heap, module, Value::cell(coroutine));
        }
    }

    /// Where the first of those modules awaits that keep this one from being evaluated, if that is known.
    pub fn unsettled_await(&self, module: Gc<Module>) -> Option<Place> {
        let mut seen: FxHashSet<Gc<Module>> = FxHashSet::default();
        let mut rest = vec![module];
        while let Some(module) = rest.pop() {
            if module.status() != Status::EvaluatingAsync || !seen.insert(module) {
                continue;
            }
            if let Some(coroutine) = module.coroutine.get().as_kind::<Coroutine>()
                && coroutine.state.get() == CoroutineState::SuspendedAwait
            {
                let code = coroutine.callee().as_function()?.code.get();
                let offset = code.offset_at(coroutine.suspended_at());
                return Some(Place { source: code.data().source.clone(), offset });
            }
            let requests = 0..module.parts().requests.len() as u32;
            rest.extend(requests.rev().map(|request| module.imported(request)));
        }
        None
    }

    /// ExecuteAsyncModule (https://tc39.es/ecma262/#sec-execute-async-module)
    fn execute_async_module(&mut self, module: Gc<Module>) -> Res<()> {
        let result = self.execute_module(module)?;
        if let Some(promise) = result.as_kind::<Promise>() {
            let name = self.names.empty;
            let mut closure = |code| {
                let closure = self.new_native_closure(name, 1, code, Value::cell(module));
                Value::cell(NativeFunction::as_object(closure))
            };
            let (fulfilled, rejected) = (closure(fulfilled), closure(rejected));
            self.perform_promise_then(promise, fulfilled, rejected, None);
        }
        Ok(())
    }

    /// GatherAvailableAncestors (https://tc39.es/ecma262/#sec-gather-available-ancestors), in the order in which their
    /// evaluation began.
    fn gather_available_ancestors(&mut self, module: Gc<Module>) -> RootVec<Gc<Module>> {
        let mut available: RootVec<Gc<Module>> = self.heap.root_vec();
        let mut seen: FxHashSet<Gc<Module>> = FxHashSet::default();
        let mut rest = vec![module];
        while let Some(next) = rest.pop() {
            for &parent in next.data().async_parents.borrow().iter() {
                let root = parent.cycle_root.get().unwrap_or(parent);
                if seen.contains(&parent) || root.error.get() != Value::HOLE {
                    continue;
                }
                let pending = parent.pending_dependencies.get().saturating_sub(1);
                parent.pending_dependencies.set(pending);
                if pending == 0 {
                    seen.insert(parent);
                    available.push(parent);
                    if !parent.parts().is_async {
                        rest.push(parent);
                    }
                }
            }
        }
        available.with_mut(|list| list.sort_by_key(|module| module.async_order.get()));
        available
    }

    /// AsyncModuleExecutionFulfilled (https://tc39.es/ecma262/#sec-async-module-execution-fulfilled)
    fn async_module_fulfilled(&mut self, module: Gc<Module>) -> Res<()> {
        if module.status() == Status::Evaluated {
            return Ok(());
        }
        self.finish_async_module(module);
        let available = self.gather_available_ancestors(module);
        for &ancestor in &available {
            if ancestor.status() == Status::Evaluated {
                continue;
            }
            if ancestor.parts().is_async {
                self.execute_async_module(ancestor)?;
            } else {
                match self.execute_module(ancestor) {
                    Ok(_) => self.finish_async_module(ancestor),
                    Err(_) => {
                        let error = self.catch()?;
                        self.async_module_rejected(ancestor, error);
                    }
                }
            }
        }
        Ok(())
    }

    /// A module has been evaluated without an error.
    fn finish_async_module(&mut self, module: Gc<Module>) {
        module.async_order.set(DONE);
        module.status.set(Status::Evaluated);
        if let Some(promise) = module.promise() {
            self.fulfill_promise(promise, Value::UNDEFINED);
        }
    }

    /// AsyncModuleExecutionRejected (https://tc39.es/ecma262/#sec-async-module-execution-rejected)
    fn async_module_rejected(&mut self, module: Gc<Module>, error: Value) {
        // All of them are ancestors of the first, which its own record, or a closure's, keeps.
        let mut rest = vec![module];
        while let Some(module) = rest.pop() {
            if module.status() == Status::Evaluated {
                continue;
            }
            module.error.set(&mut self.heap, module, error);
            module.status.set(Status::Evaluated);
            module.async_order.set(DONE);
            if let Some(promise) = module.promise() {
                self.reject_promise(promise, error);
            }
            rest.extend(module.data().async_parents.borrow().iter().rev());
        }
    }
}

/// The module that a closure of `execute_async_module` was made for.
fn module_of(arguments: Arguments) -> Option<Gc<Module>> {
    arguments.callee().as_native_function().and_then(|f| f.data.get().as_kind::<Module>())
}

/// The fulfilledClosure of ExecuteAsyncModule.
fn fulfilled(vm: &mut Vm, arguments: Arguments) -> Res {
    if let Some(module) = module_of(arguments) {
        vm.async_module_fulfilled(module)?;
    }
    Ok(Value::UNDEFINED)
}

/// The rejectedClosure of ExecuteAsyncModule.
fn rejected(vm: &mut Vm, arguments: Arguments) -> Res {
    if let Some(module) = module_of(arguments) {
        vm.async_module_rejected(module, arguments.get(0));
    }
    Ok(Value::UNDEFINED)
}
