//! What an opcode may change is declared.

#[jsrun_macros::handlers(base)]
pub mod ops {
    /// Adds
    pub fn add(cx: Cx, a: Value, b: Value) -> Res {
        slow_add(cx, a, b)
    }
}

fn main() {}
