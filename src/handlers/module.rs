//! What modules import.
//!
//! Invariant: linking has put an import binding into every variable that stands for an import, before code of the
//! module runs.

use super::prelude::*;

#[handlers(module)]
pub mod ops {
    use super::*;

    /// `R[dst] := what variable i of the environment `depth` levels above the callee's, an import, refers to`; a
    /// ReferenceError if that is uninitialised
    #[effect(none)]
    pub fn get_import(cx: Cx, depth: Imm, i: Imm) -> Res {
        let v = load_import(outer_environment(cx, depth), i);
        if is_uninitialized(v) {
            return Ok(slow_uninitialized_variable(cx)?);
        }
        Ok(v)
    }

    /// `R[dst] := import.meta`, kept in variable i of the environment `depth` levels above the callee's
    /// (https://tc39.es/ecma262/#sec-meta-properties-runtime-semantics-evaluation)
    #[effect(any)]
    pub fn import_meta(cx: Cx, depth: Imm, i: Imm) -> Res {
        let v = load_variable(outer_environment(cx, depth), i);
        if is_object(v) {
            return Ok(v);
        }
        slow_import_meta(cx, v)
    }

    /// `R[dst] := import(R[specifier], R[options])`, a promise
    /// (https://tc39.es/ecma262/#sec-import-call-runtime-semantics-evaluation)
    #[effect(any)]
    pub fn import_call(cx: Cx, specifier: Value, options: Value) -> Res {
        slow_import_call(cx, specifier, options)
    }
}
