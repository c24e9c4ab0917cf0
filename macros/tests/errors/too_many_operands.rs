//! An instruction has three operands, the destination among them.

#[jsrun_macros::handlers(base)]
pub mod ops {
    /// Takes four
    pub fn four(cx: Cx, a: Value, b: Value, c: Value) -> Res {
        slow_add(cx, a, b)
    }
}

fn main() {}
