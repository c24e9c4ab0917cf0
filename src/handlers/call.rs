//! Calls, construction, what a function finds in its frame.
//!
//! Invariant: callee, `this` and arguments stand in place (docs/contract.md, "Frames"), so an inline call only writes
//! the header; a call that needs more (bound functions, natives, classes without `new`) goes through the runtime, which
//! runs what is built in and prepares the frame of what is compiled from source: no call nests native frames.
//! Entering may be done twice (the interpreter's hot copy writes the frame and then finds that the callee is to be compiled),
//! so it overwrites nothing that the handler reads.

use super::prelude::*;

#[handlers(call)]
pub mod ops {
    use super::*;

    /// `R[dst] := R[base](this = R[base+6], R[base+7] … R[base+6+argc])` (https://tc39.es/ecma262/#sec-call)
    #[effect(none)]
    pub fn call(cx: Cx, base: Reg, argc: Imm) -> CallRes {
        let f = register(cx, base);
        if is_function(f) {
            let code = function_code(as_function(f));
            if frame_fits(cx, base, argc, code) {
                if call_arity_is(code, argc) {
                    return Ok(enter(cx, base, argc, code));
                } else if adapts_arguments(code, argc) {
                    pad_arguments(cx, base, argc, code);
                    return Ok(enter(cx, base, argc, code));
                } else if keeps_surplus(code, argc) {
                    return Ok(enter_with_surplus(cx, base, argc, code));
                }
            }
        }
        let v = slow_call(cx, base, argc)?;
        if is_prepared(v) {
            return Ok(enter_prepared(cx));
        }
        Ok(done(v))
    }

    /// The same as `call`, where the function returns what the call gives (https://tc39.es/ecma262/#sec-preparefortailcall):
    /// deep in the stack the callee's frame replaces the running one
    #[effect(none)]
    pub fn tail_call(cx: Cx, base: Reg, argc: Imm) -> CallRes {
        let f = register(cx, base);
        if is_function(f) {
            let code = function_code(as_function(f));
            if is_shallow(cx) && frame_fits(cx, base, argc, code) {
                if call_arity_is(code, argc) {
                    return Ok(enter(cx, base, argc, code));
                } else if adapts_arguments(code, argc) {
                    pad_arguments(cx, base, argc, code);
                    return Ok(enter(cx, base, argc, code));
                } else if keeps_surplus(code, argc) {
                    return Ok(enter_with_surplus(cx, base, argc, code));
                }
            }
        }
        let v = slow_tail_call(cx, base, argc)?;
        if is_prepared(v) {
            return Ok(enter_prepared(cx));
        }
        Ok(done(v))
    }

    /// The same as `call_spread`, where the function returns what the call gives
    #[effect(none)]
    pub fn tail_call_spread(cx: Cx, base: Reg) -> CallRes {
        let v = slow_tail_call_spread(cx, base)?;
        if is_prepared(v) {
            return Ok(enter_prepared(cx));
        }
        Ok(done(v))
    }

    /// `R[dst] := new R[base](R[base+7] … R[base+6+argc])` (https://tc39.es/ecma262/#sec-construct)
    #[effect(none)]
    pub fn construct(cx: Cx, base: Reg, argc: Imm) -> CallRes {
        let f = register(cx, base);
        if is_function(f) {
            let code = function_code(as_function(f));
            if frame_fits(cx, base, argc, code) {
                if is_base_constructor(code, argc) {
                    if let Some(o) = allocate_this(cx, as_function(f)) {
                        pad_arguments(cx, base, argc, code);
                        return Ok(enter_constructor(cx, base, argc, code, f, o));
                    }
                } else if is_derived_constructor(code, argc) {
                    pad_arguments(cx, base, argc, code);
                    return Ok(enter_constructor(cx, base, argc, code, f, uninitialized()));
                }
            }
        }
        let v = slow_construct(cx, base, argc)?;
        if is_prepared(v) {
            return Ok(enter_prepared(cx));
        }
        Ok(done(v))
    }

    /// `R[dst] := R[v]` if it is an object, else `R[object]`: what `new` completes with
    #[effect(none)]
    pub fn select_object(v: Value, object: Value) -> Value {
        if is_object(v) {
            return v;
        }
        object
    }

