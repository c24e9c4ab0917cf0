//! The hot copy of a handler leaves at its slow call: there is one at most.

#[jsrun_macros::handlers(base)]
pub mod ops {
    /// Twice
    #[effect(any)]
    pub fn twice(cx: Cx, a: Value) -> Res {
        let r = slow_add(cx, a, a)?;
        slow_sub(cx, a, r)
    }
}

fn main() {}
