//! Resources that are disposed of when a scope is left.

use super::prelude::*;
use crate::bytecode::completion;
use crate::runtime::disposal::DisposeCapability;
use jsrun_gc::Gc;

/// The capability of a register that holds one.
fn capability(v: Value) -> Gc<DisposeCapability> {
    // SAFETY: the compiler applies this to such registers only.
    unsafe { Gc::from_addr(v.address()) }
}

/// NewDisposeCapability
#[slow_path]
pub fn slow_new_dispose_capability(vm: &mut Vm) -> Res {
    vm.new_dispose_capability().map(Value::cell)
}

/// AddDisposableResource
#[slow_path]
pub fn slow_add_disposable(vm: &mut Vm, c: Value, v: Value, hint: Imm) -> Res {
    vm.add_disposable_resource(capability(c), v, hint != 0)?;
    Ok(v)
}

/// The beginning of DisposeResources
#[slow_path]
pub fn slow_begin_disposal(vm: &mut Vm, c: Value, kind: Value, v: Value) -> Res {
    let is_thrown = kind.is_int() && kind.as_int() == completion::THROW;
    vm.begin_disposal(capability(c), is_thrown.then_some(v));
    Ok(c)
}

/// DisposeResources up to the next Await
#[slow_path]
pub fn slow_dispose_next(vm: &mut Vm, c: Value) -> Res {
    vm.dispose_next(capability(c))
}

/// A rejection that was awaited
#[slow_path]
pub fn slow_disposal_failed(vm: &mut Vm, c: Value, v: Value) -> Res {
    vm.disposal_failed(capability(c), v);
    Ok(c)
}

/// The end of DisposeResources
#[slow_path]
pub fn slow_end_disposal(vm: &mut Vm, c: Value) -> Res {
    vm.end_disposal(capability(c))?;
    Ok(c)
}
