//! Relational and equality operators, as values and as jumps; truth tests.
//!
//! Invariant: a jump and the operator that it fuses agree for every pair of values.

use super::prelude::*;

#[handlers(comparison)]
pub mod ops {
    use super::*;

    /// `R[dst] := R[a] CMP R[b]` (https://tc39.es/ecma262/#sec-relational-operators)
    #[variants(CMP = lt, le, gt, ge)]
    #[effect(none)]
    pub fn CMP(cx: Cx, a: Value, b: Value) -> Res {
        if is_int32(a) && is_int32(b) {
            if CMP_i32(as_int32(a), as_int32(b)) {
                return Ok(true_value());
            }
            return Ok(false_value());
        } else if is_number(a) && is_number(b) {
            if CMP_f64(to_f64(a), to_f64(b)) {
                return Ok(true_value());
            }
            return Ok(false_value());
        }
        slow_CMP(cx, a, b)
    }

    /// `if R[a] CMP R[b] goto t`
    #[variants(CMP = lt, le, gt, ge)]
    #[effect(none)]
    pub fn jump_CMP(cx: Cx, a: Value, b: Value, t: Target) -> FlowRes {
        if is_int32(a) && is_int32(b) {
            if CMP_i32(as_int32(a), as_int32(b)) {
                return Ok(jump(t));
            }
            return Ok(next());
        } else if is_number(a) && is_number(b) {
            if CMP_f64(to_f64(a), to_f64(b)) {
                return Ok(jump(t));
            }
            return Ok(next());
        }
        let r = slow_CMP(cx, a, b)?;
        if is_true(r) {
            return Ok(jump(t));
        }
        Ok(next())
    }

    /// `if not (R[a] CMP R[b]) goto t`
    #[variants(CMP = lt, le, gt, ge)]
    #[effect(none)]
    pub fn jump_not_CMP(cx: Cx, a: Value, b: Value, t: Target) -> FlowRes {
        if is_int32(a) && is_int32(b) {
            if CMP_i32(as_int32(a), as_int32(b)) {
                return Ok(next());
            }
            return Ok(jump(t));
        } else if is_number(a) && is_number(b) {
            if CMP_f64(to_f64(a), to_f64(b)) {
                return Ok(next());
            }
            return Ok(jump(t));
        }
        let r = slow_CMP(cx, a, b)?;
        if is_true(r) {
            return Ok(next());
        }
        Ok(jump(t))
    }

    /// `R[dst] := R[a] === R[b]` (https://tc39.es/ecma262/#sec-isstrictlyequal)
    #[variants(EQ = strict_eq, loose_eq)]
    #[effect(none)]
    pub fn EQ(cx: Cx, a: Value, b: Value) -> Res {
        if is_int32(a) && is_int32(b) {
            if eq_i32(as_int32(a), as_int32(b)) {
                return Ok(true_value());
            }
            return Ok(false_value());
        } else if is_number(a) && is_number(b) {
            if eq_f64(to_f64(a), to_f64(b)) {
                return Ok(true_value());
            }
            return Ok(false_value());
        } else if same_bits(a, b) {
            return Ok(true_value());
        } else if EQ_differ(a, b) {
            return Ok(false_value());
        }
        slow_EQ(cx, a, b)
    }

    /// `R[dst] := R[a] !== R[b]`
    #[variants(EQ = strict_eq, loose_eq)]
    #[effect(none)]
    pub fn not_EQ(cx: Cx, a: Value, b: Value) -> Res {
        if is_int32(a) && is_int32(b) {
            if eq_i32(as_int32(a), as_int32(b)) {
                return Ok(false_value());
            }
            return Ok(true_value());
        } else if is_number(a) && is_number(b) {
            if eq_f64(to_f64(a), to_f64(b)) {
                return Ok(false_value());
            }
            return Ok(true_value());
        } else if same_bits(a, b) {
            return Ok(false_value());
        } else if EQ_differ(a, b) {
            return Ok(true_value());
        }
        let r = slow_EQ(cx, a, b)?;
        if is_true(r) {
            return Ok(false_value());
        }
        Ok(true_value())
    }

    /// `if R[a] EQ R[b] goto t`
    #[variants(EQ = strict_eq, loose_eq)]
    #[effect(none)]
    pub fn jump_EQ(cx: Cx, a: Value, b: Value, t: Target) -> FlowRes {
        if is_int32(a) && is_int32(b) {
            if eq_i32(as_int32(a), as_int32(b)) {
                return Ok(jump(t));
            }
            return Ok(next());
        } else if is_number(a) && is_number(b) {
            if eq_f64(to_f64(a), to_f64(b)) {
                return Ok(jump(t));
            }
            return Ok(next());
        } else if same_bits(a, b) {
            return Ok(jump(t));
        } else if EQ_differ(a, b) {
            return Ok(next());
        }
        let r = slow_EQ(cx, a, b)?;
        if is_true(r) {
            return Ok(jump(t));
        }
        Ok(next())
    }

