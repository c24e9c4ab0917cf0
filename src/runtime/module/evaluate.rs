//! Evaluation: every module runs once, after those that it asks for.
//!
//! Invariant: the graph is walked by a loop, depth first; what throws leaves every module of its cycle evaluated, with the
//! error.

use super::{Module, Status};
use crate::runtime::vm::Vm;
use crate::value::{Res, Value};
use jsrun_gc::{Gc, RootVec};

impl Vm {
    /// Evaluate (https://tc39.es/ecma262/#sec-moduleevaluation)
    pub fn evaluate_module(&mut self, module: Gc<Module>) -> Res<()> {
        let mut stack: RootVec<Gc<Module>> = self.heap.root_vec();
        let result = self.inner_module_evaluation(module, &mut stack);
        if result.is_err() {
            // A script never sees what ended it from outside.
            let error = if self.is_terminating() { Value::UNDEFINED } else { self.exception };
            for &module in &stack {
                module.status.set(Status::Evaluated);
                module.error.set(&mut self.heap, module, error);
            }
        }
        result
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
                        module.status.set(Status::Evaluating);
                        module.dfs_index.set(index);
                        module.dfs_ancestor_index.set(index);
                        index += 1;
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
                module.reached(module.imported(*next - 1), Status::Evaluating);
            }
            if (*next as usize) < module.parts().requests.len() {
                begin = Some(module.imported(*next));
                *next += 1;
                continue;
            }
            self.execute_module(module)?;
            path.pop();
            if module.dfs_ancestor_index.get() == module.dfs_index.get() {
                while let Some(evaluated) = stack.pop() {
                    evaluated.status.set(Status::Evaluated);
                    evaluated.cycle_root.set(&mut self.heap, evaluated, Some(module));
                    if evaluated == module {
                        break;
                    }
                }
            }
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

    /// ExecuteModule (https://tc39.es/ecma262/#sec-source-text-module-record-execute-module)
    fn execute_module(&mut self, module: Gc<Module>) -> Res<()> {
        let code = module.body.get();
        if let Some(function) = self.module_function(module, code) {
            self.call(function, Value::UNDEFINED, &[])?;
        }
        Ok(())
    }
}
