//! Names that only run time can find: `with`, the variables of sloppy direct `eval`; and direct `eval` itself.
//!
//! Invariant: functions that use none of it have none of these opcodes.

use super::prelude::*;

#[handlers(dynamic)]
pub mod ops {
    use super::*;

    /// The environment `R[env]` asks the object `R[o]` for names, or the variables of `eval` if that is `undefined`
    #[effect(any)]
    pub fn make_dynamic(cx: Cx, env: Value, o: Value) -> FlowRes {
        slow_make_dynamic(cx, env, o)?;
        Ok(next())
    }

    /// `R[dst] := ToObject(R[v])` (https://tc39.es/ecma262/#sec-toobject)
    #[effect(none)]
    pub fn to_object(cx: Cx, v: Value) -> Res {
        if is_object(v) {
            return Ok(v);
        }
        slow_to_object(cx, v)
    }

    /// `R[dst] := the object that has the name `K[k]`, of the environments from `R[env]` outward; `undefined` if none has
    /// (https://tc39.es/ecma262/#sec-resolvebinding)
    #[effect(none)]
    pub fn find_dynamic(cx: Cx, env: Value, k: Constant) -> Res {
        slow_find_dynamic(cx, env, k)
    }

    /// `R[dst] := the value of the name `K[k]` in the object `R[o]` that was found to have it
    /// (https://tc39.es/ecma262/#sec-object-environment-records-getbindingvalue-n-s)
    #[effect(none)]
    pub fn get_dynamic(cx: Cx, o: Value, k: Constant) -> Res {
        slow_get_dynamic(cx, o, k)
    }

    /// `the name `K[k]` in the object R[o] := R[v]`
    /// (https://tc39.es/ecma262/#sec-object-environment-records-setmutablebinding-n-v-s)
    #[effect(any)]
    pub fn set_dynamic(cx: Cx, o: Value, k: Constant, v: Value) -> FlowRes {
        slow_set_dynamic(cx, o, k, v)?;
        Ok(next())
    }

    /// `R[dst] := delete the name `K[k]` in the object `R[o]`
    /// (https://tc39.es/ecma262/#sec-object-environment-records-deletebinding-n)
    #[effect(any)]
    pub fn delete_dynamic(cx: Cx, o: Value, k: Constant) -> Res {
        slow_delete_dynamic(cx, o, k)
    }

    /// `R[dst] := this for calling a function that was found in the object `R[o]`
    /// (https://tc39.es/ecma262/#sec-object-environment-records-withbaseobject)
    #[effect(none)]
    pub fn dynamic_this(cx: Cx, o: Value) -> Res {
        slow_dynamic_this(cx, o)
    }

    /// `R[dst] := the object with the variables of `eval` in `R[env]`, which has the name `K[k]` from now on
    /// (https://tc39.es/ecma262/#sec-evaldeclarationinstantiation)
    #[effect(any)]
    pub fn declare_dynamic(cx: Cx, env: Value, k: Constant) -> Res {
        slow_declare_dynamic(cx, env, k)
    }

    /// `R[dst] := is R[f] the realm's own `eval`?`
    #[effect(none)]
    pub fn is_eval(cx: Cx, f: Value) -> Res {
        slow_is_eval(cx, f)
    }

    /// `R[dst] := eval(R[base + 7])`, as direct `eval` number `site` of the function, in the environment `R[base]`
    /// (https://tc39.es/ecma262/#sec-performeval)
    #[effect(any)]
    pub fn direct_eval(cx: Cx, base: Reg, site: Imm) -> Res {
        slow_direct_eval(cx, base, site)
    }
}
