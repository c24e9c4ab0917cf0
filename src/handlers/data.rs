//! Constants and moves.

use super::prelude::*;

#[handlers(data)]
pub mod ops {
    use super::*;

    /// `R[dst] := K[k]`
    #[effect(none)]
    pub fn load_constant(k: Constant) -> Value {
        constant_value(k)
    }

    /// `R[dst] := i`
    #[effect(none)]
    pub fn load_int(i: Imm) -> Value {
        box_int32(i)
    }

    /// `R[dst] := the value with these bits`: `undefined`, `null`, a boolean or an internal marker
    #[effect(none)]
    pub fn load_special(bits: Imm) -> Value {
        special_value(bits)
    }

    /// `R[dst] := R[v]`
    #[effect(none)]
    pub fn mov(v: Value) -> Value {
        v
    }
}
