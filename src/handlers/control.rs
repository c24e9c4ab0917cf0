//! Jumps, loop heads, returns, throws.

use super::prelude::*;

#[handlers(control)]
pub mod ops {
    use super::*;

    /// `goto t`
    #[effect(none)]
    pub fn jump_always(t: Target) -> Flow {
        jump(t)
    }

    /// A loop head: interrupts are noticed here, and hot loops change tier
    #[effect(none)]
    pub fn loop_hint(cx: Cx) -> FlowRes {
        if in_interpreter() {
            if hot_loop(cx) {
                return Ok(enter_compiled_loop(cx));
            }
        }
        if interrupted(cx) {
            slow_interrupt(cx)?;
        }
        Ok(next())
    }

    /// `return R[v]`
    #[effect(none)]
    pub fn ret(v: Value) -> Flow {
        leave(v)
    }

    /// `throw R[v]` (https://tc39.es/ecma262/#sec-throw-statement)
    #[effect(none)]
    pub fn throw(cx: Cx, v: Value) -> FlowRes {
        slow_throw(cx, v)?;
        Ok(next())
    }

    /// Throws the error of kind `kind` whose message is `K[message]`
    #[effect(none)]
    pub fn throw_error(cx: Cx, kind: Imm, message: Constant) -> FlowRes {
        slow_throw_error(cx, kind, message)?;
        Ok(next())
    }

    /// In machine code: go on in the interpreter. Made by tests, to change tier anywhere
    #[effect(none)]
    pub fn leave_compiled() -> Flow {
        if in_interpreter() {
            return next();
        }
        bail_out()
    }

    /// `debugger`: no effect without a debugger
    #[effect(none)]
    pub fn debugger() -> Flow {
        next()
    }
}
