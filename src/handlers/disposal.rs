//! `using`: resources that are disposed of when a scope is left.
//!
//! Invariant: the register of a capability holds one from before the first declaration of its scope on.

use super::prelude::*;

#[handlers(disposal)]
pub mod ops {
    use super::*;

    /// `R[dst] := NewDisposeCapability()` (https://tc39.es/ecma262/#sec-newdisposecapability)
    #[effect(any)]
    pub fn new_dispose_capability(cx: Cx) -> Res {
        slow_new_dispose_capability(cx)
    }

    /// Adds `R[v]` to the resources of `R[capability]`; `hint` is 1 for `await using`
    /// (https://tc39.es/ecma262/#sec-adddisposableresource)
    #[effect(any)]
    pub fn add_disposable(cx: Cx, capability: Value, v: Value, hint: Imm) -> FlowRes {
        slow_add_disposable(cx, capability, v, hint)?;
        Ok(next())
    }

    /// The disposal of `R[capability]` begins; if `R[kind]` says that an exception leaves the scope, it is `R[v]`
    #[effect(any)]
    pub fn begin_disposal(cx: Cx, capability: Value, kind: Value, v: Value) -> FlowRes {
        slow_begin_disposal(cx, capability, kind, v)?;
        Ok(next())
    }

    /// `R[dst] := what is to be awaited next`, `DONE` when everything is disposed of
    /// (https://tc39.es/ecma262/#sec-disposeresources)
    #[effect(any)]
    pub fn dispose_next(cx: Cx, capability: Value) -> Res {
        slow_dispose_next(cx, capability)
    }

    /// What was awaited has failed with `R[v]`
    #[effect(any)]
    pub fn disposal_failed(cx: Cx, capability: Value, v: Value) -> FlowRes {
        slow_disposal_failed(cx, capability, v)?;
        Ok(next())
    }

    /// The disposal ends: throws what it ends with
    #[effect(any)]
    pub fn end_disposal(cx: Cx, capability: Value) -> FlowRes {
        slow_end_disposal(cx, capability)?;
        Ok(next())
    }
}
