//! `import.meta` and `import()`.

use super::prelude::*;
use crate::runtime::module::Module;

/// `import.meta` of the module that is running: made when it is first asked for.
#[slow_path]
pub fn slow_import_meta(vm: &mut Vm, module: Value) -> Res {
    match module.as_kind::<Module>() {
        Some(module) => vm.import_meta(module),
        None => Ok(module),
    }
}

/// `import()`
#[slow_path]
pub fn slow_import_call(vm: &mut Vm, specifier: Value, options: Value) -> Res {
    vm.import_call(specifier, options)
}