    /// `if not (R[a] EQ R[b]) goto t`
    #[variants(EQ = strict_eq, loose_eq)]
    #[effect(none)]
    pub fn jump_not_EQ(cx: Cx, a: Value, b: Value, t: Target) -> FlowRes {
        if is_int32(a) && is_int32(b) {
            if eq_i32(as_int32(a), as_int32(b)) {
                return Ok(next());
            }
            return Ok(jump(t));
        } else if is_number(a) && is_number(b) {
            if eq_f64(to_f64(a), to_f64(b)) {
                return Ok(next());
            }
            return Ok(jump(t));
        } else if same_bits(a, b) {
            return Ok(next());
        } else if EQ_differ(a, b) {
            return Ok(jump(t));
        }
        let r = slow_EQ(cx, a, b)?;
        if is_true(r) {
            return Ok(next());
        }
        Ok(jump(t))
    }

    /// `if ToBoolean(R[v]) goto t` (https://tc39.es/ecma262/#sec-toboolean)
    #[effect(none)]
    pub fn jump_if_true(cx: Cx, v: Value, t: Target) -> FlowRes {
        if is_true(v) {
            return Ok(jump(t));
        }
        if is_false(v) || is_nullish(v) {
            return Ok(next());
        }
        if is_int32(v) {
            if eq_i32(as_int32(v), 0) {
                return Ok(next());
            }
            return Ok(jump(t));
        }
        let r = slow_to_boolean(cx, v)?;
        if is_true(r) {
            return Ok(jump(t));
        }
        Ok(next())
    }

    /// `if not ToBoolean(R[v]) goto t`
    #[effect(none)]
    pub fn jump_if_false(cx: Cx, v: Value, t: Target) -> FlowRes {
        if is_true(v) {
            return Ok(next());
        }
        if is_false(v) || is_nullish(v) {
            return Ok(jump(t));
        }
        if is_int32(v) {
            if eq_i32(as_int32(v), 0) {
                return Ok(jump(t));
            }
            return Ok(next());
        }
        let r = slow_to_boolean(cx, v)?;
        if is_true(r) {
            return Ok(next());
        }
        Ok(jump(t))
    }

    /// `R[dst] := !R[v]`
    #[effect(none)]
    pub fn not(cx: Cx, v: Value) -> Res {
        if is_true(v) {
            return Ok(false_value());
        }
        if is_false(v) || is_nullish(v) {
            return Ok(true_value());
        }
        let r = slow_to_boolean(cx, v)?;
        if is_true(r) {
            return Ok(false_value());
        }
        Ok(true_value())
    }

    /// `if R[v] is undefined or null goto t`
    #[effect(none)]
    pub fn jump_if_nullish(v: Value, t: Target) -> Flow {
        if is_nullish(v) {
            return jump(t);
        }
        next()
    }

    /// `if R[v] is neither undefined nor null goto t`
    #[effect(none)]
    pub fn jump_if_not_nullish(v: Value, t: Target) -> Flow {
        if is_nullish(v) {
            return next();
        }
        jump(t)
    }

    /// `if R[v] == null goto t`: of an object with [[IsHTMLDDA]], too (https://tc39.es/ecma262/#sec-IsHTMLDDA-internal-slot-aec)
    #[effect(none)]
    pub fn jump_if_like_null(v: Value, t: Target) -> Flow {
        if is_nullish(v) || emulates_undefined(v) {
            return jump(t);
        }
        next()
    }

    /// `if R[v] != null goto t`
    #[effect(none)]
    pub fn jump_if_not_like_null(v: Value, t: Target) -> Flow {
        if is_nullish(v) || emulates_undefined(v) {
            return next();
        }
        jump(t)
    }

    /// `if R[v] is undefined goto t`
    #[effect(none)]
    pub fn jump_if_undefined(v: Value, t: Target) -> Flow {
        if is_undefined(v) {
            return jump(t);
        }
        next()
    }

    /// `if R[v] is not undefined goto t`
    #[effect(none)]
    pub fn jump_if_not_undefined(v: Value, t: Target) -> Flow {
        if is_undefined(v) {
            return next();
        }
        jump(t)
    }

    /// `if R[v] is DONE goto t`: the end of an iteration
    #[effect(none)]
    pub fn jump_if_done(v: Value, t: Target) -> Flow {
        if is_done(v) {
            return jump(t);
        }
        next()
    }

    /// `R[dst] := typeof R[v]` (https://tc39.es/ecma262/#sec-typeof-operator)
    #[effect(none)]
    pub fn type_of(cx: Cx, v: Value) -> Res {
        slow_type_of(cx, v)
    }

    /// `R[dst] := R[v] instanceof R[c]` (https://tc39.es/ecma262/#sec-instanceofoperator)
    #[effect(none)]
    pub fn instance_of(cx: Cx, v: Value, c: Value) -> Res {
        if let Some(r) = instance_by_caches(cx, v, c) {
            return Ok(r);
        }
        slow_instance_of(cx, v, c)
    }

    /// `R[dst] := R[k] in R[o]` (https://tc39.es/ecma262/#sec-relational-operators)
    #[effect(none)]
    pub fn has_property(cx: Cx, k: Value, o: Value) -> Res {
        if let Some(r) = has_keyed(cx, o, k) {
            return Ok(r);
        }
        slow_has_property(cx, k, o)
    }
}
