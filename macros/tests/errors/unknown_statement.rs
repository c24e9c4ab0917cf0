//! A loop belongs into a runtime function.

#[jsrun_macros::handlers(base)]
pub mod ops {
    /// Loops
    #[effect(any)]
    pub fn loops(cx: Cx, a: Value) -> Res {
        while is_true(a) {}
        slow_add(cx, a, a)
    }
}

fn main() {}
