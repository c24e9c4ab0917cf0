//! Arithmetic and bitwise operators: int32 and double inline, everything else through the specification's
//! operators.
//!
//! Invariant: the inline paths compute exactly what the operators of the runtime compute for Numbers.

use super::prelude::*;

#[handlers(arithmetic)]
pub mod ops {
    use super::*;

    /// `R[dst] := R[a] OP R[b]` (https://tc39.es/ecma262/#sec-applystringornumericbinaryoperator)
    #[variants(OP = add, sub, mul)]
    #[effect(none)]
    pub fn OP(cx: Cx, a: Value, b: Value) -> Res {
        if is_int32(a) && is_int32(b) {
            if let Some(r) = OP_i32(as_int32(a), as_int32(b)) {
                return Ok(box_int32(r));
            }
            return Ok(box_double(OP_f64(int_to_f64(as_int32(a)), int_to_f64(as_int32(b)))));
        } else if is_number(a) && is_number(b) {
            return Ok(box_double(OP_f64(to_f64(a), to_f64(b))));
        }
        slow_OP(cx, a, b)
    }

    /// `R[dst] := R[a] / R[b]`
    #[effect(none)]
    pub fn div(cx: Cx, a: Value, b: Value) -> Res {
        if is_number(a) && is_number(b) {
            return Ok(box_double(div_f64(to_f64(a), to_f64(b))));
        }
        slow_div(cx, a, b)
    }

    /// `R[dst] := R[a] % R[b]`
    #[effect(none)]
    pub fn rem(cx: Cx, a: Value, b: Value) -> Res {
        if is_int32(a) && is_int32(b) {
            if let Some(r) = rem_i32(as_int32(a), as_int32(b)) {
                return Ok(box_int32(r));
            }
        }
        slow_rem(cx, a, b)
    }

    /// `R[dst] := R[a] ** R[b]`
    #[effect(none)]
    pub fn exp(cx: Cx, a: Value, b: Value) -> Res {
        slow_exp(cx, a, b)
    }

    /// `R[dst] := R[a] + i`, where `i` is an int32 of the instruction
    #[effect(none)]
    pub fn add_imm(cx: Cx, a: Value, i: Imm) -> Res {
        if is_int32(a) {
            if let Some(r) = add_i32(as_int32(a), i) {
                return Ok(box_int32(r));
            }
            return Ok(box_double(add_f64(int_to_f64(as_int32(a)), int_to_f64(i))));
        } else if is_number(a) {
            return Ok(box_double(add_f64(to_f64(a), int_to_f64(i))));
        }
        slow_add_imm(cx, a, i)
    }

    /// `R[dst] := ToNumeric(R[a]) + i`: `++` and `--`
    #[effect(none)]
    pub fn increment(cx: Cx, a: Value, i: Imm) -> Res {
        if is_int32(a) {
            if let Some(r) = add_i32(as_int32(a), i) {
                return Ok(box_int32(r));
            }
            return Ok(box_double(add_f64(int_to_f64(as_int32(a)), int_to_f64(i))));
        } else if is_number(a) {
            return Ok(box_double(add_f64(to_f64(a), int_to_f64(i))));
        }
        slow_increment(cx, a, i)
    }

    /// `R[dst] := R[a] OP R[b]` (https://tc39.es/ecma262/#sec-numberbitwiseop)
    #[variants(OP = bit_and, bit_or, bit_xor, shl, shr)]
    #[effect(none)]
    pub fn OP(cx: Cx, a: Value, b: Value) -> Res {
        if is_int32(a) && is_int32(b) {
            return Ok(box_int32(OP_i32(as_int32(a), as_int32(b))));
        } else if is_number(a) && is_number(b) {
            if let Some(x) = number_to_int32(a) {
                if let Some(y) = number_to_int32(b) {
                    return Ok(box_int32(OP_i32(x, y)));
                }
            }
        }
        slow_OP(cx, a, b)
    }

    /// `R[dst] := R[a] >>> R[b]` (https://tc39.es/ecma262/#sec-numeric-types-number-unsignedRightShift)
    #[effect(none)]
    pub fn ushr(cx: Cx, a: Value, b: Value) -> Res {
        if is_int32(a) && is_int32(b) {
            if let Some(r) = ushr_i32(as_int32(a), as_int32(b)) {
                return Ok(box_int32(r));
            }
            return Ok(box_double(ushr_f64(as_int32(a), as_int32(b))));
        }
        slow_ushr(cx, a, b)
    }

    /// `R[dst] := ~R[a]`
    #[effect(none)]
    pub fn bit_not(cx: Cx, a: Value) -> Res {
        if is_int32(a) {
            return Ok(box_int32(bit_xor_i32(as_int32(a), -1)));
        } else if is_number(a) {
            if let Some(x) = number_to_int32(a) {
                return Ok(box_int32(bit_xor_i32(x, -1)));
            }
        }
        slow_bit_not(cx, a)
    }

    /// `R[dst] := -R[a]`
    #[effect(none)]
    pub fn neg(cx: Cx, a: Value) -> Res {
        if is_int32(a) {
            if let Some(r) = neg_i32(as_int32(a)) {
                return Ok(box_int32(r));
            }
        } else if is_number(a) {
            return Ok(box_double(neg_f64(to_f64(a))));
        }
        slow_neg(cx, a)
    }

    /// `R[dst] := ToNumber(R[a])`: unary `+`
    #[effect(none)]
    pub fn to_number(cx: Cx, a: Value) -> Res {
        if is_number(a) {
            return Ok(a);
        }
        slow_to_number(cx, a)
    }

    /// `R[dst] := ToNumeric(R[a])`
    #[effect(none)]
    pub fn to_numeric(cx: Cx, a: Value) -> Res {
        if is_number(a) {
            return Ok(a);
        }
        slow_to_numeric(cx, a)
    }

    /// `R[dst] := ToString(R[a])`: a template's substitution
    #[effect(none)]
    pub fn to_string(cx: Cx, a: Value) -> Res {
        if is_string(a) {
            return Ok(a);
        }
        slow_to_string(cx, a)
    }

    /// `R[dst] := ToPropertyKey(R[a])`: a computed key
    #[effect(none)]
    pub fn to_property_key(cx: Cx, a: Value) -> Res {
        if is_string(a) {
            return Ok(a);
        }
        slow_to_property_key(cx, a)
    }
}
