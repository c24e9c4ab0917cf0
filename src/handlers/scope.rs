//! Variables that are not registers: environments, and the checks of the temporal dead zone.
//!
//! Invariant: an environment has as many variables as the scope analysis counted, all initialised.

use super::prelude::*;

#[handlers(scope)]
pub mod ops {
    use super::*;

    /// `R[dst] := the environment that the running function closes over`
    #[effect(none)]
    pub fn callee_environment(cx: Cx) -> Value {
        closure_environment(cx)
    }

    /// `R[dst] := a new environment of `size` uninitialised variables inside `R[parent]`
    /// (https://tc39.es/ecma262/#sec-newdeclarativeenvironment)
    #[effect(none)]
    pub fn new_environment(cx: Cx, parent: Value, size: Imm) -> Res {
        slow_new_environment(cx, parent, size)
    }

    /// `R[dst] := a copy of the environment `R[env]`: a loop's next iteration
    /// (https://tc39.es/ecma262/#sec-createperiterationenvironment)
    #[effect(none)]
    pub fn copy_environment(cx: Cx, env: Value) -> Res {
        slow_copy_environment(cx, env)
    }

    /// `R[dst] := the environment around R[env]`
    #[effect(none)]
    pub fn parent_environment(env: Value) -> Value {
        environment_parent(as_environment(env))
    }

    /// `R[dst] := R[env][i]`
    #[effect(none)]
    pub fn get_variable(env: Value, i: Imm) -> Value {
        load_variable(as_environment(env), i)
    }

    /// `R[dst] := R[env][i]`; a ReferenceError if it is uninitialised
    #[effect(none)]
    pub fn get_variable_checked(cx: Cx, env: Value, i: Imm) -> Res {
        let v = load_variable(as_environment(env), i);
        if is_uninitialized(v) {
            return Ok(slow_uninitialized_variable(cx)?);
        }
        Ok(v)
    }

    /// `R[env][i] := R[v]`
    #[effect(changes = env)]
    pub fn set_variable(env: Value, i: Imm, v: Value) -> Flow {
        store_variable(as_environment(env), i, v);
        next()
    }

    /// `R[env][i] := R[v]`; a ReferenceError if it is uninitialised
    #[effect(changes = env)]
    pub fn set_variable_checked(cx: Cx, env: Value, i: Imm, v: Value) -> FlowRes {
        let old = load_variable(as_environment(env), i);
        if is_uninitialized(old) {
            slow_uninitialized_variable(cx)?;
            return Ok(next());
        }
        store_variable(as_environment(env), i, v);
        Ok(next())
    }

    /// `R[dst] := variable i of the environment `depth` levels above the callee's
    #[effect(none)]
    pub fn get_outer(cx: Cx, depth: Imm, i: Imm) -> Value {
        load_variable(outer_environment(cx, depth), i)
    }

    /// `R[dst] := variable i of the environment `depth` levels above the callee's; a ReferenceError if uninitialised
    #[effect(none)]
    pub fn get_outer_checked(cx: Cx, depth: Imm, i: Imm) -> Res {
        let v = load_variable(outer_environment(cx, depth), i);
        if is_uninitialized(v) {
            return Ok(slow_uninitialized_variable(cx)?);
        }
        Ok(v)
    }

    /// `variable i of the environment `depth` levels above the callee's := R[v]`
    #[effect(changes_outer = depth)]
    pub fn set_outer(cx: Cx, depth: Imm, i: Imm, v: Value) -> Flow {
        store_variable(outer_environment(cx, depth), i, v);
        next()
    }

    /// The same; a ReferenceError if the variable is uninitialised
    #[effect(changes_outer = depth)]
    pub fn set_outer_checked(cx: Cx, depth: Imm, i: Imm, v: Value) -> FlowRes {
        let old = load_variable(outer_environment(cx, depth), i);
        if is_uninitialized(old) {
            slow_uninitialized_variable(cx)?;
            return Ok(next());
        }
        store_variable(outer_environment(cx, depth), i, v);
        Ok(next())
    }

    /// A ReferenceError naming `K[name]` if `R[v]` is uninitialised
    #[effect(none)]
    pub fn check_initialized(cx: Cx, v: Value, name: Constant) -> FlowRes {
        if is_uninitialized(v) {
            slow_throw_uninitialized(cx, name)?;
        }
        Ok(next())
    }

    /// A ReferenceError if `this`, `R[v]`, is uninitialised: `super()` has not returned
    #[effect(none)]
    pub fn check_this(cx: Cx, v: Value) -> FlowRes {
        if is_uninitialized(v) {
            slow_throw_uninitialized_this(cx)?;
        }
        Ok(next())
    }
}
