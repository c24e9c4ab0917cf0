//! Constants and moves.

use super::prelude::*;

#[handlers(data)]
pub mod ops {
    use super::*;

    /// `R[dst] := K[k]`
    pub fn load_constant(k: Constant) -> Value {
        constant_value(k)
    }

    /// `R[dst] := i`
    pub fn load_int(i: Imm) -> Value {
        box_int32(i)
    }

    /// `R[dst] := the value with these bits`: `undefined`, `null`, a boolean or an internal marker
    pub fn load_special(bits: Imm) -> Value {
        special_value(bits)
    }

    /// `R[dst] := R[v]`
    pub fn mov(v: Value) -> Value {
        v
    }
}