    /// `R[dst] := super(R[base+7] …)`: constructs `R[base]`, with `R[base+1]` as `new.target`
    #[effect(none)]
    pub fn super_call(cx: Cx, base: Reg, argc: Imm) -> CallRes {
        let f = register(cx, base);
        let target = second_register(cx, base);
        if is_function(f) && is_function(target) {
            let code = function_code(as_function(f));
            if frame_fits(cx, base, argc, code) {
                if is_base_constructor(code, argc) {
                    if let Some(o) = allocate_this(cx, as_function(target)) {
                        pad_arguments(cx, base, argc, code);
                        return Ok(enter_constructor(cx, base, argc, code, target, o));
                    }
                } else if is_derived_constructor(code, argc) {
                    pad_arguments(cx, base, argc, code);
                    return Ok(enter_constructor(cx, base, argc, code, target, uninitialized()));
                }
            }
        }
        let v = slow_super_call(cx, base, argc)?;
        if is_prepared(v) {
            return Ok(enter_prepared(cx));
        }
        Ok(done(v))
    }

    /// `R[dst] := R[base](...R[base+7])`, with `this` = `R[base+6]`; the arguments are a dense array
    #[effect(none)]
    pub fn call_spread(cx: Cx, base: Reg) -> CallRes {
        let v = slow_call_spread(cx, base)?;
        if is_prepared(v) {
            return Ok(enter_prepared(cx));
        }
        Ok(done(v))
    }

    /// `R[dst] := new R[base](...R[base+7])`
    #[effect(none)]
    pub fn construct_spread(cx: Cx, base: Reg) -> CallRes {
        let v = slow_construct_spread(cx, base)?;
        if is_prepared(v) {
            return Ok(enter_prepared(cx));
        }
        Ok(done(v))
    }

    /// `R[dst] := super(...R[base+7])`, with `R[base+1]` as `new.target`
    #[effect(none)]
    pub fn super_call_spread(cx: Cx, base: Reg) -> CallRes {
        let v = slow_super_call_spread(cx, base)?;
        if is_prepared(v) {
            return Ok(enter_prepared(cx));
        }
        Ok(done(v))
    }

    /// `R[dst] := [[GetPrototypeOf]] of the running constructor` (https://tc39.es/ecma262/#sec-getsuperconstructor)
    #[effect(none)]
    pub fn super_constructor(cx: Cx, function: Value) -> Res {
        slow_super_constructor(cx, function)
    }

    /// `R[dst] := the running function`
    #[effect(none)]
    pub fn load_callee(cx: Cx) -> Value {
        callee(cx)
    }

    /// `R[dst] := new.target`
    #[effect(none)]
    pub fn load_new_target(cx: Cx) -> Value {
        new_target(cx)
    }

    /// `R[dst] := [[HomeObject]].[[GetPrototypeOf]]() of the function R[f]` (https://tc39.es/ecma262/#sec-getsuperbase)
    #[effect(none)]
    pub fn super_base(cx: Cx, f: Value) -> Res {
        if let Some(base) = home_prototype(cx, f) {
            return Ok(base);
        }
        slow_super_base(cx, f)
    }

    /// `R[dst] := OrdinaryCallBindThis of R[v]`: sloppy mode's `this`
    /// (https://tc39.es/ecma262/#sec-ordinarycallbindthis)
    #[effect(none)]
    pub fn bind_this(cx: Cx, v: Value) -> Res {
        if is_object(v) {
            return Ok(v);
        }
        slow_bind_this(cx, v)
    }

    /// What a derived constructor returns: `R[v]` if it is an object; `R[this]` if it is `undefined`; else an error
    #[effect(none)]
    pub fn derived_result(cx: Cx, v: Value, this: Value) -> Res {
        if is_object(v) {
            return Ok(v);
        }
        slow_derived_result(cx, v, this)
    }

    /// `R[dst] := the unmapped arguments object of the frame`
    /// (https://tc39.es/ecma262/#sec-createunmappedargumentsobject)
    #[effect(none)]
    pub fn unmapped_arguments(cx: Cx) -> Res {
        slow_unmapped_arguments(cx)
    }

    /// `R[dst] := the mapped arguments object of the frame; parameter i is variable `K[map][i]` of `R[env]`
    /// (https://tc39.es/ecma262/#sec-createmappedargumentsobject)
    #[effect(none)]
    pub fn mapped_arguments(cx: Cx, env: Value, map: Constant) -> Res {
        slow_mapped_arguments(cx, env, map)
    }

    /// `R[dst] := an array of the arguments from index `from` on`
    #[effect(none)]
    pub fn rest_arguments(cx: Cx, from: Imm) -> Res {
        slow_rest_arguments(cx, from)
    }
}
